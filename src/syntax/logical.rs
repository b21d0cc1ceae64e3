use crate::text::TextRange;

/// A stretch of an instruction with its continuation lines joined, and the way back to the file.
///
/// Offsets into [`Logical::text`] are *logical*; line continuations, and the comments and blank lines between them, have
/// no logical offset. BuildKit sees this text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Logical {
    text: String,
    /// Runs that are contiguous in both texts, in order: where one starts here, and where in the file.
    pieces: Vec<(usize, usize)>,
}

impl Logical {
    /// The joined text of `ranges` of `file`.
    pub fn of(file: &str, ranges: impl IntoIterator<Item = TextRange>) -> Self {
        let mut logical = Self::default();
        for range in ranges {
            logical.push(range.of(file), range.start);
        }
        logical
    }

    /// A line made of `line`, then each of `documents` on lines of its own.
    pub fn of_lines(
        file: &str,
        line: impl IntoIterator<Item = TextRange>,
        documents: impl IntoIterator<Item = TextRange>,
    ) -> Self {
        let mut logical = Self::of(file, line);
        for range in documents {
            if !logical.text.ends_with('\n') {
                logical.push("\n", range.start.saturating_sub(1));
            }
            logical.push(range.of(file), range.start);
        }
        logical
    }

    /// The joined text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds `text`, which stands at `source` in the file.
    pub(super) fn push(&mut self, text: &str, source: usize) {
        if !text.is_empty() || self.pieces.is_empty() {
            self.pieces.push((self.text.len(), source));
            self.text.push_str(text);
        }
    }

    /// The offset in the file of the logical `offset`; between two pieces, the end of the first.
    pub fn source_end(&self, offset: usize) -> usize {
        self.map(offset, self.pieces.partition_point(|&(at, _)| at < offset))
    }

    /// The offset in the file of the logical `offset`; between two pieces, the start of the second.
    pub fn source_start(&self, offset: usize) -> usize {
        self.map(offset, self.pieces.partition_point(|&(at, _)| at <= offset))
    }

    fn map(&self, offset: usize, after: usize) -> usize {
        match self.pieces.get(after.saturating_sub(1)) {
            Some(&(at, source)) => source + offset.saturating_sub(at),
            None => offset,
        }
    }

    /// The range in the file that the logical `range` covers, line continuations inside it included.
    pub fn source_range(&self, range: TextRange) -> TextRange {
        let start = self.source_start(range.start);
        if range.is_empty() {
            return TextRange::empty(if range.start == self.text.len() { self.source_end(range.start) } else { start });
        }
        TextRange::new(start, self.source_end(range.end))
    }

    /// The contiguous ranges in the file that the logical `range` is made of.
    pub fn segments(&self, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        let first = self.pieces.partition_point(|&(at, _)| at <= range.start).saturating_sub(1);
        let ends =
            self.pieces[first.min(self.pieces.len())..].iter().skip(1).map(|&(at, _)| at).chain([self.text.len()]);
        self.pieces[first.min(self.pieces.len())..]
            .iter()
            .zip(ends)
            .take_while(move |((at, _), _)| *at < range.end)
            .map(move |(&(at, source), end)| {
                let (from, to) = (range.start.max(at), range.end.min(end));
                TextRange::new(source + from - at, source + to.max(from) - at)
            })
            .filter(|segment| !segment.is_empty())
    }

    /// The part that `range` selects, with its own way back to the file.
    pub fn slice(&self, range: TextRange) -> Self {
        let mut part = Self::default();
        for segment in self.segments(range) {
            part.pieces.push((part.text.len(), segment.start));
            let from = range.start + part.text.len();
            part.text.push_str(&self.text[from..from + segment.len()]);
        }
        if part.pieces.is_empty() {
            part.pieces.push((0, self.source_range(TextRange::empty(range.start)).start));
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `RUN a \⏎  b` with the backslash at 6 and the second line from 8.
    fn two_lines() -> Logical {
        let mut logical = Logical::default();
        logical.push("RUN a ", 0);
        logical.push("  b", 8);
        logical
    }

    #[test]
    fn leads_back_to_the_file() {
        let logical = two_lines();
        assert_eq!(logical.text(), "RUN a   b");
        assert_eq!(logical.source_range(TextRange::new(4, 9)), TextRange::new(4, 11));
        assert_eq!(logical.source_range(TextRange::new(4, 6)), TextRange::new(4, 6));
        assert_eq!(logical.source_range(TextRange::new(6, 7)), TextRange::new(8, 9));
        assert_eq!(
            logical.segments(TextRange::new(4, 9)).collect::<Vec<_>>(),
            [TextRange::new(4, 6), TextRange::new(8, 11)]
        );
    }

    #[test]
    fn a_slice_knows_its_place() {
        let slice = two_lines().slice(TextRange::new(4, 9));
        assert_eq!(slice.text(), "a   b");
        assert_eq!(slice.source_range(TextRange::new(4, 5)), TextRange::new(10, 11));
        assert_eq!(two_lines().slice(TextRange::new(9, 9)).source_range(TextRange::empty(0)), TextRange::empty(11));
    }
}
