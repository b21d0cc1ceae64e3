//! The npm package dotenv: <https://github.com/motdotla/dotenv>.
//!
//! Until release 14 every line is matched alone. Since 15 one regular expression runs over the whole text, so that
//! white space, also across lines, may stand where nobody expects it; [`Multiline`] walks the same paths by hand,
//! including the places where the expression backtracks.

use super::{LineCounter, Parsed, first, run};

/// The three generations of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    /// Up to release 13: no comments behind a value, no `export`, one line each.
    Lines,
    /// Release 14: comments behind a value.
    LinesWithComments,
    /// Release 15 and newer: `export`, backticks, `NAME: value`, values over several lines.
    Text,
}

/// White space as JavaScript's `\s` sees it.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

const fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Reads a whole file.
pub(in super::super) fn parse(text: &str, dialect: Dialect) -> Parsed {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut parsed = match dialect {
        Dialect::Text => Multiline::new(&text).parse(),
        _ => parse_lines(&text, dialect),
    };
    note_skipped_lines(&text, &mut parsed);
    parsed
}

/// dotenv says nothing about lines that it cannot read, which is worth a word.
fn note_skipped_lines(text: &str, parsed: &mut Parsed) {
    let mut read = parsed.assignments.iter().map(|a| (a.line, a.line + lines_in(a.value.as_deref()))).peekable();
    for (line, content) in text.split('\n').enumerate().map(|(index, content)| (index + 1, content)) {
        while read.next_if(|(_, last)| *last < line).is_some() {}
        let content = content.trim_start_matches(is_space);
        let looks_empty = content.is_empty() || content.starts_with('#');
        if !looks_empty && read.peek().is_none_or(|(start, _)| *start > line) {
            parsed.bad_lines.push(super::BadLine { line, message: "no NAME=value: dotenv skips the line".to_owned() });
        }
    }
}

fn lines_in(value: Option<&str>) -> usize {
    value.map_or(0, |value| value.matches('\n').count())
}

fn parse_lines(text: &str, dialect: Dialect) -> Parsed {
    let mut parsed = Parsed::default();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.trim_start_matches(is_space);
        let (name, rest) = line.split_at(run(line, is_name));
        let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=').filter(|_| !name.is_empty()) else {
            continue;
        };
        let mut value = value.trim_start_matches(is_space);
        if dialect == Dialect::LinesWithComments {
            value = before_comment(value);
        }
        parsed.assign(name, unquoted_line(value), index + 1);
    }
    parsed
}

/// Release 14: a quoted value may be followed by a comment; otherwise the comment starts at the first blank and `#`.
fn before_comment(value: &str) -> &str {
    let quote = first(value).filter(|c| matches!(c, '"' | '\''));
    if let Some(end) = quote.and_then(|quote| value[1..].find(quote)) {
        let (quoted, tail) = value.split_at(end + 2);
        let comment = tail.trim_start_matches(is_space);
        if tail.is_empty() || (comment.starts_with('#') && comment.len() < tail.len()) {
            return quoted;
        }
    }
    let comment = value.match_indices('#').find(|(at, _)| value[..*at].ends_with(is_space));
    comment.map_or(value, |(at, _)| value[..at].trim_end_matches(is_space))
}

fn unquoted_line(value: &str) -> String {
    let enclosed = |quote: char| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote);
    if enclosed('"') {
        value[1..value.len() - 1].replace("\\n", "\n")
    } else if enclosed('\'') {
        value[1..value.len() - 1].to_owned()
    } else {
        value.trim_matches(is_space).to_owned()
    }
}

struct Multiline<'a> {
    text: &'a str,
}

/// A match: name, value as written, where the name starts and where the match ends.
type Match<'a> = (&'a str, &'a str, usize, usize);

