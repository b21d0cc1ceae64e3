//! A server that restarts when a file changes, in an image whose files never change.

use super::rewrite::remove_argument;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};

pub(super) const RULE: Rule = Rule {
    name: "reloader-in-production",
    codes: &[],
    topic: Topic::Development,
    dev: None,
    prod: Some(Severity::Warning),
    converts: true,
    why: "The files of an image never change, so the reloader only costs memory and a second process, and a restart that \
          nobody ordered drops requests",
    help: "Leave the flag to the development image",
    page: include_str!("../../docs/rules/reloader_in_production.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for started in ctx.dockerfile.servers() {
        if let Some(word) = started.server.reload_flag(started.program) {
            let flag = word.literal().unwrap_or_default();
            let message = format!("`{}` reloads its code with `{flag}`", started.server.program);
            let remark = report.at(started.code.range(word.range), message);
            remark.for_developers(Thing::Reloader);
            let edit = remove_argument(ctx.dockerfile.tree, started.code, started.program.words, word);
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Remove `{flag}`"), [edit])));
        }
    }
}
