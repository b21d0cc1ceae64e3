//! python-dotenv: <https://github.com/theskumar/python-dotenv>, `parser.py`.
//!
//! A statement is a key, blanks, optionally `=` and a value, a comment, the end of the line. One that breaks off is
//! dropped with the rest of its line, and the next line parses as if nothing had happened.

use std::borrow::Cow;

use super::{LineCounter, Parsed, first, run};

/// What changed in python-dotenv 1.2.3.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Dialect {
    /// A byte order mark at the start is dropped.
    pub(in super::super) skips_byte_order_mark: bool,
    /// `A= # comment` is empty instead of `# comment`.
    pub(in super::super) comment_may_follow_blank: bool,
    /// `\\` before a quote leaves the quote free; before, a backslash in front of a quote could also end the value.
    pub(in super::super) strict_escapes: bool,
}

impl Dialect {
    /// Release 1.2.3 and newer.
    pub(in super::super) const NEW: Self =
        Self { skips_byte_order_mark: true, comment_may_follow_blank: true, strict_escapes: true };
    /// Before release 1.2.3.
    pub(in super::super) const OLD: Self =
        Self { skips_byte_order_mark: false, comment_may_follow_blank: false, strict_escapes: false };
}

/// White space as Python's `\s` on text sees it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

fn is_blank(c: char) -> bool {
    is_space(c) && c != '\n' && c != '\r'
}

/// Reads a whole file. Line ends are `\n`, `\r\n` or `\r`, as Python opens files in text mode.
pub(in super::super) fn parse(text: &str, dialect: Dialect) -> Parsed {
    let text = universal_newlines(text);
    let text = if dialect.skips_byte_order_mark { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
    let mut reader = Reader { text, at: 0, dialect, unterminated: [usize::MAX; 2] };
    let mut lines = LineCounter::new(text);
    let mut parsed = Parsed::default();
    loop {
        reader.at += run(&text[reader.at..], is_space);
        if reader.at >= text.len() {
            return parsed;
        }
        let line = lines.line_at(reader.at);
        match reader.binding() {
            Ok((Some(name), Some(value))) => parsed.assign(name, value, line),
            Ok((Some(name), None)) => parsed.bare(name, line),
            Ok((None, _)) => {}
            Err(message) => {
                reader.skip_line();
                parsed.bad(line, format!("{message}; python-dotenv skips the line"));
            }
        }
    }
}

fn universal_newlines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    dialect: Dialect,
    /// From here on no single (double) quote ends; spares a second search.
    unterminated: [usize; 2],
}

type Binding = (Option<String>, Option<String>);

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self, test: impl Fn(char) -> bool) -> &'a str {
        let taken = &self.rest()[..run(self.rest(), test)];
        self.at += taken.len();
        taken
    }

    fn skip_line(&mut self) {
        self.skip(|c| c != '\n');
    }

    fn binding(&mut self) -> Result<Binding, &'static str> {
        if let Some(after) = self.rest().strip_prefix("export")
            && first(after).is_some_and(is_blank)
        {
            self.at += "export".len();
            self.skip(is_blank);
        }
        let name = self.key()?;
        self.skip(is_blank);
        let mut value = None;
        if self.rest().starts_with('=') {
            self.at += 1;
            let blanks = self.skip(is_blank);
            let comment = self.dialect.comment_may_follow_blank && !blanks.is_empty() && self.rest().starts_with('#');
            value = Some(if comment { String::new() } else { self.value()? });
        }
        let blanks = run(self.rest(), is_blank);
        if self.rest()[blanks..].starts_with('#') {
            self.skip_line();
        }
        self.skip(is_blank);
        match first(self.rest()) {
            None | Some('\n') => Ok((name, value)),
            Some(_) if value.is_some() => Err("text follows the closing quote"),
            Some(_) => Err("expected NAME=value"),
        }
    }

    fn key(&mut self) -> Result<Option<String>, &'static str> {
        match first(self.rest()) {
            Some('#') => Ok(None),
            Some('\'') => {
                let inner = &self.rest()[1..];
                let end = inner.find('\'').filter(|end| *end > 0).ok_or("the quoted name has no end")?;
                self.at += end + 2;
                Ok(Some(inner[..end].to_owned()))
            }
            _ => match self.skip(|c| c != '=' && c != '#' && !is_space(c)) {
                "" => Err("expected a name before ="),
                name => Ok(Some(name.to_owned())),
            },
        }
    }

    fn value(&mut self) -> Result<String, &'static str> {
        match first(self.rest()) {
            Some('\'') => self.quoted('\'').map(|inner| unescape(inner, "\\'")),
            Some('"') => self.quoted('"').map(|inner| unescape(inner, "\\'\"abfnrtv")),
            _ => Ok(without_comment(self.skip(|c| c != '\n')).to_owned()),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<&'a str, &'static str> {
        let unterminated = &mut self.unterminated[usize::from(quote == '"')];
        let start = self.at + 1;
        if start >= *unterminated {
            return Err("the closing quote is missing");
        }
        let Some(end) = closing_quote(&self.text[start..], quote, self.dialect.strict_escapes) else {
            *unterminated = start;
            return Err("the closing quote is missing");
        };
        self.at = start + end + 1;
        Ok(&self.text[start..start + end])
    }
}

