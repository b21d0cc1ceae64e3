//! A base image that does not come from the registry that the user chose.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Base, Stage};
use crate::settings::Registry;
use crate::text::{Edit, TextRange};

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
    let Some(registry) = ctx.settings.registry.as_ref().filter(|registry| !registry.host.is_empty()) else { return };
    for stage in &ctx.dockerfile.stages {
        let (Base::Image(image), Some(word)) = (&stage.base, image_word(ctx, stage)) else { continue };
        if stage.base_text.starts_with(&format!("{}/", registry.host.trim_end_matches('/'))) {
            continue;
        }
        let name = image.familiar_name();
        let remark = report.at(word, format!("`{}` does not come from `{}`", stage.base_text, registry.host));
        if let Some(old) = name_range(word, ctx) {
            let new = registry.name_of(&name);
            remark.fix(Fix::safe(format!("Take `{new}`"), [Edit::replace(old, new)]));
        }
    }
}

impl Registry {
    /// Host and name of an image that Docker Hub knows as `name`.
    pub(super) fn name_of(&self, name: &str) -> String {
        let short = self.images.get(name).map_or(name, String::as_str);
        format!("{}/{short}", self.host.trim_end_matches('/'))
    }
}

/// The image of a stage's FROM.
pub(super) fn image_word(ctx: &Context<'_>, stage: &Stage) -> Option<TextRange> {
    ctx.dockerfile.tree.instructions[stage.instructions.start].from().map(|from| from.image.range)
}

/// The part of an image as written before tag and digest; `None` where a variable stands in it.
pub(super) fn name_range(word: TextRange, ctx: &Context<'_>) -> Option<TextRange> {
    let text = word.of(&ctx.dockerfile.tree.text);
    let last = text.rfind('/').map_or(0, |slash| slash + 1);
    let end = text[last..].find([':', '@']).map_or(text.len(), |end| last + end);
    (!text[..end].contains(['$', '"', '\'', '\\'])).then(|| TextRange::new(word.start, word.start + end))
}
