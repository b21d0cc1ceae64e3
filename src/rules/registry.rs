//! The names of an image on Docker Hub and in the user's registry, and where a FROM writes them.

use super::Context;
use crate::model::image::ImageReference;
use crate::model::{Stage, lifetime};
use crate::settings::Registry;
use crate::text::TextRange;

impl Registry {
    /// What stands in front of every image of the registry.
    pub(super) fn prefix(&self) -> String {
        format!("{}/", self.host.trim_end_matches('/'))
    }

    /// Host and name of an image that Docker Hub knows as `name`, and whether the user said so.
    pub(super) fn name_of(&self, name: &str) -> (String, bool) {
        let mapped = self.images.get(name);
        (self.prefix() + mapped.map_or(name, String::as_str), mapped.is_some())
    }

    /// The name on Docker Hub of an image of the registry, without its prefix, and whether the user said so.
    pub(super) fn public_name<'a>(&'a self, name: &'a str) -> (&'a str, bool) {
        let mapped = self.images.iter().find(|(_, private)| *private == name);
        (mapped.map_or(name, |(public, _)| public), mapped.is_some())
    }
}

/// The registry that the user chose.
pub(super) fn chosen<'a>(ctx: &Context<'a>) -> Option<&'a Registry> {
    ctx.settings.registry.as_ref().filter(|registry| !registry.host.is_empty())
}

/// What Docker Hub or Microsoft call an image: by what the user said of the registry, else as far as the reference tells.
pub(super) fn public_name<'a>(ctx: &Context<'a>, image: &'a ImageReference) -> &'a str {
    let chosen = chosen(ctx).and_then(|it| {
        let rest = image.as_str().strip_prefix(&it.prefix())?;
        Some(it.public_name(rest.split([':', '@']).next().unwrap_or(rest)).0)
    });
    chosen.unwrap_or_else(|| lifetime::public_name(image))
}

/// The image of a stage's FROM.
pub(super) fn image_word(ctx: &Context<'_>, stage: &Stage) -> Option<TextRange> {
    ctx.dockerfile.tree.instructions[stage.instructions.start].from().map(|from| from.image.range)
}

/// The part of an image as written before tag and digest; `None` where a variable stands in it.
pub(super) fn name_range(ctx: &Context<'_>, word: TextRange) -> Option<TextRange> {
    let text = word.of(&ctx.dockerfile.tree.text);
    let last = text.rfind('/').map_or(0, |slash| slash + 1);
    let end = text[last..].find([':', '@']).map_or(text.len(), |end| last + end);
    (!text[..end].contains(['$', '"', '\'', '\\'])).then(|| TextRange::new(word.start, word.start + end))
}
