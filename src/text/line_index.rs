use serde::{Deserialize, Serialize};

use super::TextRange;

/// A place in a text, in the words of an editor and of the JSON output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in UTF-16 units, counted from 1.
    pub column: usize,
    /// Offset in bytes, counted from 0.
    pub offset: usize,
}

/// A [`TextRange`] with both ends as [`Position`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First place of the range.
    pub start: Position,
    /// First place after the range.
    pub end: Position,
}

impl Span {
    /// The range in bytes.
    pub const fn range(self) -> TextRange {
        TextRange::new(self.start.offset, self.end.offset)
    }
}

/// Where each line of one text starts; turns byte offsets into lines and columns and back.
///
/// Lines end at `\n`, as in Docker's own line numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    len: usize,
    /// For every character that has more bytes than UTF-16 units: where it ends, and how many bytes there are more up to
    /// there.
    surplus: Vec<(usize, usize)>,
}

impl LineIndex {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut surplus = Vec::new();
        let mut total = 0;
        // Most texts have none, and to know that is cheap.
        let wide = if text.is_ascii() { "" } else { text };
        for (at, character) in wide.char_indices().filter(|(_, it)| !it.is_ascii()) {
            total += character.len_utf8() - character.len_utf16();
            surplus.push((at + character.len_utf8(), total));
        }
        Self { starts, len: text.len(), surplus }
    }

    /// Offset in UTF-16 units of a byte that begins a character.
    fn utf16_offset(&self, offset: usize) -> usize {
        let before = self.surplus.partition_point(|&(end, _)| end <= offset);
        offset - before.checked_sub(1).map_or(0, |last| self.surplus[last].1)
    }

    /// Number of lines; a text that ends with a line break has an empty last line.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line, counted from 1, that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The range of a line counted from 1, its line break included; empty at the end of the text for a line that does
    /// not exist.
    pub fn line_range(&self, line: usize) -> TextRange {
        let at = |line: usize| self.starts.get(line).copied().unwrap_or(self.len);
        TextRange::new(at(line.saturating_sub(1)), at(line))
    }

    /// The place of the byte at `offset` in `text`, the text that was indexed.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = floor_boundary(text, offset);
        let line = self.line(offset);
        let column = 1 + self.utf16_offset(offset) - self.utf16_offset(self.starts[line - 1]);
        Position { line, column, offset }
    }

    /// Both ends of `range` as places.
    pub fn span(&self, text: &str, range: TextRange) -> Span {
        Span { start: self.position(text, range.start), end: self.position(text, range.end) }
    }
}

/// The offset itself, or the start of the character that it would cut in two.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let text = "RUN é\n𝄞x";
        let index = LineIndex::new(text);
        let place = |offset| {
            let at = index.position(text, offset);
            (at.line, at.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(6), (1, 6));
        assert_eq!(place(7), (2, 1));
        assert_eq!(place(11), (2, 3));
        assert_eq!(place(999), (2, 4));
    }

    #[test]
    fn a_final_line_break_opens_a_line() {
        let index = LineIndex::new("a\nb\n");
        assert_eq!(index.line_count(), 3);
        assert_eq!(index.line_range(2), TextRange::new(2, 4));
        assert_eq!(index.line_range(3), TextRange::new(4, 4));
        assert_eq!(index.line_range(9), TextRange::new(4, 4));
    }
}
