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
        let name = match server.subcommand {
            Some(subcommand) => format!("{} {subcommand}", started.program.name),
            None => started.program.name.to_owned(),
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
    let program = started.program;
    let port = started.server.listens_on(program)?;
    let host = program.flag_value(&["--host", "-h"]).map_or("127.0.0.1", |(host, _)| host);
    let named = ctx.dockerfile.kept_variable("FLASK_APP").pop().map(|(_, value)| value);
    let application = program.flag_value(&["--app", "-A"]).map(|(app, _)| app.to_owned()).or(named);
    let application = application.unwrap_or_else(|| "app".to_owned());
    let application = application.trim_end_matches(".py").replace('/', ".");
    let application = if application.contains(':') { application } else { format!("{application}:app") };
    let bind = format!("{host}:{port}");
    let edit = replace_arguments(
        started.code,
        started.started.invocation.words(),
        &["gunicorn", "--bind", &bind, &application],
    )?;
    let caution = "gunicorn must be in the requirements, and the application must be where the command says";
    Some(Fix::unsafe_because(caution, "Start gunicorn instead", [edit]))
}
