//! A variable among the strings of the exec form.

use super::mend::{in_effect, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "variable-in-exec-form",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "No shell reads the exec form, and Docker expands nothing in a command: the program gets the dollar sign",
    help: "Call a shell: `[\"sh\", \"-c\", \"exec …\"]`, or let the program read the variable",
    page: include_str!("../../docs/rules/variable_in_exec_form.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::VariableInExecForm(name) = &fault.kind else { continue };
        let remark = report.at(fault.range, format!("`${name}` stays as it is written: no shell reads this"));
        let caution = "A shell expands the variable, and splits its value at blanks";
        mend(remark, fault, in_effect(ctx, fault, Breaks::Meaning), "Let a shell run the line", caution);
    }
}
