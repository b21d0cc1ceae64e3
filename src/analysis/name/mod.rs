//! Names: where a stage or a variable gets its own, and where it is used.
//!
//! Knows what the builder and the shell of a RUN look up in the file itself; what `--target` or `--build-arg` say
//! outside of it is unknown.

mod mention;
mod reach;
mod rename;
mod stage;
mod variable;

use crate::model::Dockerfile;
use crate::project::Project;
use crate::syntax;
use crate::text::TextRange;

pub use rename::{Renamed, rename};

/// A stage or a variable and its places in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What is named.
    pub kind: NameKind,
    /// The name as it is written where it is looked for; the number of a stage without one.
    pub text: String,
    /// Where it is looked for, the name alone.
    pub here: TextRange,
    /// Where it gets its name or its value; `None` for what the builder or the base image sets.
    pub definition: Option<TextRange>,
    /// Every place that means the same, the definition and `here` included, in order.
    pub places: Vec<TextRange>,
}

/// What can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A stage.
    Stage,
    /// What ARG or ENV sets.
    Variable,
}

/// What is named at the byte `offset` of `text`. Time is linear in the text.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::analysis::name_at;
///
/// let text = "FROM rust AS build\nFROM scratch\nCOPY --from=build /a /\n";
/// let name = name_at(text, 46).unwrap();
/// assert_eq!(name.definition.unwrap().of(text), "build");
/// assert_eq!(name.places.len(), 2);
/// ```
pub fn name_at(text: &str, offset: usize) -> Option<Name> {
    let tree = syntax::parse(text);
    let project = Project::default();
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let index = tree.instructions.partition_point(|it| it.range.start <= offset).checked_sub(1)?;
    let mut name = stage::at(&dockerfile, index, offset).or_else(|| variable::at(&dockerfile, index, offset))?;
    name.places.sort_unstable();
    name.places.dedup();
    Some(name)
}

/// Whether a caret at `offset` is at the name that stands at `range`.
const fn touches(range: TextRange, offset: usize) -> bool {
    range.start <= offset && offset <= range.end
}

#[cfg(test)]
mod tests;
