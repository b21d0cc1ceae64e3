//! A flag of an instruction behind its arguments.

use super::mend::{in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "flag-behind-arguments",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "Flags stand right behind the name of the instruction; further back they are arguments like any other",
    help: "Move the flag in front of the arguments",
    page: include_str!("../../docs/rules/flag_behind_arguments.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::Flag(name) = &fault.kind else { continue };
        let instruction = meant(ctx, fault);
        let keyword = instruction.keyword;
        let is_destination =
            instruction.copy().is_some_and(|it| it.destination.as_ref().is_some_and(|it| it.range == fault.range));
        // A copy from a stage finds its sources in no other place.
        let is_fatal = name == "from" || !is_destination;
        let breaks = match keyword {
            Keyword::From => Breaks::Build,
            Keyword::Copy | Keyword::Add if is_fatal => Breaks::Build,
            _ => Breaks::Meaning,
        };
        let message = format!("`--{name}` stands behind the arguments of `{}` and is one of them", keyword.as_str());
        let remark = report.at(fault.range, message);
        match keyword {
            Keyword::Copy | Keyword::Add => {
                remark.why("Flags stand in front of the paths; here it is taken for a path")
            }
            Keyword::Run | Keyword::Healthcheck => {
                remark.why("Flags stand in front of the command; here the program gets it as an argument")
            }
            _ => remark,
        };
        let caution = "The flag takes effect, which it did not before";
        mend(remark, fault, in_effect(ctx, fault, breaks), format!("Move `--{name}` to the front"), caution);
    }
}
