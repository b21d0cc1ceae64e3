//! DL4001: two tools for one purpose.

use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL4001",
    severity: Some(Severity::Warning),
    why: "The image carries two programs where one would do",
    help: "Choose one of wget and curl",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for lines in file.streams() {
        let (mut has_curl, mut has_wget) = (false, false);
        for line in lines {
            if line.instruction.keyword == Keyword::From {
                (has_curl, has_wget) = (false, false);
            }
            let Some(run) = &line.run else { continue };
            let uses = |program: &str| run.calls.iter().any(|call| call.name == program);
            let (curl, wget) = (uses("curl"), uses("wget"));
            has_curl |= curl;
            has_wget |= wget;
            if (curl || wget) && has_curl && has_wget {
                file.report(report, line, None, "The stage uses both wget and curl");
            }
        }
    }
}
