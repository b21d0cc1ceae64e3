//! FROM and AS in two cases.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "as-cased-unlike-from",
    codes: &["FromAsCasing"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: buildkit::FROM_AS_CASING.why,
    help: buildkit::FROM_AS_CASING.help,
    page: include_str!("../../docs/rules/as_cased_unlike_from.md"),
    check: buildkit::FROM_AS_CASING.check,
};