/// Where the value ends: at the first quote that no backslash precedes. Before 1.2.3 a backslash escaped only a
/// quote, and where no free quote followed, the last escaped one ended the value.
fn closing_quote(text: &str, quote: char, strict: bool) -> Option<usize> {
    let (mut escaped, mut last_escaped) = (false, None);
    for (at, c) in text.char_indices() {
        match c {
            _ if c == quote && escaped => {
                last_escaped = Some(at);
                escaped = false;
            }
            _ if c == quote => return Some(at),
            '\\' => escaped = !strict || !escaped,
            _ => escaped = false,
        }
    }
    last_escaped.filter(|_| !strict)
}

/// Replaces `\x` for the `x` in `known`.
fn unescape(text: &str, known: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = first(rest.as_str()).filter(|next| c == '\\' && known.contains(*next));
        let Some(next) = next else {
            out.push(c);
            continue;
        };
        rest.next();
        out.push(match next {
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            other => other,
        });
    }
    out
}

/// An unquoted value without the comment that a blank and `#` begin, and without blanks at its end.
fn without_comment(value: &str) -> &str {
    let comment = value.match_indices('#').find(|(at, _)| value[..*at].ends_with(is_space));
    comment.map_or(value, |(at, _)| &value[..at]).trim_end_matches(is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str, dialect: Dialect) -> Vec<(String, Option<String>)> {
        parse(text, dialect).assignments.into_iter().map(|a| (a.name, a.value)).collect()
    }

    #[test]
    fn statements_in_the_newest_release() {
        let cases: &[(&str, &str, Option<&str>)] = &[
            ("export  K = v", "K", Some("v")),
            ("'my key'=v", "my key", Some("v")),
            ("K=#v", "K", Some("#v")),
            ("K= #v", "K", Some("")),
            ("K=a #b", "K", Some("a")),
            ("K='a\\'b\\n'", "K", Some("a'b\\n")),
            ("K=\"a\\tb\\q\"", "K", Some("a\tb\\q")),
            ("K=\"a\nb\"", "K", Some("a\nb")),
            ("K", "K", None),
            ("K=", "K", Some("")),
        ];
        for (text, name, value) in cases {
            let want = vec![((*name).to_owned(), value.map(str::to_owned))];
            assert_eq!(pairs(text, Dialect::NEW), want, "{text:?}");
        }
    }

    #[test]
    fn a_broken_line_is_dropped_alone() {
        let parsed = parse("A=\"x\"y\nB=2\nC='open\nD=4", Dialect::NEW);
        let names: Vec<_> = parsed.assignments.iter().map(|a| (a.name.as_str(), a.line)).collect();
        assert_eq!(names, [("B", 2), ("D", 4)]);
        assert_eq!(parsed.bad_lines.iter().map(|bad| bad.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_backslash_before_the_closing_quote_changed_in_1_2_3() {
        let text = "A=\"C:\\dir\\\"\nB=2";
        assert_eq!(pairs(text, Dialect::NEW), [("B".into(), Some("2".into()))]);
        assert_eq!(pairs(text, Dialect::OLD)[0], ("A".into(), Some("C:\\dir\\".into())));
    }

    #[test]
    fn many_open_quotes_take_linear_time() {
        let text = "A=\"\\\"\n".repeat(40_000);
        assert!(parse(&text, Dialect::NEW).assignments.len() <= 40_000);
    }
}
