//! A base image from the private registry where developers work.

use super::base_image_outside_registry::{image_word, name_range};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "private-image-in-development",
    codes: &[],
    topic: Topic::BaseImage,
    dev: Some(Severity::Info),
    prod: None,
    converts: true,
    why: "Every developer, and every fork, needs a login for the private registry before the first build",
    help: "Take the public image that the private one is a copy of",
    page: include_str!("../../docs/rules/private_image_in_development.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(registry) = ctx.settings.registry.as_ref().filter(|registry| !registry.host.is_empty()) else { return };
    let prefix = format!("{}/", registry.host.trim_end_matches('/'));
    for stage in &ctx.dockerfile.stages {
        let (Some(word), Some(rest)) = (image_word(ctx, stage), stage.base_text.strip_prefix(&prefix)) else {
            continue;
        };
        let name = rest.split([':', '@']).next().unwrap_or(rest);
        let public = registry.images.iter().find(|(_, private)| *private == name).map_or(name, |(public, _)| public);
        let remark = report.at(word, format!("`{name}` comes from the private registry"));
        if let Some(old) = name_range(word, ctx) {
            remark.fix(Fix::safe(format!("Take `{public}` from Docker Hub"), [Edit::replace(old, public)]));
        }
    }
}
