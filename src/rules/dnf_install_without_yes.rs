//! dnf or yum that waits for a yes.

use super::prompt::{self, Prompt};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "dnf-install-without-yes",
    codes: &["DL3030", "DL3038"],
    topic: Topic::Packages,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "Without a terminal the question ends the command with an error, and the build with it",
    help: "Add `-y`",
    page: include_str!("../../docs/rules/dnf_install_without_yes.md"),
    check,
};

const PROMPT: Prompt = Prompt {
    manager: Manager::Dnf,
    verbs: &[
        "install",
        "groupinstall",
        "localinstall",
        "reinstall",
        "update",
        "upgrade",
        "remove",
        "erase",
        "autoremove",
    ],
    answers: &["-y", "--assumeyes", "--assumeno"],
    // `dnf --setopt=assumeyes=1`, or the same in the configuration.
    is_answered: |command| command.program.arguments().iter().any(|word| word.unquoted().contains("assumeyes")),
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let is_configured = ctx.dockerfile.tree.text.contains("assumeyes=");
    if !is_configured {
        prompt::check(ctx, report, &PROMPT);
    }
}
