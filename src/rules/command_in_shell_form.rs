//! CMD or ENTRYPOINT of the image in shell form.

use super::{Context, Report, Rule, Severity, Topic, buildkit};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "command-in-shell-form",
    codes: &["JSONArgsRecommended", "DL3025"],
    topic: Topic::Process,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "A shell is process 1 and passes no signal on, so the program is killed when the container is stopped",
    help: buildkit::JSON_ARGS_RECOMMENDED.help,
    page: include_str!("../../docs/rules/command_in_shell_form.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    (buildkit::JSON_ARGS_RECOMMENDED.check)(ctx, report);
    let effective = |keyword| ctx.dockerfile.effective(ctx.dockerfile.target?, keyword);
    // What a stage that nobody starts would run does not matter, nor does a command that a later one replaces.
    let started = [Keyword::Entrypoint, Keyword::Cmd].map(effective);
    report.remarks.retain(|remark| {
        let here = started.iter().flatten().find(|(_, instruction)| instruction.range.encloses(remark.range));
        // After `exec` the program has taken the place of the shell.
        here.is_some_and(|(_, instruction)| !instruction.body.text().starts_with("exec "))
    });
}
