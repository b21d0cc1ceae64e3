//! DL3057: a stage that says nothing of its health.

use std::collections::{HashMap, HashSet};

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

/// The stages so far.
#[derive(Default)]
struct Stages<'l, 'a> {
    /// Those that are not excused, by the name that others know them by.
    open: HashMap<&'a str, Vec<(&'l Line<'a>, BaseImage<'a>)>>,
    /// Names of stages with a check.
    checked: HashSet<&'a str>,
}

impl<'a> Stages<'_, 'a> {
    /// The stage that `from` begins has a check.
    fn pass_check(&mut self, from: &Line<'_>, base: &BaseImage<'a>) {
        // The current stage is the newest of its name.
        if let Some(namesakes) = self.open.get_mut(base.stage_name())
            && namesakes.last().is_some_and(|(line, _)| line.number() == from.number())
        {
            namesakes.pop();
        }
        self.checked.insert(base.stage_name());
        self.excuse(base.image.name);
    }

    /// Excuses the stages of that name and those that they are built on, whose images are meant to be built upon.
    fn excuse(&mut self, name: &'a str) {
        let mut names = vec![name];
        while let Some(name) = names.pop() {
            let Some(stages) = self.open.remove(name).filter(|stages| !stages.is_empty()) else { continue };
            self.checked.insert(name);
            names.extend(stages.into_iter().map(|(_, base)| base.image.name));
        }
    }
}

fn check(file: &File<'_>, report: &mut Report) {
    let mut stages = Stages::default();
    let mut current: Option<(&Line<'_>, BaseImage<'_>)> = None;
    for line in &file.lines {
        if let Some(base) = line.base_image() {
            if stages.checked.contains(base.image.name) {
                stages.checked.insert(base.stage_name());
            } else {
                stages.open.entry(base.stage_name()).or_default().push((line, base));
            }
            current = Some((line, base));
        } else if line.instruction.keyword == Keyword::Healthcheck
            && let Some((from, base)) = current
        {
            stages.pass_check(from, &base);
        }
    }
    let mut open: Vec<_> = stages.open.into_values().flatten().map(|(line, _)| line).collect();
    open.sort_by_key(|line| line.number());
    for line in open {
        file.report(report, line, None, "The stage has no HEALTHCHECK");
    }
}
