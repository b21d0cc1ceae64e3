//! An operator of the shell among the strings of the exec form.

use super::mend::{in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "operator-in-exec-form",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "No shell reads the exec form: the first program gets all that follows as arguments",
    help: "Call a shell: `[\"sh\", \"-c\", \"… && exec …\"]`, or write a script",
    page: include_str!("../../docs/rules/operator_in_exec_form.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::OperatorInExecForm(operator) = &fault.kind else { continue };
        let remark = report.at(fault.range, format!("`{operator}` is an argument of the program here"));
        let is_chain = matches!(operator.as_str(), "&&" | "||");
        let starts = matches!(meant(ctx, fault).keyword, Keyword::Cmd | Keyword::Entrypoint);
        let breaks = if is_chain && starts { Breaks::Start } else { Breaks::Meaning };
        let caution = "A shell runs the commands";
        mend(remark, fault, in_effect(ctx, fault, breaks), "Let a shell run the line", caution);
    }
}
