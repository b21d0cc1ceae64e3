//! What is known of each server, and of what starts programs for developers, from its own documentation.

use super::{BUILDER, DEVELOPMENT, ForDevelopers, PLAIN, Server, WATCHER};

const STATIC: &str = "a static server for the output of the build";
const COMPILED: &str = "`node` on compiled files";
const WSGI: &str = "gunicorn or uvicorn";
const BINARY: &str = "the compiled program";
const PUBLISHED: &str = "`dotnet` on the published files";
const BEHIND: &str = "the command behind it";
const JAR: &str = "`java -jar` on the built archive";
const FPM: &str = "PHP-FPM behind nginx, FrankenPHP or the `apache` variant of the image";

const RAILS: Server = Server {
    program: "rails",
    elsewhere: &["-e", "--environment"],
    port_variable: Some("PORT"),
    default_port: Some(3000),
    host: &["--binding", "-b"],
    host_variable: Some("BINDING"),
    is_local: true,
    opened_by: &[("RAILS_ENV", &["development"]), ("RACK_ENV", &["development"])],
    ..PLAIN
};

/// Servers by program; the first entry that fits counts.
pub(super) static SERVERS: &[Server] = &[
    Server {
        program: "flask",
        subcommand: Some("run"),
        development: Some(ForDevelopers::Serves),
        reload: &["--reload"],
        debug: &["--debug"],
        valued: &["--app", "-A", "--env-file", "-e"],
        port_variable: Some("FLASK_RUN_PORT"),
        default_port: Some(5000),
        host: &["--host", "-h"],
        host_variable: Some("FLASK_RUN_HOST"),
        is_local: true,
        instead: "a WSGI server such as gunicorn or waitress",
        ..PLAIN
    },
    Server {
        program: "uvicorn",
        reload: &["--reload"],
        // "mutually exclusive" (uvicorn documentation, "Settings", Production).
        not_with_reload: &["--workers"],
        port: &["--port"],
        elsewhere: &["--uds", "--fd"],
        port_variable: Some("UVICORN_PORT"),
        default_port: Some(8000),
        host_variable: Some("UVICORN_HOST"),
        is_local: true,
        ..PLAIN
    },
    // Its default address takes PORT from the environment (gunicorn, "Settings", bind), and its configuration file is
    // found without being named.
    Server {
        program: "gunicorn",
        reload: &["--reload"],
        port: &["--bind", "-b"],
        elsewhere: &["--config", "-c", "--paste", "--paster"],
        port_variable: Some("PORT"),
        default_port: Some(8000),
        host: &["--bind", "-b"],
        is_local: true,
        opened_by: &[("PORT", &[]), ("GUNICORN_CMD_ARGS", &[])],
        settings: Some("gunicorn.conf"),
        ..PLAIN
    },
    Server {
        program: "hypercorn",
        reload: &["--reload"],
        debug: &["--debug"],
        port: &["--bind", "-b"],
        elsewhere: &["--config", "-c"],
        default_port: Some(8000),
        host: &["--bind", "-b"],
        is_local: true,
        ..PLAIN
    },
    // Daphne, README: port 8000 of localhost without arguments.
    Server {
        program: "daphne",
        elsewhere: &["-u", "--unix-socket", "--fd", "-e", "--endpoint"],
        default_port: Some(8000),
        host: &["--bind", "-b"],
        is_local: true,
        ..PLAIN
    },
    // waitress documentation, "waitress-serve": every address and port 8080 without arguments.
    Server {
        program: "waitress-serve",
        port: &["--port", "--listen"],
        elsewhere: &["--unix-socket"],
        default_port: Some(8080),
        host: &["--host", "--listen"],
        ..PLAIN
    },
    // Rails guides, "The Rails Command Line": localhost in development, every address elsewhere, since 4.2.
    Server { subcommand: Some("server"), ..RAILS },
    Server { subcommand: Some("s"), ..RAILS },
    Server {
        program: "mlflow",
        subcommand: Some("server"),
        port: &["--port", "-p"],
        default_port: Some(5000),
        host: &["--host", "-h"],
        host_variable: Some("MLFLOW_HOST"),
        is_local: true,
        ..PLAIN
    },
    Server {
        program: "granian",
        reload: &["--reload"],
        port: &["--port"],
        port_variable: Some("GRANIAN_PORT"),
        default_port: Some(8000),
        host_variable: Some("GRANIAN_HOST"),
        is_local: true,
        ..PLAIN
    },
    Server {
        program: "fastapi",
        subcommand: Some("dev"),
        port: &["--port"],
        default_port: Some(8000),
        is_local: true,
        instead: "`fastapi run`, or uvicorn",
        ..DEVELOPMENT
    },
    Server { program: "fastapi", subcommand: Some("run"), reload: &["--reload"], default_port: Some(8000), ..PLAIN },
    Server {
        program: "manage.py",
        subcommand: Some("runserver"),
        has_port_operand: true,
        default_port: Some(8000),
        is_local: true,
        host: &[],
        instead: WSGI,
        ..DEVELOPMENT
    },
    Server {
        program: "django-admin",
        subcommand: Some("runserver"),
        has_port_operand: true,
        default_port: Some(8000),
        is_local: true,
        host: &[],
        instead: WSGI,
        ..DEVELOPMENT
    },
    // Python documentation, "http.server": not recommended for production.
    Server {
        program: "http.server",
        default_port: Some(8000),
        host: &["--bind", "-b"],
        instead: "nginx or another web server",
        ..DEVELOPMENT
    },
    Server { program: "nodemon", instead: "`node` itself", ..WATCHER },
    Server { program: "ts-node-dev", instead: COMPILED, ..WATCHER },
    Server { program: "tsx", subcommand: Some("watch"), instead: COMPILED, ..WATCHER },
    Server { program: "node", reload: &["--watch", "--watch-path"], port: &[], is_interpreter: true, ..PLAIN },
    Server {
        program: "bun",
        subcommand: Some("run"),
        reload: &["--watch", "--hot"],
        port: &[],
        is_interpreter: true,
        ..PLAIN
    },
    Server {
        program: "deno",
        subcommand: Some("run"),
        reload: &["--watch", "--watch-hmr"],
        port: &[],
        is_interpreter: true,
        ..PLAIN
    },
    Server { program: "nest", subcommand: Some("start"), reload: &["--watch", "-w"], port: &[], ..PLAIN },
    Server { program: "webpack-dev-server", port: &["--port"], is_local: true, instead: STATIC, ..DEVELOPMENT },
    Server {
        program: "webpack",
        subcommand: Some("serve"),
        valued: &["--config", "-c", "--mode"],
        port: &["--port"],
        is_local: true,
        instead: STATIC,
        ..DEVELOPMENT
    },
    // Vite documentation, "Building for Production": the preview is not meant as a production server.
    Server {
        program: "vite",
        subcommand: Some("preview"),
        port: &["--port"],
        is_local: true,
        instead: STATIC,
        ..DEVELOPMENT
    },
    Server {
        program: "vite",
        subcommand: Some("dev"),
        port: &["--port"],
        is_local: true,
        instead: STATIC,
        ..DEVELOPMENT
    },
    Server {
        program: "next",
        subcommand: Some("dev"),
        port: &["--port", "-p"],
        port_variable: Some("PORT"),
        default_port: Some(3000),
        host: &["--hostname", "-H"],
        instead: "`next build` and `next start`",
        ..DEVELOPMENT
    },
    Server {
        program: "next",
        subcommand: Some("start"),
        port_variable: Some("PORT"),
        default_port: Some(3000),
        host: &["--hostname", "-H"],
        ..PLAIN
    },
    Server {
        program: "react-scripts",
        subcommand: Some("start"),
        port_variable: Some("PORT"),
        default_port: Some(3000),
        instead: STATIC,
        ..DEVELOPMENT
    },
    Server { program: "vue-cli-service", subcommand: Some("serve"), instead: STATIC, ..DEVELOPMENT },
    Server {
        program: "ng",
        subcommand: Some("serve"),
        port: &["--port"],
        default_port: Some(4200),
        is_local: true,
        instead: STATIC,
        ..DEVELOPMENT
    },
    Server { program: "astro", subcommand: Some("dev"), is_local: true, instead: STATIC, ..DEVELOPMENT },
    Server { program: "gatsby", subcommand: Some("develop"), instead: STATIC, ..DEVELOPMENT },
    Server { program: "nuxt", subcommand: Some("dev"), instead: "`nuxt build` and its server", ..DEVELOPMENT },
    Server { program: "nuxi", subcommand: Some("dev"), instead: "`nuxt build` and its server", ..DEVELOPMENT },
    Server { program: "live-server", instead: STATIC, ..DEVELOPMENT },
    // PHP manual, "Built-in web server": not for public networks.
    Server { program: "php", port: &["-S"], host: &["-S"], instead: FPM, ..DEVELOPMENT },
    Server {
        program: "artisan",
        subcommand: Some("serve"),
        port: &["--port"],
        default_port: Some(8000),
        is_local: true,
        instead: FPM,
        ..DEVELOPMENT
    },
    Server { program: "symfony", subcommand: Some("serve"), instead: FPM, ..DEVELOPMENT },
    Server { program: "air", instead: BINARY, ..WATCHER },
    Server { program: "cargo-watch", instead: BINARY, ..WATCHER },
    Server { program: "cargo", subcommand: Some("watch"), instead: BINARY, ..WATCHER },
    Server { program: "dotnet", subcommand: Some("watch"), instead: PUBLISHED, ..WATCHER },
    Server {
        program: "mkdocs",
        subcommand: Some("serve"),
        port: &["--dev-addr", "-a"],
        host: &["--dev-addr", "-a"],
        is_local: true,
        instead: STATIC,
        ..DEVELOPMENT
    },
    // Hugo documentation, "hugo server": 127.0.0.1 and port 1313.
    Server {
        program: "hugo",
        subcommand: Some("server"),
        port: &["--port", "-p"],
        default_port: Some(1313),
        host: &["--bind"],
        is_local: true,
        instead: STATIC,
        ..DEVELOPMENT
    },
    Server { program: "jekyll", subcommand: Some("serve"), is_local: true, instead: STATIC, ..DEVELOPMENT },
    // Each of these compiles what it starts, by its own description (`go help run`, `cargo help run`, .NET documentation,
    // "dotnet run"; Spring Boot documentation, "Running your Application with Maven" and "with Gradle"; Quarkus guides,
    // "Dev mode"; sbt reference, "run").
    Server { program: "go", subcommand: Some("run"), instead: BINARY, ..BUILDER },
    Server { program: "cargo", subcommand: Some("run"), instead: BINARY, ..BUILDER },
    Server { program: "dotnet", subcommand: Some("run"), instead: PUBLISHED, ..BUILDER },
    Server { program: "mvn", subcommand: Some("spring-boot:run"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "mvnw", subcommand: Some("spring-boot:run"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "mvn", subcommand: Some("quarkus:dev"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "mvnw", subcommand: Some("quarkus:dev"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "gradle", subcommand: Some("bootRun"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "gradlew", subcommand: Some("bootRun"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "gradle", subcommand: Some("quarkusDev"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "gradlew", subcommand: Some("quarkusDev"), is_task: true, instead: JAR, ..BUILDER },
    Server { program: "sbt", subcommand: Some("run"), instead: JAR, ..BUILDER },
    // Restart what they are given (their own documentation, first paragraph each).
    Server { program: "watchmedo", subcommand: Some("auto-restart"), instead: BEHIND, ..WATCHER },
    Server { program: "watchfiles", instead: BEHIND, ..WATCHER },
    Server { program: "watchexec", instead: BEHIND, ..WATCHER },
    Server { program: "reflex", instead: BEHIND, ..WATCHER },
    Server { program: "CompileDaemon", instead: BINARY, ..WATCHER },
    Server { program: "node-dev", instead: "`node` itself", ..WATCHER },
    // Servers for developers by their own documentation.
    Server {
        program: "quart",
        subcommand: Some("run"),
        reload: &["--reload"],
        debug: &["--debug"],
        instead: "hypercorn or uvicorn",
        ..DEVELOPMENT
    },
    Server { program: "nx", subcommand: Some("serve"), instead: STATIC, ..DEVELOPMENT },
    Server { program: "storybook", subcommand: Some("dev"), instead: STATIC, ..DEVELOPMENT },
    Server { program: "rsbuild", subcommand: Some("dev"), instead: STATIC, ..DEVELOPMENT },
    Server { program: "remix", subcommand: Some("dev"), instead: "`remix build` and its server", ..DEVELOPMENT },
    Server { program: "wrangler", subcommand: Some("dev"), instead: "what it deploys to", ..DEVELOPMENT },
    Server { program: "hugo", subcommand: Some("server"), instead: STATIC, ..DEVELOPMENT },
    Server { program: "symfony", subcommand: Some("server:start"), instead: FPM, ..DEVELOPMENT },
    Server { program: "symfony", subcommand: Some("local:server:start"), instead: FPM, ..DEVELOPMENT },
];
