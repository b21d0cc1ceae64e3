//! Stages: `AS name`, `FROM name`, `--from=name` and `from=name`.

use super::{Name, NameKind, touches};
use crate::model::{Base, Dockerfile};
use crate::text::TextRange;

/// The stage that is named at `offset`, in the instruction at `index`.
pub(super) fn at(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Option<Name> {
    let (stage, here) = stage_at(dockerfile, index, offset)?;
    let definition = definition(dockerfile, stage);
    let mut places: Vec<TextRange> = dockerfile.references_to(stage);
    places.extend(dockerfile.numbers_of(stage));
    places.extend([here, definition]);
    let text = here.of(&dockerfile.tree.text).to_owned();
    Some(Name { kind: NameKind::Stage, text, here, definition: Some(definition), places })
}

/// The number of the stage that is named at `offset`, and the place of the name.
pub(super) fn stage_at(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Option<(usize, TextRange)> {
    let instruction = &dockerfile.tree.instructions[index];
    let own = dockerfile.facts[index].stage?;
    if let Some(from) = instruction.from() {
        if let Some(name) = from.name.as_ref().filter(|name| touches(name.range, offset)) {
            return Some((own, name.range));
        }
        return match dockerfile.stages[own].base {
            Base::Stage(base) if touches(from.image.range, offset) => Some((base, from.image.range)),
            _ => None,
        };
    }
    let mut sources = dockerfile.stage_sources(index);
    sources.find(|(_, range, _)| touches(*range, offset)).map(|(stage, range, _)| (stage, range))
}

/// The name of a stage, or its base where it has none.
pub(super) fn definition(dockerfile: &Dockerfile<'_>, stage: usize) -> TextRange {
    let instruction = &dockerfile.tree.instructions[dockerfile.stages[stage].instructions.start];
    instruction.from().map_or(instruction.keyword_word.range, |from| match &from.name {
        Some(name) => name.range,
        None => from.image.range,
    })
}
