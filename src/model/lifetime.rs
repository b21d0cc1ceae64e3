//! Until when distributions and languages get updates for free, and which of them an image is made of.
//!
//! Knows dates and names; not what day it is, nor what vendors sell beyond the dates. A distribution counts as long as
//! its ordinary mirrors get security updates: Debian to the end of LTS, Ubuntu without Ubuntu Pro. Where only a month is
//! promised, its last day stands here; in doubt, the later day. Releases of Go and Rust are not here: they end when a
//! newer one appears, on a day that nobody knows beforehand.

use super::image::ImageReference;
use crate::text::TextRange;

/// The day on which the table was last looked through; "today" for whoever has no clock.
pub const TABLE_DATE: &str = "2026-11-26";

/// A distribution or a language with its releases.
#[derive(Debug, PartialEq, Eq)]
pub struct Product {
    /// Its name.
    pub name: &'static str,
    /// Images whose tags begin with its versions, without the namespace of official ones.
    pub images: &'static [&'static str],
    /// Where the dates are from.
    pub source: &'static str,
    /// What to use where no newer release is named; empty otherwise.
    pub instead: &'static str,
    /// Its releases, oldest first; a version that others begin with comes behind them.
    pub releases: &'static [Release],
}

/// A release; days are written as `2026-11-26`, so that they compare as texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Release {
    /// The version as tags have it; empty for any.
    pub version: &'static str,
    /// The name that tags have for it, empty without one. Tags of other images have it behind a version of their own.
    pub codename: &'static str,
    /// The first day, for what the next release of images may be moved to; empty where that is not advisable.
    pub since: &'static str,
    /// The last day.
    pub until: &'static str,
}

impl Release {
    /// The version, and the name behind it that it has besides: `10 (buster)`.
    pub fn title(&self) -> String {
        let Self { version, codename, .. } = self;
        // `alpine3.20` says the version again.
        if codename.is_empty() || codename.ends_with(version) {
            (*version).to_owned()
        } else {
            format!("{version} ({codename})")
        }
    }
}

const fn language(version: &'static str, until: &'static str) -> Release {
    Release { version, codename: "", since: "", until }
}

const fn distribution(
    version: &'static str,
    codename: &'static str,
    since: &'static str,
    until: &'static str,
) -> Release {
    Release { version, codename, since, until }
}

