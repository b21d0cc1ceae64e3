//! Where a finding is shown: BuildKit names the first line of the instruction, so a place on a later line is given up
//! for the keyword. Also where a fix may put a line.

use crate::model::expand::references;
use crate::rules::rewrite::{line_break, with_comments};
use crate::syntax::{Instruction, SyntaxTree, Word};
use crate::text::{Edit, TextRange};

/// For how many findings of a check the whole file is searched for a better name or for uses of one; a file with more
/// of them has other troubles, and the search takes time for each.
pub(super) const MOST_SEARCHES: usize = 100;

/// `range` if it starts on the first line of the instruction, else its keyword.
pub(super) fn on_first_line(tree: &SyntaxTree, instruction: &Instruction, range: TextRange) -> TextRange {
    let is_first = tree.lines.line(range.start) == instruction.first_line;
    if is_first && !range.is_empty() { range } else { instruction.keyword_word.range }
}

/// The name of the first reference to a variable in the text at `range`, without `$` and braces; `None` if it cannot be
/// told where it stands.
pub(super) fn variable(tree: &SyntaxTree, range: TextRange, name: &str) -> Option<TextRange> {
    let text = range.of(&tree.text);
    let found = references(text, tree.escape).into_iter().find(|it| it.name.of(text) == name)?;
    Some(TextRange::new(range.start + found.name.start, range.start + found.name.end))
}

/// The place of a part of `text`, which was made of `word`; the whole word where it does not stand there so.
pub(super) fn within(tree: &SyntaxTree, word: &Word, text: &str, part: TextRange) -> Option<TextRange> {
    let stands_there = text == word.text && word.range.of(&tree.text) == text;
    stands_there.then(|| TextRange::new(word.range.start + part.start, word.range.start + part.end))
}

/// Where the line of `offset` starts; a byte order mark stays in front of everything.
pub(super) fn line_start(tree: &SyntaxTree, offset: usize) -> usize {
    let start = tree.lines.line_range(tree.lines.line(offset)).start;
    if start == 0 && tree.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start }
}

/// Inserts `line` as a line of its own in front of the instruction and the comments that belong to it.
pub(super) fn insert_line_before(tree: &SyntaxTree, instruction: &Instruction, line: &str) -> Edit {
    let start = line_start(tree, with_comments(tree, instruction).start);
    Edit::insert(start, format!("{line}{}", line_break(tree)))
}
