//! What dnf downloads, in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "dnf-cache-in-image",
    codes: &["DL3032", "DL3040"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Metadata of all repositories and downloaded packages are often more than 100 MB, and nothing reads them \
          again",
    help: "Run `dnf clean all` in the same RUN, or mount a cache at `/var/cache/libdnf5` (dnf 4: `/var/cache/dnf`)",
    page: include_str!("../../docs/rules/dnf_cache_in_image.md"),
    check,
};

const VERBS: &[&str] = &[
    "groupinstall",
    "localinstall",
    "reinstall",
    "update",
    "upgrade",
    "upgrade-minimal",
    "module",
    "makecache",
    "distro-sync",
];

const CACHE: PackageCache = PackageCache {
    fills: |command| command.manager == Manager::Dnf && (command.installs || VERBS.contains(&command.verb)),
    directories: &["/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5", "/var/cache/tdnf"],
    empties: |command| command.manager == Manager::Dnf && command.verb == "clean",
    flags: &[],
    variable: None,
    command: "clean all",
    // dnf 5 is that of Fedora 41 and later; where yum and microdnf keep theirs depends on the image.
    mount: |ctx, index, command| match command.name {
        "dnf5" => Some("/var/cache/libdnf5,sharing=locked"),
        "tdnf" => Some("/var/cache/tdnf,sharing=locked"),
        "dnf" => {
            let image = ctx.dockerfile.image(index).filter(|it| it.name() == "fedora");
            let is_five =
                image.is_some_and(|it| it.tag().and_then(|tag| tag.parse().ok()).is_none_or(|tag: u32| tag > 40));
            Some(if is_five { "/var/cache/libdnf5,sharing=locked" } else { "/var/cache/dnf,sharing=locked" })
        }
        _ => None,
    },
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &CACHE);
}
