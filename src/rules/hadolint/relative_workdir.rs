//! DL3000: a working directory that depends on the one before.

use super::quotes::unquoted;
use super::{File, Fix, Report, Rule, Severity};
use crate::model::path::LONGEST_PATH;
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL3000",
    severity: Some(Severity::Error),
    why: "A relative path is joined to a directory that stands elsewhere, perhaps in the base image",
    help: "Write the path from the root",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for stage in file.stages() {
        let mut directory = String::from("/");
        for line in stage.iter().filter(|line| line.instruction.keyword == Keyword::Workdir) {
            let Some(word) = line.instruction.single() else { continue };
            let path = unquoted(&word.text);
            if is_absolute(path) {
                path.clone_into(&mut directory);
                continue;
            }
            if directory.len() + path.len() > LONGEST_PATH {
                file.report(report, line, Some(word.range), "The path is relative, and longer than a path can be");
                continue;
            }
            let joined = format!("{}/{}", directory.trim_end_matches('/'), path.trim_start_matches("./"));
            file.report(report, line, Some(word.range), format!("`{path}` is no absolute path")).fix(
                Fix::unsafe_because(
                    "The base image may set another working directory",
                    format!("Write `{joined}`"),
                    [Edit::replace(word.range, joined.clone())],
                ),
            );
            directory = joined;
        }
    }
}

/// Whether a path starts at the root, on a drive of Windows, or with a variable.
pub(super) fn is_absolute(path: &str) -> bool {
    let mut characters = path.chars();
    let (first, second) = (characters.next(), characters.next());
    path.starts_with(['/', '$']) || (first.is_some_and(char::is_alphabetic) && second == Some(':'))
}
