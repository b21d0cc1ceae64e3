//! `FROM`: the base, part by part.

use super::part::Parts;
use super::variable::{self, Scope};
use crate::model::Base;
use crate::model::image::{DOCKER_HUB, ImageReference};
use crate::syntax::{From, Word};
use crate::text::TextRange;

pub(super) fn explain(parts: &mut Parts<'_>, from: &From) {
    let dockerfile = parts.dockerfile;
    let Some(stage) = dockerfile.facts[parts.index].stage.map(|stage| &dockerfile.stages[stage]) else { return };
    let becomes =
        if stage.base_text == from.image.text { String::new() } else { format!(" It becomes `{}`.", stage.base_text) };
    let meaning = match &stage.base {
        Base::Scratch => "Nothing: the image starts empty.".to_owned(),
        Base::Stage(base) => {
            let base = &dockerfile.stages[*base];
            let line = parts.line_of(base.instructions.start);
            format!("The stage `{}` that starts on line {line}.{becomes}", base.label())
        }
        Base::Image(image) => format!("The image `{}`.{becomes}", image.canonical()),
        Base::Invalid => format!("No image has such a name.{becomes}"),
    };
    parts.add("base", from.image.range, meaning);
    variable::explain(parts, &from.image, Scope::Global);
    if let Base::Image(image) = &stage.base {
        // The parts of a name stand in the file only where no variable is in it.
        if image.as_str() == from.image.range.of(parts.text()) {
            reference(parts, image, &from.image);
        }
    }
    if let Some(word) = &from.as_word {
        parts.add("keyword", word.range, "The name of the stage follows.");
    }
    if let Some(name) = &from.name {
        let users = dockerfile.stages.iter().filter(|it| it.dependencies.iter().any(|need| need.stage == stage.index));
        let users: Vec<String> = users.map(|it| format!("`{}`", it.label())).collect();
        let meaning = match users.as_slice() {
            [] if dockerfile.target == Some(stage.index) => {
                "The name of the stage, which is the one that is built.".to_owned()
            }
            [] => "The name of the stage. No other stage uses it.".to_owned(),
            users => format!("The name of the stage; used by {}.", users.join(", ")),
        };
        parts.add("stage name", name.range, meaning);
    }
}

fn reference(parts: &mut Parts<'_>, image: &ImageReference, word: &Word) {
    let place = |range: TextRange| TextRange::new(word.range.start + range.start, word.range.start + range.end);
    if let Some(range) = image.registry_range() {
        parts.add("registry", place(range), "The registry that the image comes from.");
    }
    let hub = match image.registry() {
        None if image.is_official() => {
            format!(" No registry is named, so it comes from {DOCKER_HUB}; it is one of the official images.")
        }
        None => format!(" No registry is named, so it comes from {DOCKER_HUB}."),
        Some(_) => String::new(),
    };
    let tag = if image.tag().is_none() && image.digest().is_none() { " Without a tag, `latest` is meant." } else { "" };
    parts.add("repository", place(image.path_range()), format!("The repository.{hub}{tag}"));
    if let Some(range) = image.tag_range() {
        let meaning = if image.digest().is_some() {
            "The tag, for people only: the digest decides."
        } else {
            "The tag: what it stands for can change from one day to the next."
        };
        parts.add("tag", place(range), meaning);
    }
    if let Some(range) = image.digest_range() {
        parts.add("digest", place(range), "The digest: this very image and no other.");
    }
}
