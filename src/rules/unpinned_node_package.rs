//! Node packages in whatever version is the newest.

use super::unpinned::{self, Unpinned, is_file};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "unpinned-node-package",
    codes: &["DL3016"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "The newest version is installed whenever the step runs again, so the same file gives another image next \
          month",
    help: "Name a version, as in `serve@14.2.5`, or list the package in package.json",
    page: include_str!("../../docs/rules/unpinned_node_package.md"),
    check,
};

const UNPINNED: Unpinned =
    Unpinned { managers: &[Manager::Npm, Manager::Yarn, Manager::Pnpm], flags: &["--dry-run"], is_pinned };

fn check(ctx: &Context<'_>, report: &mut Report) {
    unpinned::check(ctx, report, &UNPINNED);
}

/// Whether it has a version, or is a path, an address or a repository. `@scope/name` has one behind a second `@`.
fn is_pinned(package: &str) -> bool {
    let (scope, name) = match package.strip_prefix('@').and_then(|rest| rest.split_once('/')) {
        Some((scope, name)) => (Some(scope), name),
        None => (None, package),
    };
    let is_elsewhere = name.contains([':', '/', '$']) || name.starts_with('.') || is_file(name, ".tgz");
    let version = name.split_once('@').map(|(_, version)| version);
    is_elsewhere
        || scope.is_some_and(str::is_empty)
        || version.is_some_and(|it| !matches!(it, "" | "latest" | "next" | "*"))
}
