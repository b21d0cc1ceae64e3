//! DL3026: an image from a registry that is not on the list.

use std::collections::HashSet;

use super::base_image::ImageName;
use super::copy_from_unknown_stage::source_stage;
use super::{File, Report, Rule, Severity};
use crate::model::{Mount, MountKind};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3026",
    severity: Some(Severity::Error),
    why: "The configuration trusts certain registries only",
    help: "Take the image from a trusted registry, or add the registry to `trustedRegistries`",
    check,
};

/// The names under which Docker Hub may be trusted.
const DOCKER_HUB: [&str; 2] = ["docker.io", "hub.docker.com"];

fn check(file: &File<'_>, report: &mut Report) {
    let trusted = &file.config.trusted_registries;
    if trusted.is_empty() {
        return;
    }
    let mut names = HashSet::new();
    for line in &file.lines {
        let is_fine = |image: ImageName<'_>| names.contains(image.name) || is_trusted(image, trusted);
        let untrusted = match line.instruction.keyword {
            Keyword::From => line.base_image().is_some_and(|base| !is_fine(base.image)),
            Keyword::Copy => source_stage(file, line.instruction).is_some_and(|from| !is_fine(ImageName::read(from))),
            Keyword::Run => Mount::all(line.instruction).any(|mount| {
                matches!(mount.kind, Some(MountKind::Bind | MountKind::Cache))
                    && mount.from().is_some_and(|from| !is_fine(ImageName::read(from)))
            }),
            _ => false,
        };
        if untrusted {
            file.report(report, line, None, "The image comes from a registry that is not trusted");
        }
        names.extend(line.base_image().and_then(|base| base.alias.map(str::to_owned)));
    }
}

fn is_trusted(image: ImageName<'_>, trusted: &[String]) -> bool {
    let matches = |registry: &str| trusted.iter().any(|pattern| is_match(pattern, registry));
    match image.registry {
        Some(registry) => matches(registry),
        None => image.name == "scratch" || DOCKER_HUB.into_iter().any(matches),
    }
}

/// A `*` at one end stands for any text.
fn is_match(pattern: &str, registry: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => registry.ends_with(end),
        (None, Some(start)) => registry.starts_with(start),
        (None, None) => pattern == registry,
    }
}