/// Every product. A line a release, so that the table can be read.
#[rustfmt::skip]
pub static PRODUCTS: &[Product] = &[
    Product { name: "Debian", images: &["debian"], instead: "", source: "wiki.debian.org/DebianReleases and wiki.debian.org/LTS", releases: &[
        distribution("7", "wheezy", "2013-05-04", "2018-05-31"),
        distribution("8", "jessie", "2015-04-25", "2020-06-30"),
        distribution("9", "stretch", "2017-06-17", "2022-06-30"),
        distribution("10", "buster", "2019-07-06", "2024-06-30"),
        distribution("11", "bullseye", "2021-08-14", "2026-08-31"),
        distribution("12", "bookworm", "2023-06-10", "2028-06-30"),
        distribution("13", "trixie", "2025-08-09", "2030-06-30"),
    ] },
    Product { name: "Ubuntu", images: &["ubuntu"], instead: "", source: "ubuntu.com/about/release-cycle", releases: &[
        distribution("12.04", "precise", "2012-04-26", "2017-04-28"),
        distribution("14.04", "trusty", "2014-04-17", "2019-04-30"),
        distribution("16.04", "xenial", "2016-04-21", "2021-04-30"),
        distribution("18.04", "bionic", "2018-04-26", "2023-05-31"),
        distribution("20.04", "focal", "2020-04-23", "2025-05-31"),
        distribution("22.04", "jammy", "2022-04-21", "2027-06-30"),
        distribution("22.10", "kinetic", "", "2023-07-20"),
        distribution("23.04", "lunar", "", "2024-01-25"),
        distribution("23.10", "mantic", "", "2024-07-12"),
        distribution("24.04", "noble", "2024-04-25", "2029-06-30"),
        distribution("24.10", "oracular", "", "2025-07-10"),
        distribution("25.04", "plucky", "", "2026-01-31"),
        distribution("25.10", "questing", "", "2026-07-31"),
        distribution("26.04", "resolute", "2026-04-23", "2031-05-31"),
    ] },
    Product { name: "Alpine", images: &["alpine"], instead: "", source: "alpinelinux.org/releases", releases: &[
        distribution("3.3", "alpine3.3", "2015-12-19", "2017-11-01"),
        distribution("3.4", "alpine3.4", "2016-05-31", "2018-05-01"),
        distribution("3.5", "alpine3.5", "2016-12-22", "2018-11-01"),
        distribution("3.6", "alpine3.6", "2017-05-24", "2019-05-01"),
        distribution("3.7", "alpine3.7", "2017-11-30", "2019-11-01"),
        distribution("3.8", "alpine3.8", "2018-06-26", "2020-05-01"),
        distribution("3.9", "alpine3.9", "2019-01-29", "2020-11-01"),
        distribution("3.10", "alpine3.10", "2019-06-19", "2021-05-01"),
        distribution("3.11", "alpine3.11", "2019-12-19", "2021-11-01"),
        distribution("3.12", "alpine3.12", "2020-05-29", "2022-05-01"),
        distribution("3.13", "alpine3.13", "2021-01-14", "2022-11-01"),
        distribution("3.14", "alpine3.14", "2021-06-15", "2023-05-01"),
        distribution("3.15", "alpine3.15", "2021-11-24", "2023-11-01"),
        distribution("3.16", "alpine3.16", "2022-05-23", "2024-05-23"),
        distribution("3.17", "alpine3.17", "2022-11-22", "2024-11-22"),
        distribution("3.18", "alpine3.18", "2023-05-09", "2025-05-09"),
        distribution("3.19", "alpine3.19", "2023-12-07", "2025-11-01"),
        distribution("3.20", "alpine3.20", "2024-05-22", "2026-04-01"),
        distribution("3.21", "alpine3.21", "2024-12-05", "2026-11-01"),
        distribution("3.22", "alpine3.22", "2025-05-30", "2027-05-01"),
        distribution("3.23", "alpine3.23", "2025-12-04", "2027-11-01"),
    ] },
    Product { name: "CentOS", images: &["centos"], instead: "`almalinux` or `rockylinux`, which are made from the same sources", source: "centos.org", releases: &[
        distribution("6", "centos6", "", "2020-11-30"),
        distribution("7", "centos7", "", "2024-06-30"),
        distribution("8", "centos8", "", "2021-12-31"),
    ] },
    Product { name: "Amazon Linux", images: &["amazonlinux"], instead: "`amazonlinux:2023`", source: "aws.amazon.com/amazon-linux-ami", releases: &[
        language("1", "2023-12-31"),
        language("2018.03", "2023-12-31"),
    ] },
    Product { name: "Python", images: &["python", "pypy"], instead: "", source: "devguide.python.org/versions", releases: &[
        language("2.7", "2020-01-01"), language("2", "2020-01-01"), language("3.4", "2019-03-18"),
        language("3.5", "2020-09-30"), language("3.6", "2021-12-23"), language("3.7", "2023-06-27"),
        language("3.8", "2024-10-07"), language("3.9", "2025-10-31"), language("3.10", "2026-10-31"),
        language("3.11", "2027-10-31"), language("3.12", "2028-10-31"), language("3.13", "2029-10-31"),
        language("3.14", "2030-10-31"),
    ] },
    Product { name: "Node.js", images: &["node"], instead: "", source: "github.com/nodejs/Release", releases: &[
        language("4", "2018-04-30"), language("5", "2016-06-30"), language("6", "2019-04-30"),
        language("7", "2017-06-30"), language("8", "2019-12-31"), language("9", "2018-06-30"),
        language("10", "2021-04-30"), language("11", "2019-06-01"), language("12", "2022-04-30"),
        language("13", "2020-06-01"), language("14", "2023-04-30"), language("15", "2021-06-01"),
        language("16", "2023-09-11"), language("17", "2022-06-01"), language("18", "2025-04-30"),
        language("19", "2023-06-01"), language("20", "2026-04-30"), language("21", "2024-06-01"),
        language("22", "2027-04-30"), language("23", "2025-06-01"), language("24", "2028-04-30"),
        language("25", "2026-06-01"),
    ] },
    Product { name: "Ruby", images: &["ruby"], instead: "", source: "ruby-lang.org/en/downloads/branches", releases: &[
        language("2.3", "2019-03-31"), language("2.4", "2020-03-31"), language("2.5", "2021-03-31"),
        language("2.6", "2022-03-31"), language("2.7", "2023-03-31"), language("2", "2023-03-31"),
        language("3.0", "2024-04-23"), language("3.1", "2025-03-31"), language("3.2", "2026-03-31"),
        language("3.3", "2027-03-31"), language("3.4", "2028-03-31"), language("4.0", "2029-03-31"),
    ] },
    Product { name: "PHP", images: &["php"], instead: "", source: "php.net/supported-versions", releases: &[
        language("5.6", "2018-12-31"), language("5", "2018-12-31"), language("7.0", "2019-01-10"),
        language("7.1", "2019-12-01"), language("7.2", "2020-11-30"), language("7.3", "2021-12-06"),
        language("7.4", "2022-11-28"), language("7", "2022-11-28"), language("8.0", "2023-11-26"),
        language("8.1", "2025-12-31"), language("8.2", "2026-12-31"), language("8.3", "2027-12-31"),
        language("8.4", "2028-12-31"), language("8.5", "2029-12-31"),
    ] },
    Product { name: ".NET", images: &[
        "dotnet/aspnet", "dotnet/runtime", "dotnet/runtime-deps", "dotnet/sdk",
        "dotnet/core/aspnet", "dotnet/core/runtime", "dotnet/core/runtime-deps", "dotnet/core/sdk",
    ], instead: "", source: "dotnet.microsoft.com/platform/support/policy", releases: &[
        language("2.1", "2021-08-21"), language("2.2", "2019-12-23"), language("3.0", "2020-03-03"),
        language("3.1", "2022-12-13"), language("5.0", "2022-05-10"), language("6.0", "2024-11-12"),
        language("7.0", "2024-05-14"), language("8.0", "2026-11-10"), language("9.0", "2026-11-10"),
        language("10.0", "2028-11-14"),
    ] },
    Product { name: "PostgreSQL", images: &["postgres"], instead: "", source: "postgresql.org/support/versioning", releases: &[
        language("9.5", "2021-02-11"), language("9.6", "2021-11-11"), language("9", "2021-11-11"),
        language("10", "2022-11-10"), language("11", "2023-11-09"), language("12", "2024-11-21"),
        language("13", "2025-11-13"), language("14", "2026-11-12"), language("15", "2027-11-11"),
        language("16", "2028-11-09"), language("17", "2029-11-08"), language("18", "2030-11-14"),
    ] },
    // Early-access builds, which go on, have `ea` in their tags.
    Product { name: "The image `openjdk`", images: &["openjdk"], instead: "`eclipse-temurin` or `amazoncorretto`", source: "github.com/docker-library/openjdk/issues/505", releases: &[
        language("", "2022-07-31"),
    ] },
];

