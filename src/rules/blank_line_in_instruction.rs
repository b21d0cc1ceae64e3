//! A blank line between the lines of one instruction.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "blank-line-in-instruction",
    codes: &["NoEmptyContinuation"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::NO_EMPTY_CONTINUATION.why,
    help: buildkit::NO_EMPTY_CONTINUATION.help,
    page: include_str!("../../docs/rules/blank_line_in_instruction.md"),
    check: buildkit::NO_EMPTY_CONTINUATION.check,
};
