//! Which distribution a base image is made from, as far as its name tells.

use super::image::ImageReference;
use super::{Base, Dockerfile};

/// A family of distributions with the same tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Distribution {
    /// musl, busybox, apk.
    Alpine,
    /// Debian and Ubuntu: apt, bash.
    Debian,
    /// Fedora, Red Hat and those made from it: dnf, bash.
    RedHat,
    /// openSUSE and SLE: zypper, bash.
    Suse,
}

/// Images by the last part of their name.
#[rustfmt::skip]
const NAMES: &[(Distribution, &[&str])] = &[
    (Distribution::Alpine, &["alpine"]),
    (Distribution::Debian, &["debian", "ubuntu", "buildpack-deps"]),
    (Distribution::RedHat, &["fedora", "centos", "rockylinux", "almalinux", "amazonlinux", "oraclelinux", "ubi", "ubi-minimal", "ubi8", "ubi9", "ubi8-minimal", "ubi9-minimal"]),
    (Distribution::Suse, &["leap", "tumbleweed", "opensuse", "bci-base"]),
];

/// Words in a tag that name a distribution.
#[rustfmt::skip]
const TAGS: &[(Distribution, &[&str])] = &[
    (Distribution::Alpine, &["alpine"]),
    (Distribution::Debian, &["slim", "stretch", "buster", "bullseye", "bookworm", "trixie", "focal", "jammy", "noble"]),
];

/// Official images whose tags without another word are made from Debian or Ubuntu (Docker Hub, library of official
/// images).
const ON_DEBIAN: &[&str] = &[
    "python",
    "node",
    "golang",
    "ruby",
    "php",
    "rust",
    "perl",
    "gcc",
    "nginx",
    "httpd",
    "postgres",
    "redis",
    "maven",
    "gradle",
    "eclipse-temurin",
    "openjdk",
    "haskell",
    "elixir",
    "erlang",
    "julia",
    "pypy",
    "mariadb",
    "tomcat",
];

impl Distribution {
    /// The distribution that the name of an image tells.
    pub fn of(image: &ImageReference) -> Option<Self> {
        let tag = image.tag().unwrap_or_default();
        let words = || tag.split(['-', '.']).map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
        let by_tag = TAGS.iter().find(|(_, names)| words().any(|word| names.contains(&word)));
        let by_name = || NAMES.iter().find(|(_, names)| names.contains(&image.name()));
        let known = by_tag.or_else(by_name).map(|(distribution, _)| *distribution);
        known.or_else(|| (image.is_official() && ON_DEBIAN.contains(&image.name())).then_some(Self::Debian))
    }
}

impl Dockerfile<'_> {
    /// The distribution that a stage is built on, where the name of its image tells.
    pub fn distribution(&self, stage: usize) -> Option<Distribution> {
        Distribution::of(self.image_below(stage)?)
    }

    /// The image that the stage of the instruction at `index` is built on, if it is one.
    pub fn image(&self, index: usize) -> Option<&ImageReference> {
        self.image_below(self.facts[index].stage?)
    }

    fn image_below(&self, stage: usize) -> Option<&ImageReference> {
        match &self.lineage(stage).last()?.base {
            Base::Image(image) => Some(image),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_tags_tell() {
        let of = |text| Distribution::of(&ImageReference::parse(text).expect("a reference"));
        assert_eq!(of("python:3.13-alpine3.20"), Some(Distribution::Alpine));
        assert_eq!(of("registry.example.com/cruddur-python:3.10-slim-buster"), Some(Distribution::Debian));
        assert_eq!(of("node"), Some(Distribution::Debian));
        assert_eq!(of("registry.access.redhat.com/ubi9/ubi-minimal:9.4"), Some(Distribution::RedHat));
        assert_eq!(of("example/app:1"), None);
    }
}
