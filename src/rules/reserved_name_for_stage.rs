//! A stage called `scratch` or `context`.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "reserved-name-for-stage",
    codes: &["ReservedStageName", "DL3063"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::RESERVED_STAGE_NAME.why,
    help: buildkit::RESERVED_STAGE_NAME.help,
    page: include_str!("../../docs/rules/reserved_name_for_stage.md"),
    check: buildkit::RESERVED_STAGE_NAME.check,
};
