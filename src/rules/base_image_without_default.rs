//! A base that is no image unless `--build-arg` says more.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "base-image-without-default",
    codes: &["InvalidDefaultArgInFrom"],
    topic: Topic::BaseImage,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: buildkit::INVALID_DEFAULT_ARG_IN_FROM.why,
    help: buildkit::INVALID_DEFAULT_ARG_IN_FROM.help,
    page: include_str!("../../docs/rules/base_image_without_default.md"),
    check: buildkit::INVALID_DEFAULT_ARG_IN_FROM.check,
};
