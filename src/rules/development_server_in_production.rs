//! A server in production whose own documentation says that it is for development.

use super::rewrite::replace_arguments;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Program, Server, Serving, Started};
use crate::shell;

pub(super) const RULE: Rule = Rule {
    name: "development-server-in-production",
    codes: &[],
    topic: Topic::Development,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "It is made for one developer: slow under load, without limits against slow clients, and often with a debugger",
    help: "Start a server that is made for production",
    page: include_str!("../../docs/rules/development_server_in_production.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for started in ctx.dockerfile.servers().into_iter().filter(|it| it.server.development) {
        let server = started.server;
        let range = started.code.range(started.program.range());
        let remark = report.at(range, format!("`{}` is a server for development", name(server, started.program)));
        remark.help(format!("Use {}", server.instead));
        remark.fixes.extend(match server.program {
            "flask" => gunicorn(ctx, &started),
            "fastapi" => fastapi_run(ctx, &started),
            "nodemon" => node(ctx, &started),
            _ => None,
        });
    }
    for started in ctx.dockerfile.started() {
        if let Some((message, help)) = script(ctx, &started) {
            report.at(started.code.range(started.program.range()), message).help(help);
        }
    }
}

/// Program and subcommand, as written.
fn name(server: &Server, program: Program<'_>) -> String {
    let given = |subcommand: &&str| program.arguments().iter().any(|word| word.is(subcommand));
    match server.subcommand.filter(given) {
        Some(subcommand) => format!("{} {subcommand}", server.program),
        None => server.program.to_owned(),
    }
}

/// Message and help about a script of `package.json` that serves: by its command, else by its name.
fn script(ctx: &Context<'_>, started: &Started<'_>) -> Option<(String, String)> {
    let script = ctx.dockerfile.package_script(started.program)?;
    let manager = started.program.name;
    let run = if script.name == "start" { "" } else { "run " };
    let Some(command) = script.command else {
        let is_for_developers = script.name.split(':').any(|it| matches!(it, "dev" | "develop" | "watch"));
        let message = format!("`{manager} {run}{}` is what developers start", script.name);
        return is_for_developers.then(|| (message, "Start the script that serves what was built".to_owned()));
    };
    let code = shell::parse(&command);
    let mut programs = code.effective_commands().filter_map(Program::of);
    let (server, program) = programs.find_map(|it| Some((Server::of(it).filter(|it| it.development)?, it)))?;
    let what = name(server, program);
    let message = format!("`{manager} {run}{}` starts `{what}`, a server for development", script.name);
    Some((message, format!("Use {}", server.instead)))
}

/// gunicorn on the same address, with the application that the flask command would load.
fn gunicorn(ctx: &Context<'_>, started: &Serving<'_>) -> Option<Fix> {
    let port = started.port(ctx.dockerfile)?;
    let host = option(ctx, started, (&["--host", "-h"], "FLASK_RUN_HOST", "127.0.0.1"))?;
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    // Without a name, Flask looks for these files in this order (`flask.cli.ScriptInfo.load_app`).
    let found = if ctx.project.files.contains_key("wsgi.py") { "wsgi" } else { "app" };
    let application = option(ctx, started, (&["--app", "-A"], "FLASK_APP", found))?;
    let application = application.trim_end_matches(".py").replace('/', ".");
    let application = match application.split_once(':') {
        // Flask calls a factory by its bare name, gunicorn does not.
        Some((_, name)) if name.starts_with("create") || name.starts_with("make") => return None,
        Some(_) => application,
        None => format!("{application}:app"),
    };
    let arguments = ["gunicorn", "--bind", &format!("{host}:{port}"), &application];
    let edit = replace_arguments(ctx.dockerfile.tree, started.code, started.started.invocation.words(), &arguments)?;
    let caution = "gunicorn must be in the requirements, and the application must be where the command says";
    Some(Fix::unsafe_because(caution, "Start gunicorn instead", [edit]))
}

/// What a flag says, else a variable of the image, else the default; `None` where only the running shell knows.
fn option(
    ctx: &Context<'_>,
    started: &Serving<'_>,
    (flags, variable, default): (&[&str], &str, &str),
) -> Option<String> {
    if started.program.flag(flags).is_some() {
        return started.program.flag_value(flags).map(|(value, _)| value.to_owned());
    }
    let variable = ctx.dockerfile.kept_variable(variable).pop();
    Some(variable.map_or_else(|| default.to_owned(), |(_, value)| value))
}

fn fastapi_run(ctx: &Context<'_>, started: &Serving<'_>) -> Option<Fix> {
    let word = started.program.arguments().iter().find(|word| word.is("dev"))?;
    let edit = replace_arguments(ctx.dockerfile.tree, started.code, std::slice::from_ref(word), &["run"])?;
    Some(Fix::unsafe_because("It listens on every address, not on 127.0.0.1 only", "Use `fastapi run`", [edit]))
}

/// Node.js with the same script.
fn node(ctx: &Context<'_>, started: &Serving<'_>) -> Option<Fix> {
    let arguments: Vec<&str> = started.program.arguments().iter().map(|word| word.literal()).collect::<Option<_>>()?;
    // nodemon has flags of its own, and other interpreters for other endings.
    let is_script = |it: &&&str| [".js", ".mjs", ".cjs"].iter().any(|ending| it.ends_with(ending));
    arguments.first().filter(is_script)?;
    let new: Vec<&str> = ["node"].into_iter().chain(arguments).collect();
    let edit = replace_arguments(ctx.dockerfile.tree, started.code, started.started.invocation.words(), &new)?;
    Some(Fix::unsafe_because("A `nodemon.json` may set more than the script", "Start `node` itself", [edit]))
}