/// A release that an image is made of.
#[derive(Clone, Copy, Debug)]
pub struct Contained {
    /// Of what.
    pub product: &'static Product,
    /// Which.
    pub release: &'static Release,
    /// The word of the tag that tells, as a range of the reference's text; empty where any tag tells.
    pub word: TextRange,
}

impl Contained {
    /// Everything that the tag of an image tells of it; `name` is what Docker Hub or Microsoft call the image.
    pub fn all(image: &ImageReference, name: &str) -> Vec<Self> {
        let tag = image.tag().unwrap_or_default();
        let start = image.tag_range().map_or(image.as_str().len(), |range| range.start);
        let mut words = Vec::new();
        let mut at = start;
        for word in tag.split('-') {
            words.push((word, TextRange::new(at, at + word.len())));
            at += word.len() + 1;
        }
        let mut found = Vec::new();
        for product in PRODUCTS {
            let is_own = product.images.contains(&name);
            let versioned = words.first().filter(|_| is_own);
            let by_version = |release: &&Release| match versioned {
                Some(_) if release.version.is_empty() => !words.iter().any(|(word, _)| *word == "ea"),
                Some((word, _)) => is_version(word, release.version),
                None => false,
            };
            if let Some(release) = product.releases.iter().find(by_version) {
                let word = versioned.map(|(_, range)| *range).filter(|_| !release.version.is_empty());
                found.push(Self { product, release, word: word.unwrap_or(TextRange::empty(start)) });
                continue;
            }
            let by_codename = product.releases.iter().filter(|it| !it.codename.is_empty()).find_map(|release| {
                let (_, word) = words.iter().find(|(word, _)| *word == release.codename)?;
                Some(Self { product, release, word: *word })
            });
            found.extend(by_codename);
        }
        found
    }

