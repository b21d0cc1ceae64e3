//! DL3024: two stages of one name.

use std::collections::HashSet;

use super::base_image::alias_range;
use super::{File, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3024",
    severity: Some(Severity::Error),
    why: "Whoever names the stage gets the one that happens to be nearer",
    help: "Give each stage a name of its own",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut names = HashSet::new();
    for line in &file.lines {
        let Some(name) = line.base_image().and_then(|base| base.alias) else { continue };
        if !names.insert(name) {
            file.report(report, line, alias_range(line.instruction), format!("A stage above is named `{name}` too"));
        }
    }
}
