//! JSON as a tree with lines, read to the end whatever stands in it.
//!
//! AWS refuses a document with one comma too many; a person wants to know the line and see the rest. So every mistake is
//! a [`Problem`], and reading goes on as if the text had been right.

use std::collections::BTreeSet;

use super::document::{Entry, Kind, Node};
use super::resolution::Problem;

/// Lists and objects are not followed deeper.
const DEEPEST: usize = 100;
/// Mistakes named per text: one missing quote makes many.
const MOST_PROBLEMS: usize = 8;

/// Reads one value.
pub(super) fn parse(text: &str, file: Option<&str>, problems: &mut Vec<Problem>) -> Node {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest: text, line: 1, depth: 0, file, problems: Vec::new() };
    let node = reader.value().unwrap_or_default();
    reader.blank();
    if reader.depth <= DEEPEST && !reader.rest.is_empty() {
        reader.expected("nothing behind the end of the document");
    }
    problems.append(&mut reader.problems);
    node
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    /// Beyond [`DEEPEST`], nothing is read any more.
    depth: usize,
    file: Option<&'a str>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, line: usize, message: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem::error(self.file, Some(line), message));
        }
    }

    /// Says what should stand here and what does.
    fn expected(&mut self, what: &str) {
        let found = match self.rest.chars().next() {
            None => "the text ends".to_owned(),
            Some(found) if found.is_alphanumeric() => format!("found {}", self.bare().0),
            Some(found) => format!("found {found}"),
        };
        self.problem(self.line, format!("not valid JSON: expected {what}, {found}"));
    }

    fn take(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
    }

    fn next_is(&mut self, char: char) -> bool {
        let is = self.rest.starts_with(char);
        if is {
            self.take(char.len_utf8());
        }
        is
    }

    /// Passes over blanks, and over comments, which JSON does not have.
    fn blank(&mut self) {
        loop {
            let blanks = self.rest.len() - self.rest.trim_start().len();
            self.take(blanks);
            let comment = if self.rest.starts_with("//") || self.rest.starts_with('#') {
                self.rest.find('\n')
            } else if self.rest.starts_with("/*") {
                self.rest.find("*/").map(|at| at + 2)
            } else {
                return;
            };
            self.problem(self.line, "not valid JSON: there are no comments in JSON".to_owned());
            self.take(comment.unwrap_or(self.rest.len()));
        }
    }

    fn value(&mut self) -> Option<Node> {
        self.blank();
        let line = self.line;
        let kind = match self.rest.chars().next()? {
            '{' => self.nested(Self::object),
            '[' => self.nested(Self::list),
            '"' | '\'' => Kind::Text(self.string()),
            '}' | ']' | ',' | ':' => {
                self.expected("a value");
                return None;
            }
            _ => self.word(),
        };
        Some(Node { line, tag: None, kind })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Kind) -> Kind {
        if self.depth > DEEPEST {
            return Kind::Null;
        }
        if self.depth == DEEPEST {
            self.problem(self.line, format!("nested more than {DEEPEST} levels deep; the rest is not read"));
            self.depth += 1;
            self.rest = "";
            return Kind::Null;
        }
        self.depth += 1;
        let kind = read(self);
        if self.depth <= DEEPEST {
            self.depth -= 1;
        }
        kind
    }

    fn list(&mut self) -> Kind {
        let opened = self.line;
        let mut items = Vec::new();
        self.take(1);
        while !self.ends(']', opened, items.is_empty()) {
            let before = self.rest.len();
            items.extend(self.value());
            self.go_on(before);
        }
        Kind::List(items)
    }

    fn object(&mut self) -> Kind {
        let opened = self.line;
        let mut entries: Vec<Entry> = Vec::new();
        self.take(1);
        while !self.ends('}', opened, entries.is_empty()) {
            let (before, line) = (self.rest.len(), self.line);
            let key = match self.rest.chars().next() {
                Some('"' | '\'') => self.string(),
                Some(found) if found.is_alphanumeric() || found == '_' => {
                    self.expected("a name in double quotes");
                    let (word, length) = self.bare();
                    self.take(length);
                    word
                }
                _ => {
                    self.expected("a name in double quotes");
                    self.go_on(before);
                    continue;
                }
            };
            self.blank();
            if !self.next_is(':') {
                self.expected(&format!(": behind \"{key}\""));
            }
            if let Some(value) = self.value() {
                entries.push(Entry { key, line, value });
            }
            self.go_on(before);
        }
        Kind::Map(last_of_each(entries))
    }

    /// Whether the list or object ends here. Otherwise the comma before the next item is passed.
    fn ends(&mut self, close: char, opened: usize, is_empty: bool) -> bool {
        self.blank();
        if self.next_is(close) {
            return true;
        }
        if self.rest.is_empty() {
            if self.depth <= DEEPEST {
                self.problem(
                    self.line,
                    format!("not valid JSON: expected {close} for what line {opened} opens, the text ends"),
                );
            }
            return true;
        }
        if self.rest.starts_with(['}', ']']) {
            // The wrong bracket: it closes what it can.
            self.expected(&format!("{close} for what line {opened} opens"));
            self.take(1);
            return true;
        }
        if is_empty {
            return false;
        }
        if !self.next_is(',') {
            self.expected(&format!(", or {close}"));
            return false;
        }
        self.blank();
        if self.rest.starts_with(close) {
            self.problem(self.line, format!("not valid JSON: expected another item behind the comma, found {close}"));
            self.take(1);
            return true;
        }
        false
    }

    /// Every turn of a loop takes something away.
    fn go_on(&mut self, before: usize) {
        if let Some(char) = self.rest.chars().next().filter(|_| self.rest.len() == before) {
            self.take(char.len_utf8());
        }
    }

    /// The letters and digits that come next, and their length.
    fn bare(&self) -> (String, usize) {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.');
        let length = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        (self.rest[..length].chars().take(40).collect(), length)
    }

    fn word(&mut self) -> Kind {
        let (word, length) = self.bare();
        let is_known = matches!(word.as_str(), "true" | "false" | "null");
        if !is_known && word.parse::<f64>().is_err() {
            self.expected("a value: text in double quotes, a number, true, false, null, { or [");
        }
        self.take(length.max(self.rest.chars().next().map_or(0, char::len_utf8)));
        if word == "null" { Kind::Null } else { Kind::Plain(word) }
    }

    fn string(&mut self) -> String {
        let quote = if self.rest.starts_with('"') { '"' } else { '\'' };
        if quote == '\'' {
            self.problem(self.line, "not valid JSON: expected double quotes, found single ones".to_owned());
        }
        self.take(1);
        let mut out = String::new();
        loop {
            let Some(at) = self.rest.find([quote, '\\', '\n']) else {
                self.problem(self.line, format!("not valid JSON: expected {quote} at the end of the text"));
                out.push_str(self.rest);
                self.rest = "";
                return out;
            };
            out.push_str(&self.rest[..at]);
            let found = self.rest.as_bytes()[at];
            self.rest = &self.rest[at..];
            match found {
                b'\n' => {
                    self.problem(self.line, format!("not valid JSON: expected {quote} before the end of the line"));
                    return out.trim_end_matches([',', '\r']).to_owned();
                }
                b'\\' => self.escape(&mut out),
                _ => {
                    self.take(1);
                    return out;
                }
            }
        }
    }

    fn escape(&mut self, out: &mut String) {
        self.take(1);
        let Some(escaped) = self.rest.chars().next().filter(|c| *c != '\n') else { return };
        self.take(escaped.len_utf8());
        match escaped {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'u' => {
                let high = self.unit();
                let low = (0xd800..0xdc00).contains(&high).then(|| self.rest.strip_prefix("\\u")).flatten();
                let mut units = vec![high];
                if let Some(rest) = low {
                    self.rest = rest;
                    units.push(self.unit());
                }
                out.push_str(&String::from_utf16_lossy(&units));
            }
            '"' | '\\' | '/' => out.push(escaped),
            other => {
                self.problem(
                    self.line,
                    format!("not valid JSON: expected one of \"\\/bfnrtu behind \\, found {other}"),
                );
                out.push(other);
            }
        }
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> u16 {
        let digits = self.rest.bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
        let unit = u16::from_str_radix(&self.rest[..digits], 16).unwrap_or(0xfffd);
        if digits < 4 {
            self.expected("four hexadecimal digits behind \\u");
        }
        self.rest = &self.rest[digits..];
        unit
    }
}

