//! The name of an instruction where a command is expected.

use super::mend::{failure, in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "instruction-as-command",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "A shell looks for a program of that name and finds none; only the start of a line can name an instruction",
    help: "Remove the word, or put the instruction on a line of its own",
    page: include_str!("../../docs/rules/instruction_as_command.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::InstructionAsCommand(keyword) = &fault.kind else { continue };
        let own = meant(ctx, fault).keyword;
        let is_handled = meant(ctx, fault).body.text().contains("||");
        let breaks = if is_handled { Breaks::Meaning } else { failure(own) };
        let name = keyword.as_str();
        let remark = report.at(fault.range, format!("`{name}` is the command here, and there is no such program"));
        let is_own = fault.meant.first().is_some_and(|edit| edit.range.start < fault.range.start);
        let title = if is_own { format!("Remove `{}`", own.as_str()) } else { format!("Remove `{name}`") };
        mend(
            remark,
            fault,
            in_effect(ctx, fault, breaks),
            title,
            "The command behind it runs, which it did not before",
        );
    }
}
