//! A program and its arguments in one string of the exec form.

use super::mend::{failure, in_effect, meant, mend};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "command-line-in-one-string",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "The exec form starts the first string as it is: a program with blanks in its name, which is not there",
    help: "Write every word as a string of its own",
    page: include_str!("../../docs/rules/command_line_in_one_string.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::CommandLineAsString = &fault.kind else { continue };
        let message = "The whole string is the name of the program: no shell takes its words apart";
        let remark = report.at(fault.range, message);
        let breaks = failure(meant(ctx, fault).keyword);
        mend(remark, fault, in_effect(ctx, fault, breaks), "Write each word as a string", "");
    }
}
