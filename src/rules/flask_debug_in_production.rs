//! Flask's debug mode in an image that users reach.

use super::rewrite::remove_argument;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "flask-debug-in-production",
    codes: &[],
    topic: Topic::Security,
    dev: None,
    prod: Some(Severity::Error),
    converts: true,
    why: "Debug mode shows stack traces to every visitor, and with the development server a console that runs any code",
    help: "Leave debug mode off, which is Flask's default",
    page: include_str!("../../docs/rules/flask_debug_in_production.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    // Flask reads everything as "on" but these (`flask.helpers.get_debug_flag`).
    let is_on = |value: &str| !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "no");
    if let Some((pair, value)) = ctx.dockerfile.kept_variable("FLASK_DEBUG").pop().filter(|(_, value)| is_on(value)) {
        let remark = report.at(pair.range, format!("`FLASK_DEBUG={value}` switches Flask's debug mode on"));
        remark.for_developers(Thing::Setting);
        if let Some(word) = &pair.value {
            remark.fix(Fix::safe("Set `FLASK_DEBUG` to 0", [Edit::replace(word.range, "0")]));
        }
    }
    for started in ctx.dockerfile.servers() {
        if let Some(word) = started.program.flag(started.server.debug) {
            let flag = word.literal().unwrap_or_default();
            let message = format!("`{flag}` switches the debug mode of `{}` on", started.server.program);
            let remark = report.at(started.code.range(word.range), message);
            remark.for_developers(Thing::Setting);
            let edit = remove_argument(ctx.dockerfile.tree, started.code, started.program.words, word);
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Remove `{flag}`"), [edit])));
        }
    }
}
