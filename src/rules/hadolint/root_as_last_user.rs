//! DL3002: a stage that ends as root.

use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3002",
    severity: Some(Severity::Warning),
    why: "What breaks out of a container that runs as root is root outside too",
    help: "End the stage with a USER that is not root",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for stage in file.stages().filter(|stage| stage[0].instruction.keyword == Keyword::From) {
        let Some(line) = stage.iter().rfind(|line| line.instruction.keyword == Keyword::User) else { continue };
        let user = line.untrimmed(file.tree).unwrap_or_default();
        if matches!(user.split_once(':').map_or(user, |(user, _)| user), "root" | "0") {
            let place = line.instruction.single().map(|word| word.range);
            file.report(report, line, place, "The last user of the stage is root");
        }
    }
}