    /// What one says of it: `Debian 10 (buster)`.
    pub fn title(&self) -> String {
        format!("{} {}", self.product.name, self.release.title()).trim_end().to_owned()
    }

    /// Releases that are supported on the day, newest first.
    pub fn supported(&self, today: &str) -> impl Iterator<Item = &'static Release> {
        self.product.releases.iter().rev().filter(move |it| it.until >= today)
    }

    /// The release that the image can be moved to with the least change, and what to write in the place of the word. It
    /// is supported on the day; of images of another product, it was there before that one ended on the day `ended`.
    pub fn successor(
        &self,
        image: &ImageReference,
        today: &str,
        ended: Option<&str>,
    ) -> Option<(&'static Release, &'static str)> {
        let is_available = |it: &&Release| !it.since.is_empty() && it.since <= today && it.until >= today;
        let newer = self.product.releases.iter().skip_while(|it| *it != self.release);
        let next = newer.filter(is_available).find(|it| ended.is_none_or(|ended| it.since < ended))?;
        let Release { version, codename, .. } = self.release;
        match self.word.of(image.as_str()) {
            word if word == *codename => Some((next, next.codename)),
            word if word == *version => Some((next, next.version)),
            _ => None,
        }
    }
}

/// Whether a word of a tag is the version, or a patch of it; `centos7.9` has the name before it.
fn is_version(word: &str, version: &str) -> bool {
    let rest = word.trim_start_matches("centos").strip_prefix(version);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The name of an image at Docker Hub or Microsoft, as far as its reference tells: that of an official image, of a
/// mirror that keeps `library/`, and of a private registry that has it at its root; else empty.
pub fn public_name(image: &ImageReference) -> &str {
    let path = image.path();
    if let Some((_, name)) = path.rsplit_once("library/") {
        return name;
    }
    let is_microsoft = image.registry() == Some("mcr.microsoft.com");
    if is_microsoft || !path.contains('/') { path } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let image = ImageReference::parse(text).expect("a reference");
        let all = Contained::all(&image, public_name(&image));
        all.iter().map(|it| format!("{}: {}", it.title(), it.word.of(text))).collect()
    }

    #[test]
    fn versions_and_codenames() {
        assert_eq!(told("python:3.10-slim-buster"), ["Debian 10 (buster): buster", "Python 3.10: 3.10"]);
        assert_eq!(told("node:14.21.3-alpine3.17"), ["Alpine 3.17: alpine3.17", "Node.js 14: 14.21.3"]);
        assert_eq!(told("debian:10.13"), ["Debian 10 (buster): 10.13"]);
        assert_eq!(told("public.ecr.aws/docker/library/php:7-cli"), ["PHP 7: 7"]);
        assert_eq!(told("mcr.microsoft.com/dotnet/sdk:6.0-focal"), ["Ubuntu 20.04 (focal): focal", ".NET 6.0: 6.0"]);
        assert_eq!(told("centos:centos7.9.2009"), ["CentOS 7: centos7.9.2009"]);
        assert_eq!(told("openjdk:17-slim"), ["The image `openjdk`: "]);
        assert_eq!(told("registry.example.com/team/app:3.1-buster"), ["Debian 10 (buster): buster"]);
        for text in ["python", "python:3", "python:slim", "example/python:3.6", "openjdk:26-ea", "node:lts", "alpine:3"]
        {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn days_are_days_and_versions_are_found() {
        for product in PRODUCTS {
            for (at, release) in product.releases.iter().enumerate() {
                for day in [release.since, release.until].into_iter().filter(|it| !it.is_empty()) {
                    let parts: Vec<u32> = day.split('-').filter_map(|it| it.parse().ok()).collect();
                    assert!(day.len() == 10 && matches!(parts[..], [2000..2100, 1..=12, 1..=31]), "{day}");
                }
                let first = product.releases.iter().position(|it| is_version(release.version, it.version));
                assert_eq!(first, Some(at), "{} {} is hidden", product.name, release.version);
            }
        }
    }
}
