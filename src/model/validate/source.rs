//! `COPY --from` and `RUN --mount=…,from=`: the stage or image that files come from.

use super::super::expand::expand_word;
use super::super::image::ImageReference;
use super::super::{Dockerfile, MountKind, Stage};
use super::{Refusals, within};
use crate::syntax::{Instruction, Keyword, Word};
use crate::text::TextRange;

/// Judges where an instruction of `stage` takes files; the builder draws its graph of all stages.
pub(super) fn check(
    dockerfile: &Dockerfile<'_>,
    stage: &Stage,
    index: usize,
    instruction: &Instruction,
    refusals: &mut Refusals<'_>,
) {
    let from = instruction.flag("from").and_then(|flag| flag.value.as_ref());
    if let Some(word) = from.filter(|word| instruction.keyword == Keyword::Copy && !word.text.is_empty()) {
        copy(dockerfile, stage, word, refusals);
    }
    for mount in &dockerfile.facts[index].mounts {
        let Some(option) = mount.options.iter().rev().find(|option| option.key == "from") else { continue };
        // A secret has no source at all, and memory needs none.
        if matches!(mount.kind, Some(MountKind::Secret | MountKind::Tmpfs)) {
            continue;
        }
        let name = option.value.as_deref().unwrap_or_default();
        if !name.is_empty() {
            named(dockerfile, stage, name, option.range, refusals);
        }
    }
}

fn copy(dockerfile: &Dockerfile<'_>, stage: &Stage, word: &Word, refusals: &mut Refusals<'_>) {
    let text = word.text.as_str();
    if expand_word(text, dockerfile.tree.escape, &|_| None).map_or(true, |it| it.text != text) {
        let message = "Variables have no effect in --from; give the image a stage with FROM, and name that stage";
        return refusals.at(word.range, message);
    }
    let Ok(number) = text.parse::<i64>() else {
        return named(dockerfile, stage, text, word.range, refusals);
    };
    if let Some(number) = usize::try_from(number).ok().filter(|number| *number < dockerfile.stages.len()) {
        return order(dockerfile, stage, number, text, word.range, refusals);
    }
    let last = dockerfile.stages.len() - 1;
    refusals.at(word.range, format!("There is no stage {number}; the numbers go from 0 to {last}"));
}

fn named(dockerfile: &Dockerfile<'_>, stage: &Stage, name: &str, range: TextRange, refusals: &mut Refusals<'_>) {
    let lower = name.to_ascii_lowercase();
    if let Some(&number) = refusals.last_of_name.get(lower.as_str()) {
        return order(dockerfile, stage, number, name, range, refusals);
    }
    if let Err(error) = ImageReference::parse(name) {
        let word = Word { text: name.to_owned(), range };
        let place = within(dockerfile, &word, name, error.range);
        refusals.at(place, format!("`{name}` is neither a stage nor an image: {}", error.kind));
    }
}

/// The stage that is named must come before the one that wants its files.
fn order(
    dockerfile: &Dockerfile<'_>,
    stage: &Stage,
    number: usize,
    name: &str,
    range: TextRange,
    refusals: &mut Refusals<'_>,
) {
    if number == stage.index {
        refusals.at(range, format!("`{name}` is this very stage; its files are here already"));
    } else if number > stage.index && dockerfile.is_judged(stage.index) {
        let line = dockerfile.tree.instructions[dockerfile.stages[number].instructions.start].first_line;
        let message =
            format!("The stage `{name}` starts on line {line}; files can only come from stages before this one");
        refusals.at(range, message);
    }
}
