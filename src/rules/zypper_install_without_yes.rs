//! zypper that waits for a yes.

use super::prompt::{self, Prompt};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "zypper-install-without-yes",
    codes: &["DL3034"],
    topic: Topic::Packages,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "zypper finds no terminal, takes the answer that changes nothing and ends with an error",
    help: "Add `-y`, or `--non-interactive` in front of the subcommand",
    page: include_str!("../../docs/rules/zypper_install_without_yes.md"),
    check,
};

const PROMPT: Prompt = Prompt {
    manager: Manager::Zypper,
    verbs: &["install", "in", "remove", "rm", "patch", "update", "up", "dist-upgrade", "dup", "source-install", "si"],
    answers: &["-y", "--no-confirm", "-n", "--non-interactive", "--dry-run", "-D"],
    is_answered: |_| false,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    prompt::check(ctx, report, &PROMPT);
}
