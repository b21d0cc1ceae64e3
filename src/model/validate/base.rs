//! FROM: what a stage is built on.

use super::super::image::{ImageErrorKind, ImageReference};
use super::super::platform::{COMMON, Platform};
use super::super::{Base, Dockerfile, Stage};
use super::{Refusals, official, within};
use crate::syntax::{From, Instruction, nearest};

/// Judges the FROM of a stage, needed or not: the builder reads them all.
pub(super) fn check(dockerfile: &Dockerfile<'_>, stage: &Stage, refusals: &mut Refusals<'_>) {
    let index = stage.instructions.start;
    let instruction = &dockerfile.tree.instructions[index];
    let Some(from) = instruction.from() else { return };
    let is_named_context = stage.name.as_ref().is_some_and(|name| dockerfile.project.contexts.contains_key(name));
    if !is_named_context && !refusals.has_error_in(from.image.range) {
        image(dockerfile, stage, from, refusals);
    }
    platform(dockerfile, index, instruction, stage, refusals);
}

fn image(dockerfile: &Dockerfile<'_>, stage: &Stage, from: &From, refusals: &mut Refusals<'_>) {
    let (word, text) = (&from.image, stage.base_text.as_str());
    match &stage.base {
        Base::Scratch => {}
        Base::Stage(base) => {
            // BuildKit keeps names in lower case and compares the base as it is written.
            if let Some(name) = dockerfile.stages[*base].name.as_deref().filter(|name| *name != text) {
                let message =
                    format!("FROM must write the stage `{name}` in lower case; `{text}` is taken for an image");
                refusals.hint(word.range, message, Some(name.to_owned()).filter(|_| word.text == text));
            }
        }
        Base::Invalid if text.is_empty() => {
            refusals.at(word.range, format!("The image is blank: `{}` has no value", word.text));
        }
        Base::Invalid => {
            let Err(error) = ImageReference::parse(text) else { return };
            let place = within(dockerfile, word, text, error.range);
            let lower = Some(place.of(&dockerfile.tree.text).to_ascii_lowercase());
            let lower = lower.filter(|_| error.kind == ImageErrorKind::Uppercase && word.text == text);
            refusals.hint(place, format!("`{text}` is no image: {}", error.kind), lower);
        }
        Base::Image(_) => later_stage(dockerfile, stage, from, refusals),
    }
}

/// A name of a stage further down; BuildKit looks for an image of that name. An official image may well exist.
fn later_stage(dockerfile: &Dockerfile<'_>, stage: &Stage, from: &From, refusals: &mut Refusals<'_>) {
    let text = stage.base_text.as_str();
    let project = dockerfile.project;
    if official::is_official(text) || project.images.contains_key(text) || project.contexts.contains_key(text) {
        return;
    }
    let Some(&later) = refusals.last_of_name.get(text).filter(|later| **later > stage.index) else { return };
    let line = dockerfile.tree.instructions[dockerfile.stages[later].instructions.start].first_line;
    let message = format!("The stage `{text}` starts on line {line}; a stage can only build on stages before it");
    refusals.at(from.image.range, message);
}

fn platform(
    dockerfile: &Dockerfile<'_>,
    index: usize,
    instruction: &Instruction,
    stage: &Stage,
    refusals: &mut Refusals<'_>,
) {
    let flag = instruction.flag("platform").and_then(|flag| flag.value.as_ref());
    let (Some(word), Some(text)) = (flag.filter(|word| !word.text.is_empty()), &stage.platform) else { return };
    if refusals.has_error_in(word.range) || Platform::parse(text).is_some() {
        return;
    }
    let missing = dockerfile.facts[index].unset(word).first();
    if let Some(missing) = missing {
        let near = dockerfile.nearest_global(missing).map(|near| format!("; did you mean `{near}`?"));
        let message = format!("`{}` is no platform: {missing} has no value{}", word.text, near.unwrap_or_default());
        return refusals.at(word.range, message);
    }
    let near = nearest(text, COMMON.iter().copied()).filter(|_| *text == word.text);
    let message = format!("`{text}` is no platform; expected os/architecture, such as linux/amd64");
    refusals.hint(word.range, message, near.map(str::to_owned));
}
