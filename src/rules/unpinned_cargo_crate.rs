//! A crate in whatever version is the newest, or with whatever dependencies.

use super::unpinned::{self, Unpinned};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "unpinned-cargo-crate",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "The newest version is compiled whenever the step runs again, so the same file gives another image next \
          month, or none",
    help: "Name a version, as in `ripgrep@14.1.1`, and add `--locked` for its dependencies",
    page: include_str!("../../docs/rules/unpinned_cargo_crate.md"),
    check,
};

const UNPINNED: Unpinned = Unpinned {
    managers: &[Manager::Cargo],
    flags: &["--version", "--vers", "--path", "--git", "--list"],
    is_pinned: |package| package.contains(['@', '$']),
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    unpinned::check(ctx, report, &UNPINNED);
}
