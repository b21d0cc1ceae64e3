//! A development server that has to be restarted by hand.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Serving;

pub(super) const RULE: Rule = Rule {
    name: "no-reloader-in-development",
    codes: &[],
    topic: Topic::Development,
    dev: Some(Severity::Info),
    prod: None,
    converts: true,
    why: "With the source mounted into the container, the server can pick up each saved file by itself",
    help: "Let the server reload, and mount the source over the copied one",
    page: include_str!("../../docs/rules/no_reloader_in_development.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for started in ctx.dockerfile.servers() {
        // Servers that are made for production run as they would there.
        let [reload, ..] = started.server.reload else { continue };
        let wanted = matches!(started.server.program, "flask" | "uvicorn");
        let is_chosen = started.program.flag(&[reload, "--no-reload"]).is_some();
        if !wanted || is_chosen || is_debugging(ctx, &started) {
            continue;
        }
        let Some(last) = started.program.words.last() else { continue };
        let message = format!("`{}` does not reload changed code", started.server.program);
        let remark = report.at(started.code.range(started.program.range()), message);
        let edit = insert_argument(ctx.dockerfile.tree, started.code, last, reload);
        remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Add `{reload}`"), [edit])));
    }
}

/// Flask's debug mode brings its own reloader.
fn is_debugging(ctx: &Context<'_>, started: &Serving<'_>) -> bool {
    let variable = ctx.dockerfile.kept_variable("FLASK_DEBUG").pop().map(|(_, value)| value.to_ascii_lowercase());
    let is_on = variable.is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false" | "no"));
    started.program.flag(started.server.debug).is_some() || (started.server.program == "flask" && is_on)
}
