//! Variables: what ARG and ENV set, and what the builder or a shell expands.

use super::mention::mentions;
use super::reach::Reach;
use super::{Name, NameKind, touches};
use crate::model::{Assignment, AssignmentKind, Dockerfile};
use crate::syntax::Keyword;
use crate::text::TextRange;

/// A variable named at a place.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) here: TextRange,
    /// Whether it is set there.
    sets: bool,
}

/// The variable that is named at `offset`, in the instruction at `index`.
pub(super) fn at(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Option<Name> {
    let Found { name: text, here, sets } = found(dockerfile, index, offset)?;
    let reach = Reach::of(dockerfile, &text);
    let group = reach.at(dockerfile, index)?;
    let assignment = if sets { declared(dockerfile, index, &text) } else { setter(dockerfile, index, &text) };
    let definition = match assignment {
        Some(assignment) => place(dockerfile, assignment),
        None => sets.then_some(here),
    };
    let mut places = vec![here];
    for at in 0..dockerfile.tree.instructions.len() {
        if reach.at(dockerfile, at) == Some(group) {
            mentions(dockerfile, at, &mut |mention| places.extend(mention.range.filter(|_| mention.name == text)));
        }
    }
    Some(Name { kind: NameKind::Variable, text, here, definition, places })
}

/// What is named at `offset`, whether it means anything there or not.
pub(super) fn found(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Option<Found> {
    let mut found: Option<(TextRange, Found)> = None;
    mentions(dockerfile, index, &mut |mention| {
        let Some(here) = mention.range.filter(|_| touches(mention.whole, offset)) else { return };
        // The innermost: `${A:-$B}` names two.
        if found.as_ref().is_none_or(|(around, _)| around.encloses(mention.whole)) {
            found = Some((mention.whole, Found { name: mention.name.to_owned(), here, sets: mention.sets }));
        }
    });
    found.map(|(_, found)| found)
}

/// The setting that the instruction at `index` sees.
fn setter<'a>(dockerfile: &'a Dockerfile<'_>, index: usize, name: &str) -> Option<&'a Assignment> {
    if dockerfile.tree.instructions[index].keyword == Keyword::From {
        return global(dockerfile, name);
    }
    let is_named = |it: &&Assignment| it.name == name;
    let before: Vec<_> = dockerfile.assignments_before(index).filter(is_named).collect();
    dockerfile.variable(index, name).or_else(|| before.last().copied())
}

/// What an `ARG` in a stage takes over.
fn declared<'a>(dockerfile: &'a Dockerfile<'_>, index: usize, name: &str) -> Option<&'a Assignment> {
    let own = dockerfile.assignments_of(index).iter().find(|it| it.name == name)?;
    let takes_over = own.kind == AssignmentKind::GlobalArg && dockerfile.facts[index].stage.is_some();
    global(dockerfile, name).filter(|_| takes_over)
}

pub(super) fn global<'a>(dockerfile: &'a Dockerfile<'_>, name: &str) -> Option<&'a Assignment> {
    dockerfile.global_arguments.iter().rev().find(|it| it.name == name)
}

/// Where an assignment names its variable; `None` for what comes with an image.
fn place(dockerfile: &Dockerfile<'_>, assignment: &Assignment) -> Option<TextRange> {
    let instruction = &dockerfile.tree.instructions[assignment.instruction?];
    instruction.pairs().iter().find(|pair| pair.range == assignment.range).map(|pair| pair.key.range)
}
