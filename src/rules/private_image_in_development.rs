//! An image from the private registry where developers work.

use super::registry::{self, Taken};
use super::{Context, Fix, Report, Rule, Severity, Topic};

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
    let Some(registry) = registry::chosen(ctx) else { return };
    for Taken { text, word, .. } in registry::images(ctx) {
        let Some(rest) = text.strip_prefix(&registry.prefix()) else { continue };
        let name = rest.split([':', '@']).next().unwrap_or(rest);
        let remark = report.at(word, format!("`{name}` comes from the private registry"));
        let (public, is_known) = registry.public_name(name);
        let Some(edit) = registry::renamed(ctx, word, public) else { continue };
        let (title, edit) = (format!("Take the public `{public}`"), [edit]);
        remark.fix(if is_known {
            Fix::safe(title, edit)
        } else {
            Fix::unsafe_because("Docker Hub must have the image under this name", title, edit)
        });
    }
}
