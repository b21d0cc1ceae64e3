mod table;

use super::Program;
use crate::shell::Word;
use table::SERVERS;

/// A program that serves requests, and what its command line says of it.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own, and a table names them")]
pub struct Server {
    /// Name of the program.
    pub program: &'static str,
    /// First argument that makes it a server, if it does other things too.
    pub subcommand: Option<&'static str>,
    /// Flags with a value that may stand before the subcommand.
    pub valued: &'static [&'static str],
    /// What makes it one for developers, if something does.
    pub development: Option<ForDevelopers>,
    /// Whether the subcommand is one of several tasks.
    pub is_task: bool,
    /// Flags that restart it when a file changes.
    pub reload: &'static [&'static str],
    /// Flags that exclude those.
    pub not_with_reload: &'static [&'static str],
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
    /// Flags that set the address, alone or in front of a port.
    pub host: &'static [&'static str],
    /// The variable that sets the address where no flag does.
    pub host_variable: Option<&'static str>,
    /// Whether it listens to its own machine only, unless told otherwise.
    pub is_local: bool,
    /// Variables that, once set, have it listen elsewhere: to a value that is none of the last list.
    pub opened_by: &'static [(&'static str, &'static [&'static str])],
    /// A file of settings that it finds without being told.
    pub settings: Option<&'static str>,
    /// Whether its flags stand before a script, which has flags of its own.
    pub is_interpreter: bool,
    /// What to use in production instead.
    pub instead: &'static str,
}

/// Why a program is for developers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForDevelopers {
    /// Its own documentation calls the server unfit for production.
    Serves,
    /// It starts the program anew after each edit.
    Restarts,
    /// It builds the program each time that it starts it.
    Builds,
}

const PLAIN: Server = Server {
    program: "",
    subcommand: None,
    development: None,
    is_task: false,
    reload: &[],
    not_with_reload: &[],
    debug: &[],
    valued: &[],
    port: &["--port", "-p"],
    has_port_operand: false,
    elsewhere: &[],
    port_variable: None,
    default_port: None,
    host: &["--host"],
    host_variable: None,
    is_local: false,
    opened_by: &[],
    settings: None,
    is_interpreter: false,
    instead: "",
};

/// What only developers start, on a port that its own settings give.
const DEVELOPMENT: Server = Server { development: Some(ForDevelopers::Serves), port: &[], ..PLAIN };

/// What starts another program anew after each edit.
const WATCHER: Server = Server { development: Some(ForDevelopers::Restarts), host: &[], ..DEVELOPMENT };

/// A tool that builds the program each time that it starts it.
const BUILDER: Server = Server { development: Some(ForDevelopers::Builds), host: &[], ..DEVELOPMENT };

impl Server {
    /// The server that `program` starts.
    pub fn of(program: Program<'_>) -> Option<&'static Self> {
        let runs_script = super::program::is_python(program.name) || program.name == "php";
        let script = runs_script.then(|| program.subcommand()).flatten();
        let Some(path) = script else {
            return SERVERS.iter().find(|it| it.program == program.name && it.is_meant(program));
        };
        // `python manage.py runserver`
        let name = path.rsplit('/').next().unwrap_or(path);
        let words = program.arguments().iter().filter_map(Word::literal);
        let subcommand = words.skip_while(|word| word.starts_with('-')).skip(1).find(|word| !word.starts_with('-'));
        let found =
            SERVERS.iter().find(|it| it.program == name && (it.subcommand.is_none() || it.subcommand == subcommand));
        found.or_else(|| SERVERS.iter().find(|it| it.program == program.name && it.is_meant(program)))
    }

    /// Program and subcommand, as written.
    pub fn title(&self, program: Program<'_>) -> String {
        let given = |subcommand: &&str| program.arguments().iter().any(|word| word.unquoted().ends_with(subcommand));
        match self.subcommand.filter(given) {
            Some(subcommand) => format!("{} {subcommand}", self.program),
            None => self.program.to_owned(),
        }
    }

    /// The word of the flag of `program` that restarts it when a file changes.
    pub fn reload_flag<'a>(&self, program: Program<'a>) -> Option<&'a Word> {
        let arguments = program.arguments();
        let own = if self.is_interpreter { own_flags(arguments, self.subcommand) } else { arguments };
        Program { words: &program.words[..=own.len()], ..program }.flag(self.reload)
    }

    /// Whether `program` can be reached from outside its container by its arguments and by `variable`, which looks up
    /// what the image sets; `None` where something else decides.
    pub fn is_reachable(&self, program: Program<'_>, variable: impl Fn(&str) -> Option<String>) -> Option<bool> {
        let is_open = |address: &str| {
            let host = address.rsplit_once(':').map_or(address, |(host, _)| host).trim_matches(['[', ']']);
            !matches!(host, "127.0.0.1" | "localhost" | "::1") && address != "::1"
        };
        if let Some(word) = program.flag(self.host) {
            let is_last = program.arguments().last().is_some_and(|it| it.range == word.range);
            return match program.flag_value(self.host) {
                Some((value, _)) if !value.starts_with('-') => Some(is_open(value)),
                // Vite takes the bare flag for every address.
                None if !is_last => None,
                _ => Some(true),
            };
        }
        // `$FLAGS` may be anything.
        let is_open_ended = program.arguments().iter().any(|it| it.literal().is_none() && it.raw().starts_with('$'));
        if is_open_ended || program.flag(self.elsewhere).is_some() {
            return None;
        }
        if let Some(operand) = self.port_operand(program) {
            let address = operand.literal()?;
            return Some(address.contains(':') && is_open(address));
        }
        if let Some(address) = self.host_variable.and_then(&variable) {
            return Some(is_open(&address));
        }
        let is_opened = self.opened_by.iter().any(|(name, closed)| {
            variable(name).is_some_and(|value| !value.is_empty() && !closed.contains(&value.as_str()))
        });
        Some(!self.is_local || is_opened)
    }

    fn is_meant(&self, program: Program<'_>) -> bool {
        let given = program.subcommand_behind(self.valued);
        // Vite serves unless it is told to do something else.
        let is_bare_vite = self.program == "vite" && !matches!(given, Some("build" | "optimize" | "preview"));
        match self.subcommand {
            // A build tool takes tasks in any order, each perhaps of a module: `clean :app:bootRun`.
            Some(task) if self.is_task => {
                let mut tasks = program.arguments().iter().filter_map(Word::literal);
                tasks.any(|it| it.strip_suffix(task).is_some_and(|before| before.is_empty() || before.ends_with(':')))
            }
            // PHP serves with one flag, and runs scripts without.
            None if self.program == "php" => program.flag(self.port).is_some(),
            _ if self.is_interpreter => true,
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

    /// The operand behind the subcommand, where it sets address and port.
    pub fn port_operand<'a>(&self, program: Program<'a>) -> Option<&'a Word> {
        let subcommand = self.subcommand.filter(|_| self.has_port_operand)?;
        let behind = program.arguments().iter().skip_while(|word| !word.is(subcommand)).skip(1);
        behind.into_iter().find(|word| !word.unquoted().starts_with('-'))
    }
}

