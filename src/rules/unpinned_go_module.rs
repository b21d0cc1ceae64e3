//! A Go program in whatever version is the newest.

use super::unpinned::{self, Unpinned};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "unpinned-go-module",
    codes: &["DL3062"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "The newest version is installed whenever the step runs again, so the same file gives another image next \
          month",
    help: "Name a version, as in `@v1.2.3`",
    page: include_str!("../../docs/rules/unpinned_go_module.md"),
    check,
};

const UNPINNED: Unpinned = Unpinned { managers: &[Manager::Go], flags: &[], is_pinned };

/// Versions that move (Go Modules Reference, "Version queries").
const MOVING: &[&str] = &["latest", "upgrade", "patch", "main", "master", "HEAD"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    unpinned::check(ctx, report, &UNPINNED);
}

/// Without `@`, go.mod says which version it is.
fn is_pinned(package: &str) -> bool {
    !package.split_once('@').is_some_and(|(_, version)| MOVING.contains(&version))
}
