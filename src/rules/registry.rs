//! The names of an image on Docker Hub and in the user's registry, and where a file writes them.

use super::Context;
use crate::model::image::{ImageReference, check_registry, check_repository};
use crate::model::{Base, Source, Stage, lifetime};
use crate::settings::Registry;
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

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

/// The registry that the user chose, if images can be taken from it.
pub(super) fn chosen<'a>(ctx: &Context<'a>) -> Option<&'a Registry> {
    ctx.settings.registry.as_ref().filter(|registry| check_registry(&registry.host).is_ok())
}

/// Puts `name` in the place of an image's name; `None` where a variable stands there, or where no reference comes of it.
pub(super) fn renamed(ctx: &Context<'_>, word: TextRange, name: &str) -> Option<Edit> {
    let old = name_range(ctx, word)?;
    check_repository(name).ok()?;
    Some(Edit::replace(old, name))
}

/// What Docker Hub or Microsoft call an image: by what the user said of the registry, else as far as the reference tells.
pub(super) fn public_name<'a>(ctx: &Context<'a>, image: &'a ImageReference) -> &'a str {
    let chosen = chosen(ctx).and_then(|it| {
        let rest = image.as_str().strip_prefix(&it.prefix())?;
        Some(it.public_name(rest.split([':', '@']).next().unwrap_or(rest)).0)
    });
    chosen.unwrap_or_else(|| lifetime::public_name(image))
}

/// An image that the file takes something from.
pub(super) struct Taken {
    pub(super) image: ImageReference,
    /// Its name with variables expanded, as a builder asks for it.
    pub(super) text: String,
    /// Where it is written.
    pub(super) word: TextRange,
}

/// The images of FROM, `COPY --from` and `RUN --mount=…,from=`, in that order.
pub(super) fn images(ctx: &Context<'_>) -> Vec<Taken> {
    let dockerfile = ctx.dockerfile;
    let mut images = Vec::new();
    for stage in &dockerfile.stages {
        if let (Base::Image(image), Some(word)) = (&stage.base, image_word(ctx, stage)) {
            images.push(Taken { image: image.clone(), text: stage.base_text.clone(), word });
        }
    }
    for (index, instruction) in dockerfile.tree.instructions.iter().enumerate() {
        match instruction.keyword {
            Keyword::Copy => {
                let value = instruction.flag("from").and_then(|flag| flag.value.as_ref());
                images.extend(value.and_then(|value| taken(ctx, index, &value.text, value.range)));
            }
            Keyword::Run => {
                for mount in &dockerfile.facts[index].mounts {
                    let option = mount.options.iter().rfind(|it| it.key == "from");
                    images.extend(option.and_then(|option| {
                        let name = option.value.as_deref()?;
                        // Where quotes are in it, the place is that of the whole flag.
                        let is_plain = option.range.of(&dockerfile.tree.text).ends_with(&format!("from={name}"));
                        let start = if is_plain { option.range.end - name.len() } else { option.range.start };
                        taken(ctx, index, name, TextRange::new(start, option.range.end))
                    }));
                }
            }
            _ => {}
        }
    }
    images
}

/// The image that `--from` names at an instruction, and no stage, named context or misspelled stage.
fn taken(ctx: &Context<'_>, index: usize, name: &str, word: TextRange) -> Option<Taken> {
    let stage = ctx.dockerfile.facts[index].stage?;
    let Source::Image(text) = ctx.dockerfile.source(stage, Some(name)) else { return None };
    let is_image = !text.contains('$') && !ctx.project.contexts.contains_key(&text);
    let image = ImageReference::parse(&text).ok()?;
    (is_image && ctx.dockerfile.misspelled(stage, &text).is_none()).then_some(Taken { image, text, word })
}

/// The image of a stage's FROM.
pub(super) fn image_word(ctx: &Context<'_>, stage: &Stage) -> Option<TextRange> {
    ctx.dockerfile.tree.instructions[stage.instructions.start].from().map(|from| from.image.range)
}

/// The part of an image as written before tag and digest; `None` where a variable stands in it.
fn name_range(ctx: &Context<'_>, word: TextRange) -> Option<TextRange> {
    let text = word.of(&ctx.dockerfile.tree.text);
    let last = text.rfind('/').map_or(0, |slash| slash + 1);
    let end = text[last..].find([':', '@']).map_or(text.len(), |end| last + end);
    (!text[..end].contains(['$', '"', '\'', '\\'])).then(|| TextRange::new(word.start, word.start + end))
}
