use std::borrow::Cow;

use crate::text::Span;

/// The lines of a text that a range covers, fit to be shown, with what to underline in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The first lines of the range; at least one.
    pub lines: Vec<ExcerptLine>,
    /// How many further lines the range covers.
    pub omitted: usize,
}

/// One line of an [`Excerpt`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptLine {
    /// Line, counted from 1.
    pub number: usize,
    /// The line as [`visible`] shows it.
    pub text: String,
    /// Width of what stands before the range, in characters of [`ExcerptLine::text`].
    pub before: usize,
    /// Width of what the range covers, at least 1.
    pub covered: usize,
}

/// How many lines of a range are shown.
const MOST_LINES: usize = 3;

/// How many characters of a line are shown.
const MOST_CHARACTERS: usize = 400;

impl Excerpt {
    /// The lines of `text` that `span` covers.
    pub fn new(text: &str, span: Span) -> Self {
        let range = span.range();
        let first_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        // A range that ends behind a line break does not cover the line after it.
        let end = if text[range.start..range.end].ends_with('\n') { range.end - 1 } else { range.end };
        let count = 1 + text[range.start..end.max(range.start)].matches('\n').count();
        let mut lines = Vec::new();
        let mut start = first_start;
        for line in text[first_start..].split('\n').take(count.min(MOST_LINES)) {
            let content = line.strip_suffix('\r').unwrap_or(line);
            let from = range.start.saturating_sub(start).min(content.len());
            let to = end.saturating_sub(start).clamp(from, content.len());
            // Carets under the blanks at the edge of a continuation line would only be noise.
            let covered = content[from..to].trim();
            let blanks = content[from..to].len() - content[from..to].trim_start().len();
            let before = visible(&content[..from + if covered.is_empty() { 0 } else { blanks }]).chars().count();
            lines.push(ExcerptLine {
                number: span.start.line + lines.len(),
                text: visible(content).chars().take(MOST_CHARACTERS).collect(),
                before: before.min(MOST_CHARACTERS),
                covered: visible(covered).chars().count().clamp(1, MOST_CHARACTERS.saturating_sub(before).max(1)),
            });
            start += line.len() + 1;
        }
        Self { lines, omitted: count.saturating_sub(MOST_LINES) }
    }

    /// Width of the largest line number.
    pub fn gutter(&self) -> usize {
        self.lines.last().map_or(1, |line| line.number.to_string().len())
    }
}

/// `text` with nothing in it that a terminal would obey or that would change the order of what is read: tabs are four
/// blanks, control characters their pictures, and direction marks a replacement character.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        match char {
            '\t' => shown.push_str("    "),
            '\0'..='\x1f' => shown.extend(char::from_u32(0x2400 + u32::from(char))),
            '\x7f' => shown.push('\u{2421}'),
            char if is_unfit(char) => shown.push(char::REPLACEMENT_CHARACTER),
            char => shown.push(char),
        }
    }
    Cow::Owned(shown)
}

const fn is_unfit(char: char) -> bool {
    char.is_ascii_control()
        || matches!(char, '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LineIndex, TextRange};

    fn excerpt(text: &str, start: usize, end: usize) -> Vec<(usize, String, usize, usize)> {
        let span = LineIndex::new(text).span(text, TextRange::new(start, end));
        let lines = Excerpt::new(text, span).lines;
        lines.into_iter().map(|it| (it.number, it.text, it.before, it.covered)).collect()
    }

    #[test]
    fn one_line() {
        assert_eq!(excerpt("FROM a\nRUN b\n", 11, 12), [(2, "RUN b".to_owned(), 4, 1)]);
        assert_eq!(excerpt("\tRUN b\r\n", 1, 8), [(1, "    RUN b".to_owned(), 4, 5)]);
    }

    #[test]
    fn empty_ranges_get_one_caret() {
        assert_eq!(excerpt("", 0, 0), [(1, String::new(), 0, 1)]);
        assert_eq!(excerpt("RUN", 3, 3), [(1, "RUN".to_owned(), 3, 1)]);
        assert_eq!(excerpt("a\n", 2, 2), [(2, String::new(), 0, 1)]);
    }

    #[test]
    fn several_lines_are_underlined_without_their_margins() {
        let text = "RUN a \\\n    b\n";
        assert_eq!(excerpt(text, 4, 14), [(1, "RUN a \\".to_owned(), 4, 3), (2, "    b".to_owned(), 4, 1)]);
        let span = LineIndex::new("a\n\nb\nc\nd\n").span("a\n\nb\nc\nd\n", TextRange::new(0, 8));
        assert_eq!(Excerpt::new("a\n\nb\nc\nd\n", span).omitted, 2);
    }

    #[test]
    fn nothing_reaches_the_terminal() {
        assert_eq!(visible("a\x1b[31m\u{202e}b\x7f\u{9b}"), "a\u{241b}[31m\u{fffd}b\u{2421}\u{fffd}");
        assert!(matches!(visible("plain é"), Cow::Borrowed(_)));
    }
}
