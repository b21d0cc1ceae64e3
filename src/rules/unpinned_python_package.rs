//! Python packages in whatever version is the newest.

use super::unpinned::{self, Unpinned, is_file};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "unpinned-python-package",
    codes: &["DL3013"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "The newest version is installed whenever the step runs again, so the same file gives another image next \
          month",
    help: "Name a version, as in `flask==3.1.2`, or install from a file that does",
    page: include_str!("../../docs/rules/unpinned_python_package.md"),
    check,
};

const UNPINNED: Unpinned = Unpinned {
    managers: &[Manager::Pip, Manager::Pipx, Manager::Uv],
    // Constraints pin what they name; an index of one's own is no registry.
    flags: &["-c", "--constraint", "--require-hashes", "--no-index", "--dry-run"],
    is_pinned: |package| {
        package.contains(['=', '<', '>', '~', '!', '@', '/', '$'])
            || package.starts_with('.')
            || is_file(package, ".whl")
            || TOOLS.contains(&package)
    },
};

/// What installs the packages, and works in any version.
const TOOLS: &[&str] = &["pip", "setuptools", "wheel"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    unpinned::check(ctx, report, &UNPINNED);
}
