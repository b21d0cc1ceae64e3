//! Gems in whatever version is the newest.

use super::unpinned::{self, Unpinned, is_file};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "unpinned-ruby-gem",
    codes: &["DL3028"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "The newest version is installed whenever the step runs again, so the same file gives another image next \
          month",
    help: "Name a version, as in `gem install rails:8.0.2`, or list the gem in the Gemfile",
    page: include_str!("../../docs/rules/unpinned_ruby_gem.md"),
    check,
};

const UNPINNED: Unpinned = Unpinned {
    managers: &[Manager::Gem],
    flags: &["-v", "--version", "-g", "--file"],
    // Bundler starts the version that Gemfile.lock names.
    is_pinned: |gem| gem.contains([':', '/', '$']) || is_file(gem, ".gem") || gem == "bundler",
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    unpinned::check(ctx, report, &UNPINNED);
}
