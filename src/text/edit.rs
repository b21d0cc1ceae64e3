use std::fmt;

use serde::{Deserialize, Serialize};

use super::TextRange;

/// One replacement: the text of `range` becomes `text`. An empty range inserts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced.
    #[serde(flatten)]
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces the text of `range`.
    pub fn replace(range: TextRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Inserts at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(TextRange::empty(offset), text)
    }

    /// Deletes the text of `range`.
    pub fn delete(range: TextRange) -> Self {
        Self::replace(range, "")
    }
}

/// Why a list of edits cannot be applied to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Two edits touch the same bytes, or the list is not sorted.
    Overlap,
    /// An edit reaches outside the text or cuts a character in two.
    OutOfText,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overlap => "edits overlap or are not sorted by position",
            Self::OutOfText => "an edit reaches outside the text or into a character",
        })
    }
}

impl std::error::Error for EditError {}

/// The text after `edits`, which must be sorted and disjoint. Insertions at one offset keep their order.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::text::{Edit, TextRange, apply};
///
/// let edits = [Edit::replace(TextRange::new(0, 3), "COPY"), Edit::insert(5, "/")];
/// assert_eq!(apply("ADD x\n", &edits).unwrap(), "COPY x/\n");
/// ```
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for Edit { range, text: new } in edits {
        if range.start < done || range.end < range.start {
            return Err(EditError::Overlap);
        }
        let kept = text.get(done..range.start).ok_or(EditError::OutOfText)?;
        text.get(range.start..range.end).ok_or(EditError::OutOfText)?;
        result.push_str(kept);
        result.push_str(new);
        done = range.end;
    }
    result.push_str(text.get(done..).ok_or(EditError::OutOfText)?);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_it_cannot_do() {
        let overlap = [Edit::delete(TextRange::new(0, 3)), Edit::insert(2, "x")];
        assert_eq!(apply("FROM a", &overlap), Err(EditError::Overlap));
        assert_eq!(apply("FROM a", &[Edit::insert(7, "x")]), Err(EditError::OutOfText));
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), Err(EditError::OutOfText));
    }
}
