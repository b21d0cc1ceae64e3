//! FROM uses a variable that no ARG above it declares.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "undeclared-argument-in-from",
    codes: &["UndefinedArgInFrom"],
    topic: Topic::BaseImage,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::UNDEFINED_ARG_IN_FROM.why,
    help: buildkit::UNDEFINED_ARG_IN_FROM.help,
    page: include_str!("../../docs/rules/undeclared_argument_in_from.md"),
    check: buildkit::UNDEFINED_ARG_IN_FROM.check,
};
