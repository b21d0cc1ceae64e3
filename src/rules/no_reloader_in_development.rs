//! A development server that has to be restarted by hand.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};

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
        if !wanted || started.program.flag(started.server.reload).is_some() || is_debugging(&started) {
            continue;
        }
        let Some(last) = started.program.words.last() else { continue };
        report
            .at(
                started.code.range(started.program.range()),
                format!("`{}` does not reload changed code", started.program.name),
            )
            .fix(Fix::safe(format!("Add `{reload}`"), [insert_argument(started.code, last, reload)]));
    }
}

/// Flask's debug mode brings its own reloader.
fn is_debugging(started: &crate::model::Serving<'_>) -> bool {
    started.program.flag(started.server.debug).is_some()
}
