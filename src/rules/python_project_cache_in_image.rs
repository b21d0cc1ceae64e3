//! The caches of Poetry and pipenv in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "python-project-cache-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Poetry and pipenv keep every downloaded package in a cache of their own, and the layer keeps the cache: bytes that \
          nothing reads again",
    help: "Mount a cache at `/root/.cache/pypoetry` (pipenv: `/root/.cache/pipenv`), or remove the folder in the same RUN",
    page: include_str!("../../docs/rules/python_project_cache_in_image.md"),
    check,
};

const POETRY: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "install" | "sync" | "update");
        command.manager == Manager::Poetry && installs && !command.has_flag(&["--dry-run", "--help"])
    },
    directories: &["~/.cache/pypoetry"],
    empties: |_| false,
    flags: &[],
    // Whoever moves it looks after it.
    variable: Some("POETRY_CACHE_DIR"),
    command: "",
    mount: |_, _, _| Some("/root/.cache/pypoetry"),
};

const PIPENV: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "sync" | "update");
        command.manager == Manager::Pipenv && installs && !command.has_flag(&["--help"])
    },
    directories: &["~/.cache/pipenv"],
    empties: |command| command.manager == Manager::Pipenv && command.has_flag(&["--clear"]),
    variable: Some("PIPENV_CACHE_DIR"),
    mount: |_, _, _| Some("/root/.cache/pipenv"),
    ..POETRY
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &POETRY);
    // pip fills the cache for pipenv, unless it is told not to.
    let is_off = !ctx.dockerfile.shipped_settings("PIP_NO_CACHE_DIR").is_empty();
    if !is_off {
        package_cache::check(ctx, report, &PIPENV);
    }
}
