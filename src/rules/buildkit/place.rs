//! Where something stands that a check speaks of, and where BuildKit shows it.

use std::collections::HashMap;

use super::no_empty_continuation;
use crate::model::expand::{Operator, references};
use crate::syntax::{SyntaxTree, Word};
use crate::text::TextRange;

/// For how many findings of a check the whole file is searched for a better name or for uses of one; a file with more
/// of them has other troubles, and the search takes time for each.
pub(super) const MOST_SEARCHES: usize = 100;

/// Where BuildKit shows a finding at `range`: on the first line of the instruction, so that a place on a later line is
/// given up for the keyword. Of a blank line it only hears when it has read the last line, and names that one.
pub(super) fn as_shown(tree: &SyntaxTree, code: &str, range: TextRange) -> TextRange {
    let after = tree.instructions.partition_point(|it| it.range.start <= range.start);
    let Some(instruction) = after.checked_sub(1).map(|index| &tree.instructions[index]) else { return range };
    if code == no_empty_continuation::CHECK.code {
        let line = tree.lines.line_range(instruction.head_line);
        let content = line.of(&tree.text);
        let start = line.start + content.len() - content.trim_start_matches([' ', '\t']).len();
        let range = TextRange::new(start.min(line.end), line.start + content.trim_end().len());
        return if range.start < range.end { range } else { TextRange::empty(line.start) };
    }
    let is_first = tree.lines.line(range.start) == instruction.first_line;
    if is_first && !range.is_empty() { range } else { instruction.keyword_word.range }
}

/// Where a word names a variable, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    /// The first name, without `$` and braces.
    pub(super) place: TextRange,
    /// Whether every use says what stands there without a value: `${NAME:-default}`, `${NAME:+more}`.
    pub(super) is_foreseen: bool,
}

/// The variables in the text at `range`, by their names.
pub(super) fn uses(tree: &SyntaxTree, range: TextRange) -> HashMap<&str, Use> {
    let text = range.of(&tree.text);
    let references = references(text, tree.escape);
    // Where a name is known to have a value: between the braces of its own `${NAME:+…}`.
    let mut known: HashMap<&str, Vec<TextRange>> = HashMap::new();
    for reference in references.iter().filter(|it| matches!(it.operator, Some(Operator::Alternative { .. }))) {
        known.entry(reference.name.of(text)).or_default().push(reference.range);
    }
    for ranges in known.values_mut() {
        ranges.sort();
    }
    let mut uses: HashMap<&str, Use> = HashMap::new();
    for reference in &references {
        let name = reference.name.of(text);
        let place = TextRange::new(range.start + reference.name.start, range.start + reference.name.end);
        let has_answer = matches!(reference.operator, Some(Operator::Default { .. } | Operator::Alternative { .. }));
        let is_inside = known.get(name).is_some_and(|ranges| {
            let before = ranges.partition_point(|it| it.start < reference.range.start);
            before.checked_sub(1).is_some_and(|last| ranges[last].encloses(reference.range))
        });
        let is_foreseen = has_answer || is_inside;
        let same = uses.entry(name).or_insert(Use { place, is_foreseen });
        same.is_foreseen &= is_foreseen;
    }
    uses
}

/// The place of a part of `text`, which was made of `word`; the whole word where it does not stand there so.
pub(super) fn within(tree: &SyntaxTree, word: &Word, text: &str, part: TextRange) -> Option<TextRange> {
    let stands_there = text == word.text && word.range.of(&tree.text) == text;
    stands_there.then(|| TextRange::new(word.range.start + part.start, word.range.start + part.end))
}
