//! Composer's cache in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "composer-cache-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The cache holds an archive of every package beside vendor, and nothing reads it again",
    help: "Add `--no-cache`, or mount a cache at `/root/.composer/cache`",
    page: include_str!("../../docs/rules/composer_cache_in_image.md"),
    check,
};

const CACHE: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "install" | "update" | "create-project");
        command.manager == Manager::Composer && installs
    },
    directories: &["~/.composer/cache", "~/.cache/composer", "/tmp/cache"],
    empties: |command| {
        let empties = matches!(command.verb, "clear-cache" | "clearcache" | "cc");
        command.manager == Manager::Composer && empties
    },
    flags: &["--no-cache"],
    variable: None,
    command: "",
    // The official image keeps everything of Composer in /tmp.
    mount: |ctx, index, _| {
        let is_own = ctx.dockerfile.image(index).is_some_and(|it| it.name() == "composer");
        Some(if is_own { "/tmp/cache" } else { "/root/.composer/cache" })
    },
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &CACHE);
}
