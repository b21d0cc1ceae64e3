//! A stage name with capital letters.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "capitals-in-stage-name",
    codes: &["StageNameCasing"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: buildkit::STAGE_NAME_CASING.why,
    help: buildkit::STAGE_NAME_CASING.help,
    page: include_str!("../../docs/rules/capitals_in_stage_name.md"),
    check: buildkit::STAGE_NAME_CASING.check,
};
