//! A server in production whose own documentation says that it is for development.

use super::rewrite::replace_arguments;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Serving;

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
        let given = |subcommand: &&str| started.program.arguments().iter().any(|word| word.is(subcommand));
        let name = match server.subcommand.filter(given) {
            Some(subcommand) => format!("{} {subcommand}", server.program),
            None => server.program.to_owned(),
        };
        let remark = report
            .at(started.code.range(started.program.range()), format!("`{name}` is a server for development"))
            .help(format!("Use {}", server.instead));
        if server.program == "flask" {
            remark.fixes.extend(gunicorn(ctx, &started));
        }
    }
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
