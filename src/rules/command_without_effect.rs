//! CMD behind an ENTRYPOINT in shell form.

use super::mend::{in_effect, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "command-without-effect",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Docker hands the words of CMD to the shell of the ENTRYPOINT, which has no use for them",
    help: "Write the ENTRYPOINT as a JSON array, or remove the CMD",
    page: include_str!("../../docs/rules/command_without_effect.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for fault in &ctx.dockerfile.faults {
        let FaultKind::CommandWithoutEffect(entrypoint) = &fault.kind else { continue };
        let line = tree.instructions[*entrypoint].first_line;
        let message = format!("`CMD` has no effect: the `ENTRYPOINT` on line {line} is in shell form");
        let remark = report.at(fault.range, message);
        let caution = "Its words may have been meant as arguments of the ENTRYPOINT";
        mend(remark, fault, in_effect(ctx, fault, Breaks::Meaning), "Remove the `CMD`", caution);
    }
}
