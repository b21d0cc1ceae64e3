//! Stages: `AS name`, `FROM name`, `--from=name` and `from=name`.

use super::{Name, NameKind, touches};
use crate::model::{Base, Dockerfile, Source};
use crate::syntax::Keyword;
use crate::text::TextRange;

/// The stage that is named at `offset`, in the instruction at `index`.
pub(super) fn at(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Option<Name> {
    let (stage, here) = stage_at(dockerfile, index, offset)?;
    let definition = definition(dockerfile, stage);
    let mut places: Vec<TextRange> = dockerfile.references_to(stage);
    places.extend(numbered(dockerfile, stage));
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
    sources(dockerfile, index).find(|(_, range, _)| touches(*range, offset)).map(|(stage, range, _)| (stage, range))
}

/// Stages that an instruction takes files from: number, place, and the name as written.
fn sources<'a>(dockerfile: &'a Dockerfile<'_>, index: usize) -> impl Iterator<Item = (usize, TextRange, &'a str)> {
    let instruction = &dockerfile.tree.instructions[index];
    let copied = instruction.flag("from").filter(|_| instruction.keyword == Keyword::Copy);
    let copied = copied.and_then(|flag| flag.value.as_ref()).map(|value| (value.text.as_str(), value.range));
    let options = dockerfile.facts[index].mounts.iter().flat_map(|mount| &mount.options);
    let mounted = options.filter(|option| option.key == "from").filter_map(|option| {
        let value = option.value.as_deref()?;
        let range = TextRange::new(option.range.end.checked_sub(value.len())?, option.range.end);
        // The place of a quoted option is that of the whole flag.
        let is_plain = dockerfile.tree.text.get(range.start..range.end) == Some(value);
        is_plain.then_some((value, range))
    });
    copied.into_iter().chain(mounted).filter_map(move |(text, range)| {
        match dockerfile.source(dockerfile.facts[index].stage?, Some(text)) {
            Source::Stage(stage) => Some((stage, range, text)),
            _ => None,
        }
    })
}

/// Places that name the stage by its number.
fn numbered(dockerfile: &Dockerfile<'_>, stage: usize) -> Vec<TextRange> {
    let number = stage.to_string();
    let copies = dockerfile.tree.instructions.iter().enumerate();
    let copies = copies.filter(|(index, it)| {
        let is_number = |text: Option<&str>| text == Some(number.as_str());
        // Looking for a stage takes time, so only where the number stands.
        is_number(it.flag_value("from")) || dockerfile.facts[*index].mounts.iter().any(|it| is_number(it.from()))
    });
    let found = copies.flat_map(|(index, _)| sources(dockerfile, index));
    found.filter(|(of, _, text)| *of == stage && *text == number).map(|(_, range, _)| range).collect()
}

/// The name of a stage, or its base where it has none.
pub(super) fn definition(dockerfile: &Dockerfile<'_>, stage: usize) -> TextRange {
    let instruction = &dockerfile.tree.instructions[dockerfile.stages[stage].instructions.start];
    instruction.from().map_or(instruction.keyword_word.range, |from| match &from.name {
        Some(name) => name.range,
        None => from.image.range,
    })
}
