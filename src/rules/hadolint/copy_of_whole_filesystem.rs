//! DL3067: everything of another stage copied.

use super::copy_from_unknown_stage::source_stage;
use super::quotes::unquoted;
use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3067",
    severity: Some(Severity::Warning),
    why: "Everything comes along, and nothing of the other image's ownership and configuration is sure to fit",
    help: "Copy the files that are needed, or start with FROM that stage",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.all(Keyword::Copy).filter(|line| source_stage(file, line.instruction).is_some()) {
        let Some(copy) = line.instruction.copy() else { continue };
        let is_root = |path: &str| unquoted(path) == "/";
        let to_root = copy.destination.as_ref().is_some_and(|target| is_root(&target.text));
        if let Some(source) = copy.sources.iter().find(|source| to_root && is_root(&source.text)) {
            file.report(report, line, Some(source.range), "The whole file system is copied");
        }
    }
}
