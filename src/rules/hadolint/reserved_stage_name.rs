//! DL3063: a stage name that means something else.

use super::base_image::alias_range;
use super::{File, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3063",
    severity: Some(Severity::Warning),
    why: "Docker has its own meaning for the name, so that the stage may not be reachable",
    help: "Give the stage another name",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in &file.lines {
        let name = line.base_image().and_then(|base| base.alias);
        if let Some(name @ ("scratch" | "context")) = name {
            file.report(report, line, alias_range(line.instruction), format!("`{name}` is a reserved name"));
        }
    }
}
