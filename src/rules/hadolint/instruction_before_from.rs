//! DL3061: something before the first FROM.

use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3061",
    severity: Some(Severity::Error),
    why: "There is no image yet that the instruction could work on; only ARG may stand there",
    help: "Begin with FROM",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.lines.iter().take_while(|line| line.instruction.keyword != Keyword::From) {
        if !matches!(line.instruction.keyword, Keyword::Arg | Keyword::Unknown) {
            let message = format!("{} stands before the first FROM", line.outer().keyword.as_str());
            file.report(report, line, None, message);
        }
    }
}