impl<'a> Multiline<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text }
    }

    fn parse(&self) -> Parsed {
        let mut parsed = Parsed::default();
        let mut lines = LineCounter::new(self.text);
        let mut at = 0;
        while at <= self.text.len() {
            match self.match_at(at) {
                Ok((name, value, start, end)) => {
                    parsed.assign(name, unquoted(value), lines.line_at(start));
                    at = self.line_start_from(end);
                }
                // Every line start in the white space before the failure would fail at the same place.
                Err(failed) => at = self.line_start_from(failed.max(at + 1)),
            }
        }
        parsed
    }

    /// The first line start at or after `at`; past the end when there is none.
    fn line_start_from(&self, at: usize) -> usize {
        if at == 0 || self.text.get(..at).is_some_and(|before| before.ends_with(is_line_end)) {
            return at;
        }
        let from = (at..=self.text.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len());
        let end = self.text[from..].char_indices().find(|(_, c)| is_line_end(*c));
        end.map_or(self.text.len() + 1, |(offset, c)| from + offset + c.len_utf8())
    }

    fn spaces(&self, at: usize) -> usize {
        at + run(&self.text[at..], is_space)
    }

    /// One match that starts at the line start `at`, or the place where matching failed.
    fn match_at(&self, at: usize) -> Result<Match<'a>, usize> {
        let start = self.spaces(at);
        let word = &self.text[start..];
        if word.starts_with("export") {
            let after = start + "export".len();
            let name = self.spaces(after);
            if name > after
                && let Some(found) = self.pair(name)
            {
                return Ok(found);
            }
        }
        self.pair(start).ok_or(start)
    }

    fn pair(&self, start: usize) -> Option<Match<'a>> {
        let end = start + run(&self.text[start..], is_name);
        if end == start {
            return None;
        }
        let equals = self.spaces(end);
        let value_at = if self.text[equals..].starts_with('=') {
            equals + 1
        } else {
            let blank = self.text[end..].strip_prefix(':').and_then(first).filter(|c| is_space(*c))?;
            end + 1 + blank.len_utf8()
        };
        let (value, end_of_match) = self.value(value_at);
        Some((&self.text[start..end], value, start, end_of_match))
    }

    /// The value as written, quotes and blanks included, and the end of the match.
    fn value(&self, at: usize) -> (&'a str, usize) {
        let quote_at = self.spaces(at);
        if let Some(quote) = first(&self.text[quote_at..]).filter(|c| matches!(c, '\'' | '"' | '`'))
            && let Some((close, end)) = self.closing_quote(quote_at + 1, quote)
        {
            return (&self.text[quote_at..=close], end);
        }
        let end = at + run(&self.text[at..], |c| c != '#' && c != '\n');
        let tail = self.tail(end).unwrap_or(end);
        (&self.text[at..end], tail)
    }

    /// The quote that ends the value and the end of the match: the first quote without a backslash before it if only
    /// a comment follows on its line; failing that, the last one with a backslash for which that holds.
    fn closing_quote(&self, start: usize, quote: char) -> Option<(usize, usize)> {
        let mut best = None;
        for (offset, _) in self.text[start..].match_indices(quote) {
            let close = start + offset;
            let escaped = self.text[start..close].ends_with('\\');
            if let Some(end) = self.tail(close + 1) {
                best = Some((close, end));
            }
            if !escaped {
                break;
            }
        }
        best
    }

    /// Where a match ends whose value ends at `at`; `None` if something other than a comment follows on the line.
    fn tail(&self, at: usize) -> Option<usize> {
        let end = self.spaces(at);
        match first(&self.text[end..]) {
            None => Some(end),
            Some('#') => Some(end + run(&self.text[end..], |c| !is_line_end(c))),
            Some(_) => self.text[at..end].rfind(is_line_end).map(|offset| at + offset),
        }
    }
}

fn unquoted(value: &str) -> String {
    let value = value.trim_matches(is_space);
    let quote = first(value).filter(|c| matches!(c, '\'' | '"' | '`'));
    let inner = match quote {
        Some(quote) if value.len() > 1 && value.ends_with(quote) => &value[1..value.len() - 1],
        _ => value,
    };
    if quote == Some('"') { inner.replace("\\n", "\n").replace("\\r", "\r") } else { inner.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, dialect: Dialect) -> Option<String> {
        parse(text, dialect).assignments.into_iter().rfind(|a| a.name == "K").and_then(|a| a.value)
    }

    #[test]
    fn the_three_generations_differ() {
        let cases: &[(&str, [Option<&str>; 3])] = &[
            ("K=v # c", [Some("v # c"), Some("v"), Some("v")]),
            ("K=v#c", [Some("v#c"), Some("v#c"), Some("v")]),
            ("K=\"v\" # c", [Some("\"v\" # c"), Some("v"), Some("v")]),
            ("K=\"a\nb\"", [Some("\"a"), Some("\"a"), Some("a\nb")]),
            ("export K=v", [None, None, Some("v")]),
            ("K: v", [None, None, Some("v")]),
            ("K=`v`", [Some("`v`"), Some("`v`"), Some("v")]),
            ("K=\"a\\nb\"", [Some("a\nb"), Some("a\nb"), Some("a\nb")]),
            ("K=\"a\"b\"", [Some("a\"b"), Some("a\"b"), Some("a\"b")]),
            ("K='", [Some("'"), Some("'"), Some("'")]),
        ];
        for (text, [ten, fourteen, fifteen]) in cases {
            assert_eq!(value(text, Dialect::Lines).as_deref(), *ten, "10: {text:?}");
            assert_eq!(value(text, Dialect::LinesWithComments).as_deref(), *fourteen, "14: {text:?}");
            assert_eq!(value(text, Dialect::Text).as_deref(), *fifteen, "15: {text:?}");
        }
    }

    #[test]
    fn white_space_may_cross_lines() {
        assert_eq!(value("K\n=\n'v'\n", Dialect::Text).as_deref(), Some("v"));
        assert_eq!(value("export\nK=v", Dialect::Text).as_deref(), Some("v"));
        assert_eq!(value("K=\nL=2", Dialect::Text).as_deref(), Some(""));
        assert_eq!(value("K:\n  L=2", Dialect::Text).as_deref(), Some("L=2"));
    }

    #[test]
    fn an_escaped_quote_ends_the_value_only_if_nothing_else_can() {
        assert_eq!(value("K='a\\'b'", Dialect::Text).as_deref(), Some("a\\'b"));
        assert_eq!(value("K='a\\'\nL=2", Dialect::Text).as_deref(), Some("a\\"));
        assert_eq!(value("K='a' and 'b'", Dialect::Text).as_deref(), Some("a' and 'b"));
    }

    #[test]
    fn skipped_lines_are_named() {
        let parsed = parse("A=1\n<<<<<<< HEAD\n# c\nB=\"x\ny\"\nnope\n", Dialect::Text);
        assert_eq!(parsed.bad_lines.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 6]);
        assert_eq!(parsed.assignments.iter().map(|a| a.line).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn long_white_space_takes_linear_time() {
        let text = format!("{}?", "\n".repeat(500_000));
        assert!(parse(&text, Dialect::Text).assignments.is_empty());
    }
}
