use super::Program;
use crate::shell::Word;

/// A program that serves requests, and what its command line says of it.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    /// Name of the program.
    pub program: &'static str,
    /// First argument that makes it a server, if it does other things too.
    pub subcommand: Option<&'static str>,
    /// Flags with a value that may stand before the subcommand.
    pub valued: &'static [&'static str],
    /// Whether its own documentation calls it unfit for production.
    pub development: bool,
    /// Flags that restart it when a file changes.
    pub reload: &'static [&'static str],
    /// Flags that switch its debugger on.
    pub debug: &'static [&'static str],
    /// Flags that set the port, alone or behind an address.
    pub port: &'static [&'static str],
    /// Whether an operand sets it, as in `runserver 0.0.0.0:8000`.
    pub has_port_operand: bool,
    /// Flags for a file or a socket, which leave the port open.
    pub elsewhere: &'static [&'static str],
    /// The variable that sets the port where no flag does.
    pub port_variable: Option<&'static str>,
    /// The port without any of these; `None` where a file of the project usually sets it.
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
    valued: &[],
    port: &["--port", "-p"],
    has_port_operand: false,
    elsewhere: &[],
    port_variable: None,
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
        valued: &["--app", "-A", "--env-file", "-e"],
        port_variable: Some("FLASK_RUN_PORT"),
        default_port: Some(5000),
        instead: "a WSGI server such as gunicorn or waitress",
        ..PLAIN
    },
    Server {
        program: "uvicorn",
        reload: &["--reload"],
        port: &["--port"],
        elsewhere: &["--uds", "--fd"],
        port_variable: Some("UVICORN_PORT"),
        default_port: Some(8000),
        ..PLAIN
    },
    // Its default address takes PORT from the environment (gunicorn, "Settings", bind).
    Server {
        program: "gunicorn",
        reload: &["--reload"],
        port: &["--bind", "-b"],
        elsewhere: &["--config", "-c", "--paste", "--paster"],
        port_variable: Some("PORT"),
        default_port: Some(8000),
        ..PLAIN
    },
    Server {
        program: "hypercorn",
        reload: &["--reload"],
        debug: &["--debug"],
        port: &["--bind", "-b"],
        elsewhere: &["--config", "-c"],
        default_port: Some(8000),
        ..PLAIN
    },
    Server {
        program: "granian",
        reload: &["--reload"],
        port: &["--port"],
        port_variable: Some("GRANIAN_PORT"),
        default_port: Some(8000),
        ..PLAIN
    },
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
        has_port_operand: true,
        default_port: Some(8000),
        instead: "gunicorn or uvicorn",
        ..PLAIN
    },
    Server {
        program: "django-admin",
        subcommand: Some("runserver"),
        development: true,
        port: &[],
        has_port_operand: true,
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
        instead: "a static server for the output of `webpack`",
        ..PLAIN
    },
    Server {
        program: "webpack",
        subcommand: Some("serve"),
        valued: &["--config", "-c", "--mode"],
        development: true,
        instead: "a static server for the output of `webpack`",
        ..PLAIN
    },
    Server { program: "vite", subcommand: Some("preview"), port: &["--port"], ..PLAIN },
    Server {
        program: "vite",
        subcommand: Some("dev"),
        development: true,
        port: &["--port"],
        instead: "a static server for the output of `vite build`",
        ..PLAIN
    },
    Server {
        program: "next",
        subcommand: Some("dev"),
        development: true,
        port_variable: Some("PORT"),
        default_port: Some(3000),
        instead: "`next build` and `next start`",
        ..PLAIN
    },
    Server {
        program: "next",
        subcommand: Some("start"),
        port_variable: Some("PORT"),
        default_port: Some(3000),
        ..PLAIN
    },
    Server {
        program: "react-scripts",
        subcommand: Some("start"),
        development: true,
        port: &[],
        port_variable: Some("PORT"),
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
        let Some(path) = script else {
            return SERVERS.iter().find(|it| it.program == program.name && it.is_meant(program));
        };
        // `python manage.py runserver`
        let name = path.rsplit('/').next().unwrap_or(path);
        let words = program.arguments().iter().filter_map(Word::literal);
        let subcommand = words.skip_while(|word| word.starts_with('-')).skip(1).find(|word| !word.starts_with('-'));
        SERVERS.iter().find(|it| it.program == name && (it.subcommand.is_none() || it.subcommand == subcommand))
    }

    fn is_meant(&self, program: Program<'_>) -> bool {
        let given = program.subcommand_behind(self.valued);
        // Vite serves unless it is told to do something else.
        let is_bare_vite = self.program == "vite" && !matches!(given, Some("build" | "optimize" | "preview"));
        match self.subcommand {
            Some("dev") if is_bare_vite => true,
            Some(subcommand) => given == Some(subcommand),
            None => true,
        }
    }

    /// The port that `program` listens on by its arguments and by `variable`, which looks up what the image sets;
    /// `None` where something else decides.
    pub fn listens_on(&self, program: Program<'_>, variable: impl Fn(&str) -> Option<String>) -> Option<u16> {
        let of = |address: &str| address.rsplit(':').next()?.parse().ok();
        if program.flag(self.port).is_some() {
            return of(program.flag_value(self.port)?.0);
        }
        if program.flag(self.elsewhere).is_some() {
            return None;
        }
        if let Some(operand) = self.port_operand(program) {
            return of(operand.literal()?);
        }
        match self.port_variable.and_then(variable) {
            Some(value) => value.parse().ok(),
            None => self.default_port,
        }
    }

    /// The operand behind the subcommand.
    fn port_operand<'a>(&self, program: Program<'a>) -> Option<&'a Word> {
        let subcommand = self.subcommand.filter(|_| self.has_port_operand)?;
        let behind = program.arguments().iter().skip_while(|word| !word.is(subcommand)).skip(1);
        behind.into_iter().find(|word| !word.unquoted().starts_with('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, server: Option<&str>, port: Option<u16>) {
        let script = crate::shell::parse(line);
        let program = Program::of(script.effective_commands().next().expect("a command")).expect("a literal name");
        let found = Server::of(program);
        assert_eq!(found.map(|it| it.program), server, "{line}");
        let variable = |name: &str| (name == "PORT").then(|| "7000".to_owned());
        assert_eq!(found.and_then(|it| it.listens_on(program, variable)), port, "{line}");
    }

    #[test]
    fn servers_and_their_ports() {
        check("flask run", Some("flask"), Some(5000));
        check("flask --app hello run -p8080", Some("flask"), Some(8080));
        check("flask --app hello run --port=$PORT", Some("flask"), None);
        check("flask db upgrade", None, None);
        check("python3 -m flask run --port 80", Some("flask"), Some(80));
        check("uvicorn --port 80 main:app", Some("uvicorn"), Some(80));
        check("gunicorn app:app", Some("gunicorn"), Some(7000));
        check("gunicorn -b0.0.0.0:5000 app:app", Some("gunicorn"), Some(5000));
        check("gunicorn -c gunicorn.conf.py app:app", Some("gunicorn"), None);
        check("gunicorn --bind unix:/run/app.sock app:app", Some("gunicorn"), None);
        check("python manage.py runserver 0.0.0.0:8080", Some("manage.py"), Some(8080));
        check("./manage.py runserver", Some("manage.py"), Some(8000));
        check("python manage.py migrate", None, None);
        check("vite --host 0.0.0.0 --port 3000", Some("vite"), Some(3000));
        check("vite build", None, None);
        check("npx next dev -p 4000", Some("next"), Some(4000));
        check("webpack --config x.js serve", Some("webpack"), None);
    }
}
