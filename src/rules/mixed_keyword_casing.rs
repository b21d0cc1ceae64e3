//! A keyword that is not cased like most others.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "mixed-keyword-casing",
    codes: &["ConsistentInstructionCasing"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: buildkit::CONSISTENT_INSTRUCTION_CASING.why,
    help: buildkit::CONSISTENT_INSTRUCTION_CASING.help,
    page: include_str!("../../docs/rules/mixed_keyword_casing.md"),
    check: buildkit::CONSISTENT_INSTRUCTION_CASING.check,
};
