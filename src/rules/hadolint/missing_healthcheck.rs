//! DL3057: a stage that says nothing of its health.

use std::collections::HashMap;

use super::base_image::BaseImage;
use super::file::Line;
use super::{File, Report, Rule};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3057",
    severity: None,
    why: "Without a check Docker cannot tell a container that hangs from one that works",
    help: "Add a HEALTHCHECK, or `HEALTHCHECK NONE` where something else looks after it",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut stages: Vec<(&Line<'_>, BaseImage<'_>, bool)> = Vec::new();
    // The newest stage of each name.
    let mut checked: HashMap<&str, bool> = HashMap::new();
    for line in &file.lines {
        if let Some(base) = line.base_image() {
            let inherits = checked.get(base.image.name).copied().unwrap_or(false);
            *checked.entry(base.stage_name()).or_default() |= inherits;
            stages.push((line, base, inherits));
        } else if line.instruction.keyword == Keyword::Healthcheck {
            // The stages below are excused too: their images are meant to be built upon.
            let mut name = None;
            for (_, base, is_checked) in stages.iter_mut().rev() {
                if name.is_none_or(|name| base.stage_name() == name) {
                    *is_checked = true;
                    checked.insert(base.stage_name(), true);
                    name = Some(base.image.name);
                }
            }
        }
    }
    for (line, ..) in stages.iter().filter(|(.., is_checked)| !is_checked) {
        file.report(report, line, None, "The stage has no HEALTHCHECK");
    }
}
