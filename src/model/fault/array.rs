//! Arrays that are no JSON: the first character that is wrong, and the array that was meant.

use super::{FaultKind, Line, blank};
use crate::syntax::json::{self, Json};
use crate::syntax::{Arguments, CommandLine, Keyword, Logical};
use crate::text::{Edit, TextRange};

/// Why an array is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// `'a'`
    SingleQuotes,
    /// `“a”`
    CurlyQuotes,
    /// `["a",]`, `["a",,"b"]`
    ExtraComma,
    /// `["a" "b"]`
    MissingComma,
    /// `["a", b]`
    Unquoted,
    /// `["a"`
    MissingBracket,
    /// `["a]`
    OpenQuote,
    /// `"c:\app"`
    Backslash,
    /// A tab or another control character in a string.
    ControlCharacter,
    /// Something behind the `]`.
    Behind,
}

/// The array as far as it could be read: what is wrong first, where, and the strings that were meant if that is plain.
struct Reading {
    slip: Slip,
    at: TextRange,
    repaired: Option<String>,
}

/// The text that should be an array: that of a command, or the words of COPY, ADD and VOLUME.
pub(super) fn candidate(line: Line<'_>) -> Option<&Logical> {
    let body = match &line.inner.arguments {
        Arguments::Command(CommandLine::Shell { malformed_json: false }) if line.inner.keyword != Keyword::Run => {
            let text = line.inner.body.text();
            return is_unopened(text).then_some(&line.inner.body);
        }
        Arguments::Command(CommandLine::Shell { malformed_json: true }) => &line.inner.body,
        Arguments::Healthcheck(health) => match health.command {
            Some(CommandLine::Shell { malformed_json: true }) => &health.body,
            _ => return None,
        },
        Arguments::Copy(copy) if !copy.json => &line.inner.body,
        Arguments::List { json: false, .. } if line.inner.keyword == Keyword::Volume => &line.inner.body,
        _ => return None,
    };
    // What is not strings only is an error of its own.
    looks_like_array(body.text()).then_some(body)
}

pub(super) fn find(line: Line<'_>) -> Option<super::Fault> {
    let body = candidate(line)?;
    let reading = read(body.text())?;
    let whole = body.source_range(TextRange::new(0, body.text().len()));
    let kind = FaultKind::Array(reading.slip);
    let at = body.source_range(reading.at);
    // A character of the array, else the array; ranges need something to underline.
    let fault = line.fault(if at.is_empty() { whole } else { at }, kind);
    // Over several lines the comments between them would be lost.
    let repaired = reading.repaired.filter(|_| whole.of(line.text()) == body.text());
    Some(match repaired {
        Some(array) => fault.meant(vec![Edit::replace(whole, array)]),
        None => fault,
    })
}

/// Whether nothing but the bracket in front is missing.
fn is_unopened(text: &str) -> bool {
    text.starts_with('"') && text.ends_with(']') && matches!(json::read(&format!("[{text}")), Json::Strings(_))
}

/// Whether a text that begins with `[` is meant to be an array, and no test, no pattern and no type of `PowerShell`.
fn looks_like_array(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('[') else { return false };
    let inside = rest.trim_start();
    let Some(first) = inside.chars().next() else { return false };
    let is_close = rest.len() == inside.len();
    if !is_quote(first) {
        // `[node, app.js]`
        let end = inside.find([',', ']', '"']).unwrap_or(inside.len());
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        return is_close
            && end > 0
            && inside[end..].starts_with(',')
            && inside[..end].chars().all(is_word)
            && text.ends_with(']');
    }
    let behind =
        inside[first.len_utf8()..].find(|c| closes(first, c)).map_or("", |at| &inside[first.len_utf8() + at..]);
    let behind = behind.chars().next().map_or("", |quote| behind[quote.len_utf8()..].trim_start());
    // `[ "$A" = b ]` is a test; so is `[ "$A" ]`.
    let is_list = behind.starts_with(',') || (behind.starts_with(is_quote) && text.ends_with(']'));
    (is_close || is_list) && !inside.starts_with("\"$(")
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'') || is_curly(c)
}

fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '″')
}

fn closes(open: char, c: char) -> bool {
    if is_curly(open) { is_curly(c) || c == '"' } else { c == open || (open == '"' && matches!(c, '”' | '“')) }
}

/// Reads an array as one would who only means well.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    slip: Option<(Slip, TextRange)>,
    is_plain: bool,
    words: Vec<String>,
}

