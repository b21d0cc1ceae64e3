//! The package index of apk in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "apk-index-in-image",
    codes: &["DL3019"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The index takes some 2 MB, is out of date within days, and the next `apk` fetches it again",
    help: "Add `--no-cache`, which also makes `apk update` superfluous",
    page: include_str!("../../docs/rules/apk_index_in_image.md"),
    check,
};

const CACHE: PackageCache = PackageCache {
    fills: |command| command.manager == Manager::Apk && (command.installs || command.verb == "upgrade"),
    directories: &["/var/cache/apk", "/etc/apk/cache"],
    empties: |command| command.manager == Manager::Apk && command.verb == "cache clean",
    flags: &["--no-cache"],
    variable: None,
    command: "",
    // apk keeps packages, too, as soon as this directory exists (apk-cache(5)).
    mount: |_, _, _| Some("/etc/apk/cache,sharing=locked"),
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &CACHE);
}
