//! Two stages of one name.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "stage-name-used-twice",
    codes: &["DuplicateStageName", "DL3024"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::DUPLICATE_STAGE_NAME.why,
    help: buildkit::DUPLICATE_STAGE_NAME.help,
    page: include_str!("../../docs/rules/stage_name_used_twice.md"),
    check: buildkit::DUPLICATE_STAGE_NAME.check,
};
