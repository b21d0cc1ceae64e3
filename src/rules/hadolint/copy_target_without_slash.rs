//! DL3021: several sources and a target that is not marked as a directory.

use super::quotes::unquoted;
use super::{File, Fix, Report, Rule, Severity};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL3021",
    severity: Some(Severity::Error),
    why: "Several files can only go into a directory, and Docker knows one by the slash at its end",
    help: "End the target with a slash",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.all(Keyword::Copy) {
        let Some(copy) = line.instruction.copy().filter(|copy| copy.sources.len() > 1) else { continue };
        let Some(target) = copy.destination.as_ref().filter(|target| !unquoted(&target.text).ends_with('/')) else {
            continue;
        };
        let message = format!("`{}` is to be a directory and does not end with a slash", target.text);
        let remark = file.report(report, line, Some(target.range), message);
        let quotes = usize::from(copy.json || target.text.ends_with(['"', '\'']));
        remark.fix(Fix::safe("Add the slash", [Edit::insert(target.range.end - quotes, "/")]));
    }
}