fn read(text: &str) -> Option<Reading> {
    if is_unopened(text) {
        return Some(Reading {
            slip: Slip::MissingBracket,
            at: TextRange::new(0, 1),
            repaired: Some(format!("[{text}")),
        });
    }
    let mut reader = Reader { text, at: 1, slip: None, is_plain: true, words: Vec::new() };
    reader.array();
    let (slip, at) = reader.slip?;
    let words: Vec<&str> = reader.words.iter().map(String::as_str).collect();
    let repaired = (reader.is_plain && !words.is_empty()).then(|| json::array(&words));
    Some(Reading { slip, at, repaired: repaired.filter(|it| matches!(json::read(it), Json::Strings(_))) })
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn note(&mut self, slip: Slip, range: TextRange) {
        self.slip.get_or_insert((slip, range));
    }

    fn here(&self) -> TextRange {
        TextRange::new(self.at, self.at + self.peek().map_or(0, char::len_utf8))
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || blank::is_odd(c)).len();
    }

    fn array(&mut self) {
        let mut needs_comma = false;
        loop {
            self.blanks();
            let here = self.here();
            match self.peek() {
                None => {
                    let last = self.text.char_indices().next_back().map_or(0, |(at, _)| at);
                    return self.note(Slip::MissingBracket, TextRange::new(last, self.text.len()));
                }
                Some(']') => {
                    if !needs_comma && !self.words.is_empty() {
                        let comma = self.text[..self.at].rfind(',').unwrap_or(self.at);
                        self.note(Slip::ExtraComma, TextRange::new(comma, comma + 1));
                    }
                    self.at += 1;
                    return self.behind();
                }
                Some(',') => {
                    if !needs_comma {
                        self.note(Slip::ExtraComma, here);
                    }
                    needs_comma = false;
                    self.at += 1;
                }
                Some('}' | ')') if needs_comma && self.at + 1 == self.text.len() => {
                    return self.note(Slip::MissingBracket, here);
                }
                Some(';' | ':') if needs_comma => {
                    self.note(Slip::MissingComma, here);
                    needs_comma = false;
                    self.at += 1;
                }
                Some(c) => {
                    if needs_comma {
                        self.note(Slip::MissingComma, here);
                        self.is_plain &= is_quote(c);
                    }
                    if is_quote(c) {
                        self.string(c);
                    } else {
                        self.word();
                    }
                    needs_comma = true;
                }
            }
        }
    }

    /// Punctuation behind the array can be left out; anything else may be meant in more than one way.
    fn behind(&mut self) {
        self.blanks();
        let rest = TextRange::new(self.at, self.text.len());
        if !rest.is_empty() {
            self.note(Slip::Behind, rest);
            self.is_plain &= rest.of(self.text).chars().all(|c| matches!(c, ',' | ';' | '.' | ']' | '"'));
        }
    }

    /// A word without quotes, up to a comma or the end.
    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest.find([',', ']', '"', '\'']).unwrap_or(rest.len());
        let written = rest[..length].trim_end();
        let length = length.max(self.peek().map_or(1, char::len_utf8));
        self.note(Slip::Unquoted, TextRange::new(self.at, self.at + written.len().max(1)));
        let is_plain =
            !written.contains(char::is_whitespace) && !rest[length.min(rest.len())..].starts_with(['"', '\'']);
        self.is_plain &= is_plain && !written.contains(['\\', '{', '}', '[', '(']);
        self.words.push(written.to_owned());
        self.at += length;
    }

    fn string(&mut self, quote: char) {
        let start = self.at;
        let inside = start + quote.len_utf8();
        let rest = &self.text[inside..];
        let mut end = None;
        let mut is_escaped = false;
        for (at, c) in rest.char_indices() {
            if is_escaped {
                is_escaped = false;
            } else if c == '\\' && quote == '"' {
                is_escaped = true;
            } else if closes(quote, c) {
                end = Some((at, c));
                break;
            }
        }
        // `"C:\"` ends where it seems to.
        let is_cut = end.is_none() && quote == '"';
        let end = end.or_else(|| rest.find('"').filter(|_| is_cut).map(|at| (at, '"')));
        let Some((length, close)) = end else {
            self.note(Slip::OpenQuote, self.here());
            self.is_plain = false;
            self.words.push(rest.to_owned());
            self.at = self.text.len();
            return;
        };
        let written = &rest[..length];
        let range = TextRange::new(start, inside + length + close.len_utf8());
        self.at = range.end;
        if quote == '\'' {
            self.note(Slip::SingleQuotes, range);
        } else if is_curly(quote) || is_curly(close) {
            self.note(Slip::CurlyQuotes, range);
        }
        if quote == '"' && close == '"' {
            if let Some(text) = json::string(range.of(self.text)) {
                self.words.push(text);
                return;
            }
            match written.char_indices().find(|(_, c)| *c < ' ') {
                Some((at, _)) => self.note(Slip::ControlCharacter, TextRange::new(inside + at, inside + at + 1)),
                None => self.note(Slip::Backslash, wrong_escape(written, inside)),
            }
            // An escaped dollar sign or quote may be meant as the shell has it.
            self.is_plain &= !["\\\"", "\\\\", "\\$", "\\'", "\\`"].iter().any(|it| written.contains(it));
        } else {
            // In other quotes a backslash may have been meant as an escape or not.
            self.is_plain &= !written.contains('\\') && !written.contains('"');
        }
        self.words.push(written.to_owned());
    }
}

/// The first backslash that begins no escape of JSON, with what follows it; `inside` is where `text` begins.
fn wrong_escape(text: &str, inside: usize) -> TextRange {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            let next = chars.next();
            if !next.is_some_and(|(_, c)| matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) {
                return TextRange::new(inside + at, inside + at + 1 + next.map_or(0, |(_, c)| c.len_utf8()));
            }
        }
    }
    TextRange::new(inside, inside + text.len())
}
