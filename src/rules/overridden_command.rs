//! CMD, ENTRYPOINT or HEALTHCHECK that a later one of the stage replaces.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "overridden-command",
    codes: &["MultipleInstructionsDisallowed", "DL3012", "DL4003", "DL4004"],
    topic: Topic::Process,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::MULTIPLE_INSTRUCTIONS_DISALLOWED.why,
    help: buildkit::MULTIPLE_INSTRUCTIONS_DISALLOWED.help,
    page: include_str!("../../docs/rules/overridden_command.md"),
    check: buildkit::MULTIPLE_INSTRUCTIONS_DISALLOWED.check,
};
