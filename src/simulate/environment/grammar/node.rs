//! Node's own parser, behind `--env-file` and `util.parseEnv`: `src/node_dotenv.cc` of <https://github.com/nodejs/node>.

use super::{LineCounter, Parsed};

/// What the rewrite between Node 20 and 22 changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    /// Node 20: only spaces are trimmed, and a line without `=` swallows the next one.
    Twenty,
    /// Node 22 and newer: spaces, tabs and line breaks are trimmed, lines without `=` are skipped.
    TwentyTwo,
}

impl Dialect {
    fn is_trimmed(self, c: char) -> bool {
        c == ' ' || (self == Self::TwentyTwo && matches!(c, '\t' | '\n'))
    }

    fn trim(self, text: &str) -> &str {
        text.trim_matches(|c| self.is_trimmed(c))
    }
}

/// Reads a whole file.
pub(in super::super) fn parse(text: &str, dialect: Dialect) -> Parsed {
    let text = text.replace('\r', "");
    let mut parser = Parser { text: &text, rest: dialect.trim(&text), dialect, parsed: Parsed::default() };
    let mut lines = LineCounter::new(&text);
    while !parser.rest.is_empty() && parser.statement(&mut lines) {}
    parser.parsed
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    dialect: Dialect,
    parsed: Parsed,
}

impl<'a> Parser<'a> {
    fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }

    /// Reads a comment, an empty line or an assignment; false when the parser gives up.
    fn statement(&mut self, lines: &mut LineCounter<'_>) -> bool {
        let old = self.dialect == Dialect::Twenty;
        if self.rest.starts_with(['\n', '#']) {
            return self.skip_line(lines, old);
        }
        let line = lines.line_at(self.offset(self.rest));
        let end = if old { self.rest.find('=') } else { self.rest.find(['=', '\n']) };
        let Some(end) = end else {
            self.parsed.bad(line, "no NAME=value: Node skips the line");
            return false;
        };
        let (key, after) = (self.dialect.trim(&self.rest[..end]), &self.rest[end + 1..]);
        if self.rest[end..].starts_with('\n') {
            self.parsed.bad(line, "no NAME=value: Node skips the line");
            self.rest = self.dialect.trim(after);
            return true;
        }
        if old && key.contains('\n') {
            self.parsed.bad(line, "no NAME=value: Node 20 takes this line for a part of the next name, which is lost");
        }
        if old {
            if key.is_empty() {
                self.parsed.bad(line, "expected a name before =; Node 20 reads no further");
                return false;
            }
            self.rest = self.dialect.trim(after);
        } else if after.is_empty() || after.starts_with('\n') {
            self.parsed.assign(key, "", line);
            self.rest = after;
            return true;
        } else {
            self.rest = self.dialect.trim(after);
            if key.is_empty() {
                self.parsed.bad(line, "expected a name before =; Node skips it");
                return true;
            }
        }
        let key = key.strip_prefix("export ").map_or(key, |key| if old { key } else { self.dialect.trim(key) });
        self.value(key, line)
    }

    fn skip_line(&mut self, lines: &mut LineCounter<'_>, old: bool) -> bool {
        match self.rest.find('\n') {
            Some(end) => self.rest = &self.rest[end + 1..],
            // Node 20 reads a comment on the last line as if it were an assignment.
            None if old && self.rest.contains('=') => {
                let line = lines.line_at(self.offset(self.rest));
                let end = self.rest.find('=').unwrap_or_default();
                let key = self.dialect.trim(&self.rest[..end]);
                self.rest = &self.rest[end + 1..];
                return self.value(key, line);
            }
            None => self.rest = "",
        }
        true
    }

    fn value(&mut self, key: &'a str, line: usize) -> bool {
        if self.rest.is_empty() {
            self.parsed.assign(key, "", line);
            return false;
        }
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let line_end = self.rest.find('\n');
        let Some(quote) = quote else {
            let (value, rest) = line_end.map_or((self.rest, ""), |end| self.rest.split_at(end));
            let value = value.split('#').next().unwrap_or_default();
            self.parsed.assign(key, self.dialect.trim(value), line);
            self.rest = if self.dialect == Dialect::Twenty { rest } else { self.dialect.trim(rest) };
            return true;
        };
        if let Some(close) = self.rest[1..].find(quote).map(|at| at + 1) {
            let inner = &self.rest[1..close];
            self.parsed.assign(key, if quote == '"' { inner.replace("\\n", "\n") } else { inner.to_owned() }, line);
            let next = self.rest[close + 1..].find('\n').map(|at| close + 1 + at);
            self.rest = next.map_or("", |at| &self.rest[at..]);
            return true;
        }
        let (value, rest) = line_end.map_or((self.rest, ""), |end| self.rest.split_at(end));
        self.parsed.bad(line, "the closing quote is missing: Node keeps the opening quote in the value");
        if rest.is_empty() && self.dialect == Dialect::Twenty {
            // Without a line break behind it, the value is lost and read again as if it were the next name.
            return true;
        }
        self.parsed.assign(key, value, line);
        self.rest = if self.dialect == Dialect::Twenty { rest } else { self.dialect.trim(rest) };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, dialect: Dialect) -> Option<String> {
        parse(text, dialect).assignments.into_iter().rfind(|a| a.name == "K").and_then(|a| a.value)
    }

    #[test]
    fn the_two_generations_differ() {
        let cases: &[(&str, Option<&str>, Option<&str>)] = &[
            ("K=v#c\n", Some("v"), Some("v")),
            ("K=\"a\\nb\"\n", Some("a\nb"), Some("a\nb")),
            ("K='a\\nb'\n", Some("a\\nb"), Some("a\\nb")),
            ("K=\"a\\\"b\"\n", Some("a\\"), Some("a\\")),
            ("K=v\t#c\n", Some("v\t"), Some("v")),
            ("K\t=v\n", None, Some("v")),
            ("nothing\nK=v\n", None, Some("v")),
            ("=x\nK=v\n", None, Some("v")),
            ("K=\nL=1\n", Some(""), Some("")),
            ("K=\"open\nL=1\n", Some("\"open"), Some("\"open")),
        ];
        for (text, twenty, twenty_two) in cases {
            assert_eq!(value(text, Dialect::Twenty).as_deref(), *twenty, "20: {text:?}");
            assert_eq!(value(text, Dialect::TwentyTwo).as_deref(), *twenty_two, "22: {text:?}");
        }
    }

    #[test]
    fn lines_are_counted() {
        let parsed = parse("# c\n\nA=1\nB=\"x\ny\"\nC=3\n", Dialect::TwentyTwo);
        assert_eq!(parsed.assignments.iter().map(|a| a.line).collect::<Vec<_>>(), [3, 4, 6]);
    }
}
