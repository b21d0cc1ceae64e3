//! `ENV key value`, the old form.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "key-value-without-equals",
    codes: &["LegacyKeyValueFormat"],
    topic: Topic::Style,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: buildkit::LEGACY_KEY_VALUE_FORMAT.why,
    help: buildkit::LEGACY_KEY_VALUE_FORMAT.help,
    page: include_str!("../../docs/rules/key_value_without_equals.md"),
    check: buildkit::LEGACY_KEY_VALUE_FORMAT.check,
};
