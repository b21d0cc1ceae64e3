//! Image names as hadolint takes them apart: without asking whether they are valid, variables as they stand.

use crate::syntax::{Arguments, Instruction};
use crate::text::TextRange;

/// The image of a FROM. Two FROM with the same image and the same name are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BaseImage<'a> {
    /// The value of `--platform`, quotes included.
    pub(super) platform: Option<&'a str>,
    pub(super) image: ImageName<'a>,
    /// The name of the stage; letter case counts.
    pub(super) alias: Option<&'a str>,
}

/// `registry/name:tag@digest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ImageName<'a> {
    /// What stands before the first `/` that follows a `.`; a registry without a dot is not seen.
    pub(super) registry: Option<&'a str>,
    /// What follows, up to a `:` or `@`. The port of a registry without a dot is taken for a tag.
    pub(super) name: &'a str,
    pub(super) tag: Option<&'a str>,
    pub(super) digest: Option<&'a str>,
}

impl<'a> BaseImage<'a> {
    pub(super) fn of(instruction: &'a Instruction) -> Option<Self> {
        let Arguments::From(from) = &instruction.arguments else { return None };
        let platform = instruction.flag_value("platform");
        let alias = from.name.as_ref().map(|name| name.text.as_str());
        Some(Self { platform, image: ImageName::read(&from.image.text), alias })
    }

    /// What other instructions know the stage by: its name, or else the name of its image.
    pub(super) fn stage_name(&self) -> &'a str {
        self.alias.unwrap_or(self.image.name)
    }
}

impl<'a> ImageName<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let registry = registry_length(text).map(|length| &text[..length]);
        let rest = registry.map_or(text, |registry| &text[registry.len() + 1..]);
        let (rest, digest) = rest.split_once('@').map_or((rest, None), |(rest, digest)| (rest, Some(digest)));
        let (name, tag) = rest.split_once(':').map_or((rest, None), |(name, tag)| (name, Some(tag)));
        Self { registry, name, tag, digest }
    }
}

fn registry_length(text: &str) -> Option<usize> {
    let dot = text.find('.').filter(|&dot| dot > 0)?;
    let slash = dot + 1 + text[dot + 1..].find('/')?;
    (slash > dot + 1).then_some(slash)
}

/// The range of the name of the stage that a FROM starts.
pub(super) fn alias_range(instruction: &Instruction) -> Option<TextRange> {
    Some(instruction.from()?.name.as_ref()?.range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_apart() {
        let parts = |text| {
            let ImageName { registry, name, tag, digest } = ImageName::read(text);
            (registry, name, tag, digest)
        };
        assert_eq!(parts("a"), (None, "a", None, None));
        assert_eq!(parts("a:1@sha256:0"), (None, "a", Some("1"), Some("sha256:0")));
        assert_eq!(parts("r.io:5000/a/b:1"), (Some("r.io:5000"), "a/b", Some("1"), None));
        assert_eq!(parts("localhost:5000/a"), (None, "localhost", Some("5000/a"), None));
        assert_eq!(parts("${X:-a}"), (None, "${X", Some("-a}"), None));
        assert_eq!(parts("x.y"), (None, "x.y", None, None));
    }
}
