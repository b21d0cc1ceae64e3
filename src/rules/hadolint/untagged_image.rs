//! DL3006: an image without a version.

use std::collections::HashSet;

use super::{File, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3006",
    severity: Some(Severity::Warning),
    why: "Without a tag the build takes whatever `latest` is on that day",
    help: "Name a tag, or a digest",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut names = HashSet::new();
    for line in &file.lines {
        let Some(base) = line.base_image() else { continue };
        let image = base.image;
        let is_settled = image.tag.is_some() || image.digest.is_some();
        if !is_settled && image.name != "scratch" && !image.name.starts_with('$') && !names.contains(image.name) {
            let place = line.instruction.from().map(|from| from.image.range);
            file.report(report, line, place, format!("`{}` has no tag", image.name));
        }
        names.extend(base.alias);
    }
}
