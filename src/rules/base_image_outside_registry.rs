//! A base image, or an image that files are copied from, that does not come from the registry that the user chose.

use super::registry::{self, Taken};
use super::{Context, Fix, Report, Rule, Severity, Topic};

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
    for Taken { image, text, word } in registry::images(ctx) {
        if text.starts_with(&registry.prefix()) {
            continue;
        }
        let name = image.familiar_name();
        let remark = report.at(word, format!("`{name}` does not come from your registry"));
        let (new, is_known) = registry.name_of(&name);
        let Some(edit) = registry::renamed(ctx, word, &new) else { continue };
        let (title, edit) = (format!("Take `{new}`"), [edit]);
        if is_known {
            remark.fix(Fix::safe(title, edit));
        } else if image.is_docker_hub() {
            let caution = "The registry must have a copy of the image under this name";
            remark.fix(Fix::unsafe_because(caution, title, edit));
        }
    }
}
