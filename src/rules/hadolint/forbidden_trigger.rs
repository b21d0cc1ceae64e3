//! DL3043: instructions that ONBUILD cannot put off.

use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3043",
    severity: Some(Severity::Error),
    why: "Docker refuses the instruction when somebody builds on this image",
    help: "Remove the line",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in &file.triggers {
        let keyword = line.instruction.keyword;
        if matches!(keyword, Keyword::Onbuild | Keyword::From | Keyword::Maintainer) {
            let place = line.instruction.keyword_word.range;
            file.report(report, line, Some(place), format!("{} cannot be put off", keyword.as_str()));
        }
    }
}
