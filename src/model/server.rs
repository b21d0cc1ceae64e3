use super::Program;

/// A program that serves requests, and what its command line says of it.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    /// Name of the program.
    pub program: &'static str,
    /// First argument that makes it a server, if it does other things too.
    pub subcommand: Option<&'static str>,
    /// Whether its own documentation calls it unfit for production.
    pub development: bool,
    /// Flags that restart it when a file changes.
    pub reload: &'static [&'static str],
    /// Flags that switch its debugger on.
    pub debug: &'static [&'static str],
    /// Flags that set the port, alone or behind an address.
    pub port: &'static [&'static str],
    /// The port without such a flag.
    pub default_port: Option<u16>,
    /// What to use in production instead.
    pub instead: &'static str,
}

const PLAIN: Server = Server {
    program: "",
    subcommand: None,
    development: false,
    reload: &[],
    debug: &[],
    port: &["--port", "-p"],
    default_port: None,
    instead: "",
};

/// Servers by program; the first entry that fits counts.
static SERVERS: &[Server] = &[
    Server {
        program: "flask",
        subcommand: Some("run"),
        development: true,
        reload: &["--reload"],
        debug: &["--debug"],
        default_port: Some(5000),
        instead: "a WSGI server such as gunicorn or waitress",
        ..PLAIN
    },
    Server { program: "uvicorn", reload: &["--reload"], port: &["--port"], default_port: Some(8000), ..PLAIN },
    Server { program: "gunicorn", reload: &["--reload"], port: &["--bind", "-b"], default_port: Some(8000), ..PLAIN },
    Server {
        program: "hypercorn",
        reload: &["--reload"],
        debug: &["--debug"],
        port: &["--bind", "-b"],
        default_port: Some(8000),
        ..PLAIN
    },
    Server { program: "granian", reload: &["--reload"], port: &["--port"], default_port: Some(8000), ..PLAIN },
    Server {
        program: "fastapi",
        subcommand: Some("dev"),
        development: true,
        port: &["--port"],
        default_port: Some(8000),
        instead: "`fastapi run`, or uvicorn",
        ..PLAIN
    },
    Server { program: "fastapi", subcommand: Some("run"), reload: &["--reload"], default_port: Some(8000), ..PLAIN },
    Server {
        program: "manage.py",
        subcommand: Some("runserver"),
        development: true,
        port: &[],
        default_port: Some(8000),
        instead: "gunicorn or uvicorn",
        ..PLAIN
    },
    Server {
        program: "django-admin",
        subcommand: Some("runserver"),
        development: true,
        port: &[],
        default_port: Some(8000),
        instead: "gunicorn or uvicorn",
        ..PLAIN
    },
    Server { program: "nodemon", development: true, port: &[], instead: "`node` itself", ..PLAIN },
    Server { program: "ts-node-dev", development: true, port: &[], instead: "`node` on compiled files", ..PLAIN },
    Server {
        program: "tsx",
        subcommand: Some("watch"),
        development: true,
        port: &[],
        instead: "`node` on compiled files",
        ..PLAIN
    },
    Server {
        program: "webpack-dev-server",
        development: true,
        default_port: Some(8080),
        instead: "a static server for the output of `webpack`",
        ..PLAIN
    },
    Server {
        program: "webpack",
        subcommand: Some("serve"),
        development: true,
        default_port: Some(8080),
        instead: "a static server for the output of `webpack`",
        ..PLAIN
    },
    Server { program: "vite", subcommand: Some("preview"), default_port: Some(4173), port: &["--port"], ..PLAIN },
    Server {
        program: "vite",
        subcommand: Some("dev"),
        development: true,
        port: &["--port"],
        default_port: Some(5173),
        instead: "a static server for the output of `vite build`",
        ..PLAIN
    },
    Server {
        program: "next",
        subcommand: Some("dev"),
        development: true,
        default_port: Some(3000),
        instead: "`next build` and `next start`",
        ..PLAIN
    },
    Server { program: "next", subcommand: Some("start"), default_port: Some(3000), ..PLAIN },
    Server {
        program: "react-scripts",
        subcommand: Some("start"),
        development: true,
        port: &[],
        default_port: Some(3000),
        instead: "a static server for the output of `react-scripts build`",
        ..PLAIN
    },
    Server { program: "air", development: true, port: &[], instead: "the compiled program", ..PLAIN },
];

impl Server {
    /// The server that `program` starts.
    pub fn of(program: Program<'_>) -> Option<&'static Self> {
        let script = (super::program::is_python(program.name)).then(|| program.subcommand()).flatten();
        let (name, subcommand) = match script {
            // `python manage.py runserver`
            Some(path) => {
                let words = program.arguments().iter().filter_map(|word| word.literal());
                let mut words = words.skip_while(|word| word.starts_with('-')).skip(1);
                (path.rsplit('/').next().unwrap_or(path), words.find(|word| !word.starts_with('-')))
            }
            None => (program.name, program.subcommand()),
        };
        let bare_vite = name == "vite" && subcommand.is_none_or(|it| it == "serve");
        let subcommand = if bare_vite { Some("dev") } else { subcommand };
        SERVERS.iter().find(|it| it.program == name && (it.subcommand.is_none() || it.subcommand == subcommand))
    }

    /// The port that `program` listens on: what a flag says, else the default; `None` where a variable decides.
    pub fn listens_on(&self, program: Program<'_>) -> Option<u16> {
        if program.flag(self.port).is_none() {
            return self.default_port;
        }
        let (value, _) = program.flag_value(self.port)?;
        value.rsplit(':').next()?.parse().ok()
    }
}
