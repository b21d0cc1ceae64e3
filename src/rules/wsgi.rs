//! The server for production that takes the place of Flask's own.

use super::rewrite::replace_arguments;
use super::{Context, Fix};
use crate::model::Serving;

/// gunicorn on the same address, with the application that the flask command would load.
pub(super) fn gunicorn(ctx: &Context<'_>, started: &Serving<'_>) -> Option<Fix> {
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
