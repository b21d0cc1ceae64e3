//! A new name for a stage or a variable, wherever it is named.

mod stage;
mod variable;

use super::{NameKind, stage as stages, variable as variables};
use crate::model::Dockerfile;
use crate::project::Project;
use crate::syntax;
use crate::text::{Edit, TextRange};

/// What gives something a new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// What is renamed.
    pub kind: NameKind,
    /// Its name so far.
    pub old: String,
    /// Sorted, disjoint edits; none if it has the name already.
    pub edits: Vec<Edit>,
    /// Whether an ARG declares it: builds may pass a value by its name.
    pub is_argument: bool,
    /// Whether containers have it: programs may look for it by its name.
    pub is_kept: bool,
    /// Lines on which the old name still stands in a command, in a way that only a person can judge.
    pub left: Vec<usize>,
}

/// Gives what is named at the byte `offset` of `text` the name `to`, everywhere in the file where it means the same. Time
/// is linear in the text.
///
/// # Errors
///
/// A sentence that says why that cannot be: nothing is named there, the name is none, it is taken, or it means something
/// else somewhere.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::analysis::rename;
/// use dockerfile_playground::text::apply;
///
/// let text = "FROM alpine\nARG V=1\nRUN echo \"$V\" '$V'\n";
/// let renamed = rename(text, 16, "VERSION").unwrap();
/// assert_eq!(apply(text, &renamed.edits).unwrap(), "FROM alpine\nARG VERSION=1\nRUN echo \"$VERSION\" '$V'\n");
/// assert_eq!(renamed.left, [3]);
/// ```
pub fn rename(text: &str, offset: usize, to: &str) -> Result<Renamed, String> {
    let tree = syntax::parse(text);
    let project = Project::default();
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let index = tree.instructions.partition_point(|it| it.range.start <= offset).checked_sub(1);
    let renamed = index.and_then(|index| {
        if let Some((stage, _)) = stages::stage_at(&dockerfile, index, offset) {
            return Some(stage::rename(&dockerfile, stage, to));
        }
        let found = variables::found(&dockerfile, index, offset)?;
        Some(variable::rename(&dockerfile, index, &found.name, to))
    });
    renamed.unwrap_or_else(|| Err("There is no name of a stage or variable at the caret".to_owned()))
}

/// One edit a place, in order.
fn edits(places: impl IntoIterator<Item = TextRange>, to: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = places.into_iter().map(|range| Edit::replace(range, to)).collect();
    edits.sort_by_key(|edit| edit.range);
    edits.dedup();
    edits
}

/// A word in back quotes, which must not have any itself.
fn quoted(word: &str) -> String {
    format!("`{}`", word.replace('`', "'"))
}

#[cfg(test)]
mod tests;
