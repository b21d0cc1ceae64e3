//! An instruction that a label has replaced.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "maintainer-instruction",
    codes: &["MaintainerDeprecated", "DL4000"],
    topic: Topic::Style,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: buildkit::MAINTAINER_DEPRECATED.why,
    help: buildkit::MAINTAINER_DEPRECATED.help,
    page: include_str!("../../docs/rules/maintainer_instruction.md"),
    check: buildkit::MAINTAINER_DEPRECATED.check,
};