/// Of entries with one name, the last counts.
fn last_of_each(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = BTreeSet::new();
    let is_last: Vec<bool> = entries.iter().rev().map(|entry| seen.insert(entry.key.clone())).collect();
    let mut is_last = is_last.into_iter().rev();
    entries.retain(|_| is_last.next().unwrap_or(true));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Node, Vec<(usize, String)>) {
        let mut problems = Vec::new();
        let node = parse(text, Some("f"), &mut problems);
        (node, problems.into_iter().map(|it| (it.line.unwrap_or(0), it.message)).collect())
    }

    #[test]
    fn what_is_right_is_read_without_a_word() {
        let text = "{\"a\": [1, -2.5e3, true, null, \"x\\n\\u00e9\\ud83d\\ude00\\\"\"],\n\"b\": {}, \"c\": [], \"b\": \"last\"}\n";
        let (node, problems) = read(text);
        assert_eq!(problems, []);
        assert_eq!(node.get("a").map(|a| a.items().len()), Some(5));
        assert_eq!(node.get("a").and_then(|a| a.items()[4].text()), Some("x\né😀\""));
        assert_eq!(node.text_of("b"), Some("last"));
        assert_eq!(node.entries().last().map(|entry| entry.line), Some(2));
    }

    #[test]
    fn every_mistake_names_its_line_and_leaves_the_rest() {
        let cases = [
            ("{\"a\": 1\n\"b\": 2}", 2, ", or }"),
            ("{\"a\": 1,\n\"b\": 2,\n}", 3, "another item"),
            ("{\"a\": 1,\n\"b\" 2}", 2, ": behind \"b\""),
            ("{\"a\": 1,\n// why\n\"b\": 2}", 2, "no comments"),
            ("{\"a\": 1,\nb: 2}", 2, "double quotes"),
            ("{'a': 1,\n\"b\": 2}", 1, "double quotes"),
            ("{\"a\": 1,\n\"b\": 2", 2, "the text ends"),
            ("{\"a\": 1,\n\"b\": 2]", 2, "} for what line 1 opens"),
            ("{\"a\": 1, \"c\": \"open,\n\"b\": 2}", 1, "end of the line"),
            ("{\"a\": 1, \"b\": 2}\n}", 2, "nothing behind"),
            ("{\"a\": 1, \"b\": 2, \"c\": yes}", 1, "a value"),
        ];
        for (text, line, word) in cases {
            let (node, problems) = read(text);
            assert!(problems.iter().any(|it| it.0 == line && it.1.contains(word)), "{text}: {problems:?}");
            assert_eq!((node.text_of("a"), node.text_of("b")), (Some("1"), Some("2")), "{text}: {problems:?}");
        }
    }

    #[test]
    fn depth_and_noise_end_quickly() {
        for text in ["[".repeat(300_000), "{\"a\":".repeat(300_000), ",".repeat(300_000), "[,:}".repeat(100_000)] {
            let (_, problems) = read(&text);
            assert!((1..=MOST_PROBLEMS).contains(&problems.len()), "{problems:?}");
        }
    }
}
