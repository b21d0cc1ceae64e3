//! `FROM --platform=linux/amd64`: an image for one platform only.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "fixed-platform",
    codes: &["FromPlatformFlagConstDisallowed", "DL3029"],
    topic: Topic::BaseImage,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: buildkit::FROM_PLATFORM_FLAG_CONST_DISALLOWED.why,
    help: buildkit::FROM_PLATFORM_FLAG_CONST_DISALLOWED.help,
    page: include_str!("../../docs/rules/fixed_platform.md"),
    check: buildkit::FROM_PLATFORM_FLAG_CONST_DISALLOWED.check,
};