/// The arguments before the script of an interpreter.
fn own_flags<'a>(arguments: &'a [Word], subcommand: Option<&str>) -> &'a [Word] {
    let is_own =
        |word: &&Word| word.unquoted().starts_with('-') || word.literal().is_some() && word.literal() == subcommand;
    &arguments[..arguments.iter().take_while(is_own).count()]
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
        check("php -S 0.0.0.0:8080 -t public", Some("php"), Some(8080));
        check("php artisan serve --port=80", Some("artisan"), Some(80));
        check("php artisan migrate", None, None);
        check("node --watch server.js", Some("node"), None);
        check("./gradlew -p api clean :app:bootRun --args=x", Some("gradlew"), None);
        check("./gradlew bootJar", None, None);
        check("mvn -q clean spring-boot:run", Some("mvn"), None);
        check("mvn package", None, None);
        check("go run ./cmd/app --host 127.0.0.1", Some("go"), None);
        check("go build ./...", None, None);
        check("cargo run --release", Some("cargo"), None);
        check("cargo build", None, None);
        check("dotnet run --project Api", Some("dotnet"), None);
        check("dotnet Api.dll run", None, None);
        check("dotnet ef database update", None, None);
        check("python -m debugpy --listen 5678 manage.py runserver 0:80", Some("manage.py"), Some(80));
    }

    #[track_caller]
    fn reloads(line: &str, expected: bool) {
        let script = crate::shell::parse(line);
        let program = Program::of(script.effective_commands().next().expect("a command")).expect("a literal name");
        assert_eq!(Server::of(program).is_some_and(|it| it.reload_flag(program).is_some()), expected, "{line}");
    }

    #[test]
    fn flags_of_a_script_are_not_those_of_its_interpreter() {
        reloads("node --watch server.js", true);
        reloads("node --enable-source-maps --watch-path=src server.js", true);
        reloads("node server.js --watch", false);
        reloads("bun run --hot index.ts", true);
        reloads("bun --watch index.ts", true);
        reloads("bun run start --watch", false);
    }

    #[track_caller]
    fn reach(line: &str, expected: Option<bool>) {
        let script = crate::shell::parse(line);
        let program = Program::of(script.effective_commands().next().expect("a command")).expect("a literal name");
        let server = Server::of(program).expect("a server");
        let variable = |name: &str| (name == "UVICORN_HOST").then(|| "0.0.0.0".to_owned());
        assert_eq!(server.is_reachable(program, variable), expected, "{line}");
    }

    #[test]
    fn addresses() {
        reach("flask run", Some(false));
        reach("flask run --host=0.0.0.0", Some(true));
        reach("flask run -h 127.0.0.1", Some(false));
        reach("flask run --host $HOST", None);
        reach("flask run $FLAGS", None);
        reach("uvicorn main:app", Some(true));
        reach("granian main:app", Some(false));
        reach("hypercorn app:app", Some(false));
        reach("gunicorn app:app", Some(false));
        reach("daphne app.asgi:application", Some(false));
        reach("daphne -b 0.0.0.0 app.asgi:application", Some(true));
        reach("daphne -u /run/app.sock app.asgi:application", None);
        reach("waitress-serve app:app", Some(true));
        reach("waitress-serve --listen=127.0.0.1:80 app:app", Some(false));
        reach("bundle exec rails server", Some(false));
        reach("rails s -b 0.0.0.0", Some(true));
        reach("bin/rails s -p 80 --binding=0.0.0.0", Some(true));
        reach("rails s -e production", None);
        reach("hugo server", Some(false));
        reach("hugo server --bind 0.0.0.0", Some(true));
        reach("mlflow server --host 0.0.0.0", Some(true));
        reach("vite preview", Some(false));
        reach("webpack-dev-server --host 0.0.0.0", Some(true));
        reach("gunicorn -b localhost:8000 app:app", Some(false));
        reach("gunicorn --bind unix:/run/app.sock app:app", Some(true));
        reach("python manage.py runserver", Some(false));
        reach("python manage.py runserver 8000", Some(false));
        reach("python manage.py runserver 0:8000", Some(true));
        reach("vite", Some(false));
        reach("vite --host", Some(true));
        reach("vite --host --port 80", Some(true));
        reach("next dev", Some(true));
        reach("php -S localhost:80", Some(false));
        reach("php -S 0.0.0.0:80", Some(true));
    }
}
