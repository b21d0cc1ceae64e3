//! A base that is no image unless `--build-arg` says more.

use super::{Context, Report, Rule, Severity, Topic, buildkit};

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
    check,
};

/// What BuildKit finds, but where this very build has no image either: that is an error, and says it all.
fn check(ctx: &Context<'_>, report: &mut Report) {
    (buildkit::INVALID_DEFAULT_ARG_IN_FROM.check)(ctx, report);
    let errors = &ctx.dockerfile.errors;
    report.remarks.retain(|remark| !errors.iter().any(|error| error.range.overlaps(remark.range)));
}
