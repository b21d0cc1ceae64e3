//! `FROM --platform=$TARGETPLATFORM`: what FROM does anyway.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "target-platform-by-flag",
    codes: &["RedundantTargetPlatform", "DL3065"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: buildkit::REDUNDANT_TARGET_PLATFORM.why,
    help: buildkit::REDUNDANT_TARGET_PLATFORM.help,
    page: include_str!("../../docs/rules/target_platform_by_flag.md"),
    check: buildkit::REDUNDANT_TARGET_PLATFORM.check,
};
