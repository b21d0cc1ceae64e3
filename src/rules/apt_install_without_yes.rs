//! `apt-get install` that waits for a yes.

use super::prompt::{self, Prompt};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "apt-install-without-yes",
    codes: &["DL3014"],
    topic: Topic::Packages,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "apt finds no terminal, takes that for a no and stops with status 1, so the build fails whenever it has a \
          question",
    help: "Add `-y`",
    page: include_str!("../../docs/rules/apt_install_without_yes.md"),
    check,
};

const PROMPT: Prompt = Prompt {
    manager: Manager::Apt,
    verbs: &["install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "remove", "purge", "autoremove"],
    answers: &["-y", "--yes", "--assume-yes", "--force-yes", "-s", "--dry-run", "--assume-no", "-d"],
    is_answered: is_very_quiet,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    // A file of configuration may answer for all: `APT::Get::Assume-Yes "true";`
    let is_configured = ctx.dockerfile.tree.text.contains("Assume-Yes");
    if !is_configured {
        prompt::check(ctx, report, &PROMPT);
    }
}

/// Quiet of level 2 means yes (apt-get(8), `-q`).
fn is_very_quiet(command: &PackageCommand<'_>) -> bool {
    let flags = command.invocation.flags();
    let quiet = flags.iter().filter(|it| matches!(it.name.as_str(), "-q" | "--quiet"));
    quiet.clone().count() > 1 || quiet.filter_map(|it| it.value.as_deref()).any(|level| level == "2")
}
