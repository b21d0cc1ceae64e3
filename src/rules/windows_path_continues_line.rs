//! A path of Windows with a backslash at the end of a line.

use super::mend::{in_effect, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "windows-path-continues-line",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "The backslash is the escape character: at the end of a line it is no part of the path, and the line below \
          is joined",
    help: "Choose the backquote with the directive `escape` on the first line, and continue lines with it",
    page: include_str!("../../docs/rules/windows_path_continues_line.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let paths = || ctx.dockerfile.faults.iter().filter(|it| matches!(it.kind, FaultKind::WindowsPath(_)));
    // One directive is enough for all lines of the file.
    let is_mended_at_once = paths().any(|fault| !fault.meant.is_empty());
    for fault in paths().filter(|fault| !is_mended_at_once || !fault.meant.is_empty()) {
        let FaultKind::WindowsPath(swallowed) = &fault.kind else { continue };
        let message = match swallowed {
            Some(keyword) => format!("The path ends in `\\`, which joins the line of `{}` below", keyword.as_str()),
            None => "The path ends in `\\`, which continues the line instead".to_owned(),
        };
        let remark = report.at(fault.range, message);
        let caution = "Every backslash of the file is a letter then";
        mend(
            remark,
            fault,
            in_effect(ctx, fault, Breaks::Meaning),
            "Choose the backquote as escape character",
            caution,
        );
    }
}
