//! Versions of the Dockerfile syntax: when something came, and what a file asks for.

use serde::Serialize;

use crate::syntax::SyntaxTree;

/// When something came into the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    /// The first version of the Dockerfile syntax that knows it, such as `1.4` or `1.14-labs`.
    pub version: &'static str,
    /// Whether the file asks for an older one by its `syntax` directive.
    pub is_newer_than_file: bool,
}

/// Major and minor number, and whether it is a `labs` one.
pub(super) type Version = (u32, u32, bool);

/// The version that the `syntax` directive asks for; `None` for the newest, for another frontend, or without one.
pub(super) fn pinned(tree: &SyntaxTree) -> Option<Version> {
    let directive = tree.directives.iter().find(|it| it.name == "syntax")?;
    let reference = directive.value.text.split([' ', '@']).next()?;
    let (name, tag) = reference.rsplit_once(':')?;
    (name == "docker/dockerfile" || name.ends_with("/docker/dockerfile")).then(|| version(tag)).flatten()
}

/// `1.7`, `1.7.1`, `1.7-labs`; `None` without a minor number, which stands for the newest.
fn version(tag: &str) -> Option<Version> {
    let (numbers, labs) = match tag.split_once('-') {
        Some((numbers, channel)) => (numbers, channel.starts_with("labs")),
        None => (tag, false),
    };
    let mut numbers = numbers.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?, labs))
}

pub(super) fn of(version: &'static str, pinned: Option<Version>) -> Since {
    let wanted = self::version(version);
    let is_newer = |(has, wants): (Version, Version)| (has.0, has.1) < (wants.0, wants.1) || (wants.2 && !has.2);
    Since { version, is_newer_than_file: pinned.zip(wanted).is_some_and(is_newer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_versions() {
        let asks = |value: &str| pinned(&crate::syntax::parse(&format!("# syntax={value}\nFROM a\n")));
        assert_eq!(asks("docker/dockerfile:1"), None);
        assert_eq!(asks("docker/dockerfile:1.9.0"), Some((1, 9, false)));
        assert_eq!(asks("docker.io/docker/dockerfile:1.7-labs"), Some((1, 7, true)));
        assert_eq!(asks("example.com/other:1.2"), None);
        assert!(of("1.10", asks("docker/dockerfile:1.9")).is_newer_than_file);
        assert!(!of("1.4", asks("docker/dockerfile:1.4")).is_newer_than_file);
        assert!(of("1.14-labs", asks("docker/dockerfile:1.20")).is_newer_than_file);
        assert!(!of("1.14-labs", None).is_newer_than_file);
    }
}
