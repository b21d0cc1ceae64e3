//! A server in production whose own documentation says that it is for development.

use super::rewrite::replace_arguments;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic, package_script, wsgi};
use crate::model::{ForDevelopers, Server, Serving};

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
    for started in ctx.dockerfile.servers() {
        let server = started.server;
        let Some(reason) = server.development else { continue };
        let range = started.code.range(started.program.range());
        let what = match reason {
            ForDevelopers::Serves => "is a server for development",
            ForDevelopers::Restarts => "restarts the program after each edit",
            ForDevelopers::Builds => "builds the program each time it starts it",
        };
        let remark = report.at(range, format!("`{}` {what}", server.title(started.program)));
        remark.help(format!("Use {}", server.instead));
        let fix = match server.program {
            "flask" => wsgi::gunicorn(ctx, &started),
            "fastapi" => fastapi_run(ctx, &started),
            "nodemon" | "node-dev" => node(ctx, &started),
            _ => behind(ctx, &started).filter(|_| reason == ForDevelopers::Restarts),
        };
        let thing = if reason == ForDevelopers::Restarts { Thing::Reloader } else { Thing::Server };
        // Which server for WSGI is installed, nobody but the project knows.
        if fix.is_some() && server.program != "flask" {
            remark.for_developers(thing);
        } else {
            remark.for_developers_unless(thing, unknown(server, reason));
        }
        remark.fixes.extend(fix);
    }
    package_script::check(ctx, report);
}

/// What would have to be known to start something else.
fn unknown(server: &Server, reason: ForDevelopers) -> String {
    let instead = server.instead;
    match reason {
        _ if server.program == "flask" => {
            "which WSGI server is installed, and which application it would load, is not known".to_owned()
        }
        ForDevelopers::Serves => format!("what takes its place has to be set up first: {instead}"),
        ForDevelopers::Restarts => format!("what it restarts is not known here; start {instead}"),
        ForDevelopers::Builds => format!("where the result of a build lies is not known; start {instead}"),
    }
}

/// The command behind `--`, without what watches it.
fn behind(ctx: &Context<'_>, started: &Serving<'_>) -> Option<Fix> {
    let words = started.program.words;
    let at = words.iter().position(|word| word.is("--"))?;
    let command: Vec<&str> = words[at + 1..].iter().map(|word| word.literal()).collect::<Option<_>>()?;
    let first = command.first()?;
    let edit = replace_arguments(ctx.dockerfile.tree, started.code, words, &command)?;
    Some(Fix::unsafe_because("It is no longer started again when it stops", format!("Start `{first}` itself"), [edit]))
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
