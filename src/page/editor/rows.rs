//! The lines of the highlight layer: pieces of text with a colour, a severity, or both.

use dockerfile_playground::syntax::{Token, TokenKind};
use dockerfile_playground::text::TextRange;
use yew::AttrValue;

use crate::page::level::Level;

/// A place that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Where; an empty range marks the character behind it.
    pub(crate) range: TextRange,
    /// How bad.
    pub(crate) level: Level,
    /// What a reader who points at it is told.
    pub(crate) message: AttrValue,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its pieces, in order.
    pub(crate) pieces: Vec<Piece>,
    /// The worst mark that starts on it, and what it says.
    pub(crate) sign: Option<(Level, AttrValue)>,
}

/// A stretch of one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text.
    pub(crate) text: AttrValue,
    /// Its colour, as the style sheet names it; empty for plain text.
    pub(crate) token: &'static str,
    /// The worst mark over it.
    pub(crate) level: Option<Level>,
}

/// Cuts `text` into coloured lines. `tokens` tile the text; `marks` may lie anywhere.
pub(crate) fn rows(text: &str, tokens: &[Token], marks: &[Mark]) -> Vec<Row> {
    let levels = levels(text, marks);
    let mut rows = vec![Row::default()];
    let mut level_at = 0;
    for token in tokens {
        let mut at = token.range.start;
        while at < token.range.end {
            while levels.get(level_at + 1).is_some_and(|(start, _)| *start <= at) {
                level_at += 1;
            }
            let until = levels.get(level_at + 1).map_or(token.range.end, |(start, _)| (*start).min(token.range.end));
            let level = levels.get(level_at).and_then(|(_, level)| *level);
            push_lines(&mut rows, &text[at..until], token_class(token.kind), level);
            at = until;
        }
    }
    put_signs(text, marks, &mut rows);
    rows
}

fn push_lines(rows: &mut Vec<Row>, text: &str, token: &'static str, level: Option<Level>) {
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            rows.push(Row::default());
        }
        let Some(row) = rows.last_mut().filter(|_| !line.is_empty()) else { continue };
        row.pieces.push(Piece { text: line.to_owned().into(), token, level });
    }
}

/// Where the worst level changes: offsets in rising order, the first one 0.
fn levels(text: &str, marks: &[Mark]) -> Vec<(usize, Option<Level>)> {
    let mut events: Vec<(usize, bool, Level)> = Vec::with_capacity(marks.len() * 2);
    for mark in marks {
        let range = visible(text, mark.range);
        if !range.is_empty() {
            events.push((range.start, true, mark.level));
            events.push((range.end, false, mark.level));
        }
    }
    events.sort_unstable();
    let mut open = [0_usize; Level::COUNT];
    let mut levels = vec![(0, None)];
    for (offset, opens, level) in events {
        let count = &mut open[level as usize];
        *count = if opens { *count + 1 } else { count.saturating_sub(1) };
        let worst = Level::ALL.into_iter().find(|&level| open[level as usize] > 0);
        match levels.last_mut() {
            Some((last, old)) if *last == offset => *old = worst,
            _ => levels.push((offset, worst)),
        }
    }
    levels
}

/// The range within the text; one character wide if it would be empty.
fn visible(text: &str, range: TextRange) -> TextRange {
    let start = floor(text, range.start);
    let end = floor(text, range.end);
    let width = text[start..].chars().next().filter(|&char| char != '\n').map_or(0, char::len_utf8);
    TextRange::new(start, if end > start { end } else { start + width })
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn put_signs(text: &str, marks: &[Mark], rows: &mut [Row]) {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    for mark in marks {
        let line = starts.partition_point(|&start| start <= mark.range.start).saturating_sub(1);
        let Some(row) = rows.get_mut(line) else { continue };
        if row.sign.as_ref().is_none_or(|(level, _)| mark.level < *level) {
            row.sign = Some((mark.level, mark.message.clone()));
        }
    }
}

/// The name of a token's colour.
pub(crate) const fn token_class(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Comment => "comment",
        TokenKind::Directive => "directive",
        TokenKind::Keyword | TokenKind::SubKeyword => "keyword",
        TokenKind::UnknownKeyword => "unknown",
        TokenKind::FlagName => "flag",
        TokenKind::FlagValue => "flag-value",
        TokenKind::Image => "image",
        TokenKind::StageName => "stage",
        TokenKind::Name => "name",
        TokenKind::String => "string",
        TokenKind::Variable => "variable",
        TokenKind::Punctuation => "punctuation",
        TokenKind::Command => "command",
        TokenKind::Operator => "operator",
        TokenKind::HeredocMarker | TokenKind::HeredocEnd => "heredoc",
        TokenKind::HeredocBody => "heredoc-body",
        TokenKind::Shell => "shell",
        TokenKind::Continuation => "continuation",
        TokenKind::ByteOrderMark | TokenKind::Whitespace | TokenKind::LineBreak | TokenKind::Word => "",
    }
}

#[cfg(test)]
mod tests {
    use dockerfile_playground::syntax::parse;

    use super::*;

    fn mark(start: usize, end: usize, level: Level) -> Mark {
        Mark { range: TextRange::new(start, end), level, message: "m".into() }
    }

    #[test]
    fn rows_hold_the_whole_text() {
        let text = "FROM alpine\nRUN <<EOF\necho é\n\nEOF\n";
        let marks = [mark(5, 11, Level::Warning), mark(3, 8, Level::Error), mark(27, 28, Level::Info)];
        let rows = rows(text, &parse(text).tokens, &marks);
        let lines: Vec<String> =
            rows.iter().map(|row| row.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(lines.join("\n"), text);
    }

    #[test]
    fn the_worst_mark_wins() {
        let text = "FROM alpine";
        let marks = [mark(5, 11, Level::Info), mark(5, 7, Level::Error)];
        let rows = rows(text, &parse(text).tokens, &marks);
        let levels: Vec<_> = rows[0].pieces.iter().map(|piece| (piece.text.as_str(), piece.level)).collect();
        let expected = [("FROM", None), (" ", None), ("al", Some(Level::Error)), ("pine", Some(Level::Info))];
        assert_eq!(levels, expected);
        assert_eq!(rows[0].sign.as_ref().map(|(level, _)| *level), Some(Level::Error));
    }

    #[test]
    fn an_empty_mark_is_seen() {
        let text = "FROM a\nRUN\n";
        let rows = rows(text, &parse(text).tokens, &[mark(7, 7, Level::Error), mark(999, 999, Level::Info)]);
        assert_eq!(rows[1].pieces[0].text, "R");
        assert_eq!(rows[1].pieces[0].level, Some(Level::Error));
    }
}
