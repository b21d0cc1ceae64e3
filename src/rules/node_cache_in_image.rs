//! npm's and yarn's download cache in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "node-cache-in-image",
    codes: &["DL3060"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The cache holds a compressed copy of every package beside node_modules, and nothing reads it again",
    help: "Empty it in the same RUN, or mount a cache at `/root/.npm` (yarn: `/usr/local/share/.cache/yarn`)",
    page: include_str!("../../docs/rules/node_cache_in_image.md"),
    check,
};

const NPM: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "ci" | "clean-install");
        command.manager == Manager::Npm && installs && !command.has_flag(&["--cache"])
    },
    directories: &["~/.npm"],
    empties: |command| command.manager == Manager::Npm && command.verb == "cache clean",
    flags: &[],
    variable: None,
    command: "cache clean --force",
    mount: |_, _, _| Some("/root/.npm"),
};

const YARN: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "install" | "");
        let is_other = || command.has_flag(&["--version", "-v", "--help", "--cache-folder"]);
        command.manager == Manager::Yarn && installs && !is_other()
    },
    directories: &["~/.cache/yarn", "/usr/local/share/.cache/yarn", "~/.yarn/berry/cache"],
    empties: |command| command.manager == Manager::Yarn && command.verb == "cache clean",
    command: "cache clean",
    // Newer versions of yarn are set up in a file of their own.
    mount: |ctx, _, _| {
        let is_new = ctx.project.files.contains_key(".yarnrc.yml");
        Some(if is_new { "/root/.yarn/berry/cache" } else { "/usr/local/share/.cache/yarn" })
    },
    ..NPM
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &NPM);
    package_cache::check(ctx, report, &YARN);
}
