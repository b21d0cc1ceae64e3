//! DL3012, DL4003 and DL4004: instructions of which only the last one of a stage counts.

use super::{File, Fix, Report, Rule, Severity};
use crate::rules::rewrite::delete_instruction;
use crate::syntax::Keyword;

pub(super) const HEALTHCHECK: Rule = Rule {
    code: "DL3012",
    severity: Some(Severity::Error),
    why: "Only the last one has an effect; the others mislead whoever reads the file",
    help: "Keep one HEALTHCHECK",
    check: |file, report| check(file, report, Keyword::Healthcheck),
};

pub(super) const CMD: Rule = Rule {
    code: "DL4003",
    severity: Some(Severity::Warning),
    help: "Keep one CMD",
    check: |file, report| check(file, report, Keyword::Cmd),
    ..HEALTHCHECK
};

pub(super) const ENTRYPOINT: Rule = Rule {
    code: "DL4004",
    help: "Keep one ENTRYPOINT",
    check: |file, report| check(file, report, Keyword::Entrypoint),
    ..HEALTHCHECK
};

fn check(file: &File<'_>, report: &mut Report, keyword: Keyword) {
    for stage in file.stages() {
        let mut earlier = None;
        for line in stage.iter().filter(|line| line.instruction.keyword == keyword) {
            if let Some(earlier) = earlier.replace(line) {
                let message = format!("There is a {} in this stage already", keyword.as_str());
                let edit = delete_instruction(file.tree, earlier.outer());
                let title = format!("Remove the {} that has no effect", keyword.as_str());
                file.report(report, line, None, message).fix(Fix::safe(title, [edit]));
            }
        }
    }
}
