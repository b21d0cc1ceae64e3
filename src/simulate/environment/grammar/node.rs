//! Node's own parser, behind `--env-file` and `util.parseEnv`: `src/node_dotenv.cc` of <https://github.com/nodejs/node>.

use super::{LineCounter, Parsed};

/// What the rewrite between Node 20 and 22 changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    /// Node 20: only spaces are trimmed, and a line without `=` swallows the next one.
    Twenty,
    /// Node 20.12, 21.7 and 22.0: a pattern is looked for in the whole text, so that a commented line counts unless the
    /// match above has swallowed it.
    Pattern,
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
    if dialect == Dialect::Pattern {
        return parse_by_pattern(text);
    }
    let text = text.replace('\r', "");
    let mut parser = Parser { text: &text, rest: dialect.trim(&text), dialect, parsed: Parsed::default() };
    let mut lines = LineCounter::new(&text);
    while !parser.rest.is_empty() && parser.statement(&mut lines) {}
    parser.parsed
}

/// As those releases read it, whose pattern has no start of a line in it: a name, `=` or `:`, a value; behind the
/// value, blanks and one comment are a part of the match.
fn parse_by_pattern(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut lines = LineCounter::new(text);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let mut at = 0;
    while let Some(start) = text[at..].find(is_name).map(|found| at + found) {
        let end = text[start..].find(|c| !is_name(c)).map_or(text.len(), |found| start + found);
        let rest = text[end..].trim_start();
        let by_colon = text[end..].strip_prefix(':').filter(|value| value.starts_with(char::is_whitespace));
        // `export` is no name where one follows, and neither is a word without a sign.
        let Some(value) = by_colon.or_else(|| rest.strip_prefix('=')) else {
            at = end;
            continue;
        };
        let (written, behind) = pattern_value(value);
        let mut value = written.trim_matches([' ', '\t']).to_owned();
        if value.starts_with('"') {
            value = value.replace("\\n", "\n").replace("\\r", "\r");
        }
        let is_quoted = |quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote);
        if ['"', '\'', '`'].into_iter().any(is_quoted) {
            value = value[1..value.len() - 1].to_owned();
        }
        parsed.assign(&text[start..end], &value, lines.line_at(start));
        let behind = behind.trim_start();
        let comment = if behind.starts_with('#') { behind.find(['\n', '\r']).unwrap_or(behind.len()) } else { 0 };
        at = text.len() - behind.len() + comment;
    }
    parsed
}

/// The value at the start of a text, and what follows: quoted over lines, or up to a `#` or the end of the line.
fn pattern_value(text: &str) -> (&str, &str) {
    let quoted = text.trim_start();
    if let Some(quote) = quoted.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        let mut is_escaped = false;
        let end = quoted.char_indices().skip(1).find(|&(_, c)| {
            let ends = c == quote && !is_escaped;
            is_escaped = c == '\\';
            ends
        });
        if let Some((end, _)) = end {
            return quoted.split_at(end + 1);
        }
    }
    text.split_at(text.find(['#', '\r', '\n']).unwrap_or(text.len()))
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
    fn some_releases_count_commented_lines() {
        // As node 20.12.0, 20.12.2, 21.7.0, 21.7.3 and 22.0.0 read it; 20.11.1, 20.13.0 and 22.1.0 do not.
        let text = "# VAR=second\nA=1\n  # B=2\n#C=3\n# D=4 x\n# export E=5\n## F=6\n# \"G=7\"\n# no pair\nH=8\n";
        let parsed = parse(text, Dialect::Pattern);
        let seen: Vec<_> =
            parsed.assignments.iter().map(|it| (it.name.as_str(), it.value.as_deref().unwrap_or_default())).collect();
        assert_eq!(seen, [("VAR", "second"), ("A", "1"), ("C", "3"), ("E", "5"), ("G", "7\""), ("H", "8")]);
        assert_eq!(value("K=first\n# K=second\n", Dialect::Pattern).as_deref(), Some("first"));
        assert_eq!(value("K='x # y'\n", Dialect::Pattern).as_deref(), Some("x # y"));
    }

    #[test]
    fn lines_are_counted() {
        let parsed = parse("# c\n\nA=1\nB=\"x\ny\"\nC=3\n", Dialect::TwentyTwo);
        assert_eq!(parsed.assignments.iter().map(|a| a.line).collect::<Vec<_>>(), [3, 4, 6]);
    }
}
