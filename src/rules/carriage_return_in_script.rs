//! A script whose lines end in carriage returns.

use super::mend::{failure, in_effect, mend};
use super::{Breaks, Context, Elsewhere, Report, Rule, Severity, Topic};
use crate::model::FaultKind;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "carriage-return-in-script",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "To a shell the carriage return is the last letter of every line: `set -e` gets an option that does not exist",
    help: "End the lines of the script with a line feed alone",
    page: include_str!("../../docs/rules/carriage_return_in_script.md"),
    check,
};

/// Beginnings of lines that fail with a carriage return at their end.
const FRAGILE: &[&str] = &["#!", "set ", "cd ", "fi", "done", "esac", "then", "do", "}", "exit "];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for fault in &ctx.dockerfile.faults {
        let FaultKind::CarriageReturns(file) = &fault.kind else { continue };
        let instruction = &tree.instructions[fault.instruction];
        if let Some(path) = file {
            let remark = report.at(fault.range, format!("The lines of `{path}` end in carriage returns"));
            remark.why("The name of the interpreter on the first line gets a carriage return too, and is not found");
            remark.elsewhere(Elsewhere { path: path.clone(), line: Some(1), added: Vec::new() });
            mend(remark, fault, in_effect(ctx, fault, failure(instruction.keyword)), "", "");
            continue;
        }
        let body =
            instruction.heredocs.iter().find(|it| it.marker == fault.range).map_or("", |it| it.body.of(&tree.text));
        let is_fragile = body.lines().any(|line| FRAGILE.iter().any(|it| line.trim_start().starts_with(it)));
        let is_run = instruction.keyword == Keyword::Run && is_fragile;
        let breaks = if is_run { Breaks::Build } else { Breaks::Meaning };
        let remark = report.at(fault.range, "The lines of this script end in carriage returns");
        let caution = "What reads the script may want the carriage returns";
        mend(remark, fault, in_effect(ctx, fault, breaks), "End the lines with a line feed alone", caution);
    }
}
