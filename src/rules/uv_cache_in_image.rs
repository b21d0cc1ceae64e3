//! uv's cache in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "uv-cache-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "uv keeps every downloaded and built package in its cache beside the installed one: the layer grows to \
          twice its size",
    help: "Mount a cache at `/root/.cache/uv`, or add `--no-cache`",
    page: include_str!("../../docs/rules/uv_cache_in_image.md"),
    check,
};

const CACHE: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "sync" | "pip sync");
        command.manager == Manager::Uv && installs
    },
    directories: &["~/.cache/uv"],
    empties: |command| command.manager == Manager::Uv && matches!(command.verb, "cache clean" | "cache prune"),
    flags: &["--no-cache", "-n", "--no-cache-dir", "--cache-dir"],
    variable: Some("UV_NO_CACHE"),
    command: "",
    mount: |_, _, _| Some("/root/.cache/uv"),
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &CACHE);
}
