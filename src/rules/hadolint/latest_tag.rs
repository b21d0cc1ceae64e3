//! DL3007: the tag that moves with every release.

use super::{File, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3007",
    severity: Some(Severity::Warning),
    why: "`latest` is another image after every release, so that a build may break from one day to the next",
    help: "Name the tag of a release",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in &file.lines {
        let Some(base) = line.base_image() else { continue };
        if base.image.tag == Some("latest") && base.image.digest.is_none() {
            let place = line.instruction.from().map(|from| from.image.range);
            file.report(report, line, place, format!("`{}` is taken as it is today", base.image.name));
        }
    }
}
