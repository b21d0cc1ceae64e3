//! What zypper downloads, in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "zypper-cache-in-image",
    codes: &["DL3036"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Metadata of all repositories and downloaded packages take dozens of megabytes, and nothing reads them \
          again",
    help: "Run `zypper clean --all` in the same RUN, or mount a cache at `/var/cache/zypp`",
    page: include_str!("../../docs/rules/zypper_cache_in_image.md"),
    check,
};

/// Not `refresh`: to clean in the same step would leave nothing of what it does.
const VERBS: &[&str] = &["update", "up", "patch", "dist-upgrade", "dup"];

const CACHE: PackageCache = PackageCache {
    fills: |command| command.manager == Manager::Zypper && (command.installs || VERBS.contains(&command.verb)),
    directories: &["/var/cache/zypp"],
    empties: |command| command.manager == Manager::Zypper && matches!(command.verb, "clean" | "cc"),
    flags: &[],
    variable: None,
    command: "clean --all",
    mount: |_, _, _| Some("/var/cache/zypp,sharing=locked"),
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &CACHE);
}
