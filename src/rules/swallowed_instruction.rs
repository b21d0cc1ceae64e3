//! An instruction below a line that ends in the escape character.

use super::mend::{in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;
use crate::syntax::{Arguments, CommandLine, Keyword};

pub(super) const RULE: Rule = Rule {
    name: "swallowed-instruction",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "The escape character joins the line below: what stands there is no instruction, but arguments of this one",
    help: "Remove the escape character at the end of the line",
    page: include_str!("../../docs/rules/swallowed_instruction.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for fault in &ctx.dockerfile.faults {
        let FaultKind::Swallowed(swallowed) = &fault.kind else { continue };
        let instruction = meant(ctx, fault);
        let (own, name, escape) = (instruction.keyword, swallowed.as_str(), tree.escape);
        let breaks = match (&instruction.arguments, own) {
            (_, Keyword::Copy | Keyword::Add | Keyword::Expose | Keyword::From | Keyword::Stopsignal)
            | (Arguments::Pairs { legacy: false, .. }, Keyword::Env | Keyword::Label) => Breaks::Build,
            (Arguments::Command(CommandLine::Shell { malformed_json: true }), Keyword::Cmd | Keyword::Entrypoint)
            | (_, Keyword::User) => Breaks::Start,
            _ => Breaks::Meaning,
        };
        let escape = if escape == '`' { "the backquote".to_owned() } else { format!("`{escape}`") };
        let message = format!("The line ends in {escape}, so `{name}` below is part of `{}`", own.as_str());
        let remark = report.at(fault.range, message);
        remark.why(match own {
            Keyword::Copy | Keyword::Add => format!("`{name}` and what follows it become paths of the copy"),
            Keyword::Run | Keyword::Cmd | Keyword::Entrypoint => {
                format!("The command gets the line of `{name}` as arguments, and the instruction never runs")
            }
            _ => format!("The line of `{name}` is taken for arguments, and the instruction never runs"),
        });
        remark.help(format!("Remove {escape} at the end of the line"));
        let caution = "The line below becomes an instruction of its own";
        mend(remark, fault, in_effect(ctx, fault, breaks), format!("End the line above `{name}`"), caution);
    }
}
