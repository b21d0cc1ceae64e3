//! A base image that does not come from the registry that the user chose.

use super::{Context, Fix, Report, Rule, Severity, Topic, registry};
use crate::model::Base;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "base-image-outside-registry",
    codes: &["DL3026"],
    topic: Topic::BaseImage,
    dev: None,
    prod: Some(Severity::Warning),
    converts: true,
    why: "Builds stop when the other registry is down or limits its downloads, and nobody has checked what it serves",
    help: "Take the copy in your registry, and keep that copy patched",
    page: include_str!("../../docs/rules/base_image_outside_registry.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(registry) = registry::chosen(ctx) else { return };
    for stage in &ctx.dockerfile.stages {
        let (Base::Image(image), Some(word)) = (&stage.base, registry::image_word(ctx, stage)) else { continue };
        if stage.base_text.starts_with(&registry.prefix()) {
            continue;
        }
        let name = image.familiar_name();
        let remark = report.at(word, format!("`{name}` does not come from your registry"));
        let Some(old) = registry::name_range(ctx, word) else { continue };
        let (new, is_known) = registry.name_of(&name);
        let (title, edit) = (format!("Take `{new}`"), [Edit::replace(old, &new)]);
        if is_known {
            remark.fix(Fix::safe(title, edit));
        } else if image.is_docker_hub() {
            let caution = "The registry must have a copy of the image under this name";
            remark.fix(Fix::unsafe_because(caution, title, edit));
        }
    }
}
