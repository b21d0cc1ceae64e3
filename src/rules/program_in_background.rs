//! A program of the image that is put in the background.

use super::mend::{in_effect, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "program-in-background",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "The shell has nothing left to do and ends, and the container ends with it",
    help: "Remove the `&`: the container runs as long as its first process",
    page: include_str!("../../docs/rules/program_in_background.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::Background = &fault.kind else { continue };
        let remark = report.at(fault.range, "`&` puts the program in the background, and the container ends");
        mend(remark, fault, in_effect(ctx, fault, Breaks::Start), "Remove `&`", "The program keeps the container busy");
    }
}
