//! What hadolint remembers of stages: by name or by image, not by number, and without letter case being folded.

use std::collections::HashMap;

use super::base_image::BaseImage;
use super::file::Line;

/// A fact about each stage that stages built on it inherit.
///
/// A stage is known by its name, or by its image's name where it has none, so that a second FROM of the same image
/// inherits too.
#[derive(Debug, Default)]
pub(super) struct StageFacts<'a> {
    /// `None` is what stands before the first FROM.
    current: Option<&'a str>,
    holds: HashMap<Option<&'a str>, bool>,
}

impl<'a> StageFacts<'a> {
    /// A FROM begins a stage.
    pub(super) fn begin(&mut self, base: &BaseImage<'a>) {
        let inherited = self.holds.get(&Some(base.image.name)).copied().unwrap_or(false);
        self.current = Some(base.stage_name());
        self.holds.insert(self.current, inherited);
    }

    /// From here on it holds in the current stage.
    pub(super) fn set(&mut self) {
        self.holds.insert(self.current, true);
    }

    /// Whether it holds in the current stage.
    pub(super) fn holds(&self) -> bool {
        self.holds.get(&self.current).copied().unwrap_or(false)
    }
}

/// Of the lines that `offends` accepts, those whose stage is the last one or the base of another one.
pub(super) fn in_kept_stages<'l, 'a>(lines: &'l [Line<'a>], offends: impl Fn(&Line<'a>) -> bool) -> Vec<&'l Line<'a>> {
    let mut bases: Vec<BaseImage<'a>> = Vec::new();
    let mut found: Vec<(&Line<'a>, Option<BaseImage<'a>>)> = Vec::new();
    for line in lines {
        if let Some(base) = line.base_image() {
            bases.push(base);
        } else if offends(line) {
            found.push((line, bases.last().copied()));
        }
    }
    let images: std::collections::HashSet<&str> = bases.iter().map(|base| base.image.name).collect();
    let is_base = |alias: Option<&str>| alias.is_some_and(|alias| images.contains(alias));
    let last = bases.last().copied();
    found.retain(|(_, base)| *base == last || is_base(base.and_then(|base| base.alias)));
    found.into_iter().map(|(line, _)| line).collect()
}
