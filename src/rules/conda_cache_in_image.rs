//! conda's packages in a layer of the image.

use super::package_cache::{self, PackageCache};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "conda-cache-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "The archives of all packages and the index of each channel stay, often more than the environment itself",
    help: "Run `conda clean --all --yes` in the same RUN, or mount a cache at `/opt/conda/pkgs`",
    page: include_str!("../../docs/rules/conda_cache_in_image.md"),
    check,
};

const CACHE: PackageCache = PackageCache {
    fills: |command| {
        let installs = command.installs || matches!(command.verb, "update" | "env create" | "env update");
        command.manager == Manager::Conda && installs
    },
    directories: &["/opt/conda/pkgs", "~/.conda/pkgs", "~/micromamba/pkgs"],
    empties: |command| command.manager == Manager::Conda && command.verb == "clean",
    flags: &[],
    variable: None,
    command: "clean --all --yes",
    mount: |_, _, command| (command.name != "micromamba").then_some("/opt/conda/pkgs"),
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    package_cache::check(ctx, report, &CACHE);
}
