//! YAML and JSON as a tree with lines: compose files, task definitions, manifests.
//!
//! Scalars keep the text that was written, because what `010` or `2024-01-01` means differs between tools.

use std::borrow::Cow;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use super::resolution::Problem;

/// Structures are not followed deeper than this many columns of indentation.
const DEEPEST_COLUMN: usize = 400;
/// What merging (`<<`) may produce.
const MOST_NODES: usize = 200_000;

/// A value in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Node {
    /// The line, counted from 1; 0 when the document has no text.
    pub(super) line: usize,
    /// `!override` and the like, without the `!`.
    pub(super) tag: Option<String>,
    pub(super) kind: Kind,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Kind {
    #[default]
    Null,
    /// A scalar without quotes that is not null: its meaning depends on its text.
    Plain(String),
    /// A quoted or block scalar, or a plain one that can only be text.
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One key of a map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) line: usize,
    pub(super) value: Node,
}

impl Node {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Takes the value below `key` out.
    pub(super) fn take(&mut self, key: &str) -> Option<Self> {
        let Kind::Map(entries) = &mut self.kind else { return None };
        entries.iter_mut().find(|entry| entry.key == key).map(|entry| std::mem::take(&mut entry.value))
    }

    pub(super) fn entries(&self) -> &[Entry] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }

    pub(super) fn items(&self) -> &[Self] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Plain(text) | Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of the scalar below `key`.
    pub(super) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }
}

/// Reads every document of a YAML or JSON text. After a mistake, the lines before it are still read.
pub(super) fn parse(text: &str, file: Option<&str>, problems: &mut Vec<Problem>) -> Vec<Node> {
    if let Some(line) = too_deep(text) {
        let message = format!("the line is indented by more than {DEEPEST_COLUMN} columns; the file is not read");
        problems.push(Problem::error(file, Some(line), message));
        return Vec::new();
    }
    let mut readable = text;
    for attempt in 0..8 {
        match MarkedYaml::load_from_str(readable) {
            Ok(documents) => {
                let mut conversion = Conversion { source: Source::new(readable), left: MOST_NODES };
                let nodes = documents.iter().map(|document| conversion.node(document)).collect();
                if conversion.left == 0 {
                    problems.push(Problem::error(file, None, "aliases and << make the document too large to follow"));
                }
                return nodes;
            }
            Err(error) => {
                let line = error.marker().line().max(1);
                if attempt == 0 {
                    problems.push(Problem::error(file, Some(line), expectation(error.info())));
                }
                readable = before_line(readable, line);
            }
        }
    }
    Vec::new()
}

/// The parser's words, with what was expected where they do not say it.
fn expectation(info: &str) -> String {
    if info.contains("expected") || info.contains("duplicate") || info.contains("alias") {
        format!("not valid YAML: {info}")
    } else {
        format!("not valid YAML: {info}; expected `name: value`, `- item` or a comment, indented with spaces")
    }
}

fn before_line(text: &str, line: usize) -> &str {
    let cut = text.match_indices('\n').nth(line.saturating_sub(2)).map_or(0, |(at, _)| at + 1);
    if line <= 1 || cut >= text.len() {
        // The mistake shows only at the end: give up the last line.
        let end = text.trim_end().rfind('\n').map_or(0, |at| at + 1);
        return &text[..if line <= 1 { 0 } else { end }];
    }
    &text[..cut]
}

/// The first line that is indented so far that its structure cannot be followed safely.
fn too_deep(text: &str) -> Option<usize> {
    let indent = |line: &str| line.find(|c| !matches!(c, ' ' | '-' | '?' | ':')).unwrap_or(line.len());
    text.lines().position(|line| line.len() > DEEPEST_COLUMN && indent(line) > DEEPEST_COLUMN).map(|index| index + 1)
}

/// The text of a document, addressed by characters as the parser counts them.
struct Source<'a> {
    text: &'a str,
    /// Where each character starts; empty when every character is one byte.
    starts: Vec<usize>,
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Self {
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { text, starts }
    }

    fn byte(&self, character: usize) -> usize {
        if self.starts.is_empty() { character } else { self.starts.get(character).copied().unwrap_or(self.text.len()) }
    }

    fn written(&self, node: &MarkedYaml<'_>) -> &'a str {
        let (start, end) = (self.byte(node.span.start.index()), self.byte(node.span.end.index()));
        self.text.get(start..end).unwrap_or_default()
    }
}

struct Conversion<'a> {
    source: Source<'a>,
    left: usize,
}

impl Conversion<'_> {
    fn node(&mut self, node: &MarkedYaml<'_>) -> Node {
        self.left = self.left.saturating_sub(1);
        let line = node.span.start.line();
        if self.left == 0 {
            return Node { line, ..Node::default() };
        }
        let kind = match &node.data {
            YamlData::Value(scalar) => self.scalar(scalar, node),
            YamlData::Sequence(items) => Kind::List(items.iter().map(|item| self.node(item)).collect()),
            YamlData::Mapping(map) => {
                let mut entries: Vec<Entry> = Vec::with_capacity(map.len());
                let mut merged = Vec::new();
                for (key, value) in map {
                    let (name, value) = (key_text(key), self.node(value));
                    if name == "<<" {
                        merged.push(value);
                    } else {
                        entries.push(Entry { key: name, line: key.span.start.line(), value });
                    }
                }
                for source in merged {
                    self.merge(&mut entries, source);
                }
                Kind::Map(entries)
            }
            YamlData::Tagged(tag, inner) => {
                let inner = self.node(inner);
                return Node { tag: Some(tag.suffix.clone()), line: inner.line.max(line), ..inner };
            }
            YamlData::Representation(text, _, _) => Kind::Text(text.to_string()),
            YamlData::Alias(_) | YamlData::BadValue => Kind::Null,
        };
        Node { line, tag: None, kind }
    }

    /// Adds the keys of `<<` that the map does not have itself; of several sources the first wins.
    fn merge(&mut self, entries: &mut Vec<Entry>, source: Node) {
        let sources = match source.kind {
            Kind::List(items) => items,
            _ => vec![source],
        };
        let mut known: std::collections::BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
        for source in sources {
            let Kind::Map(added) = source.kind else { continue };
            for entry in added {
                self.left = self.left.saturating_sub(1);
                if self.left > 0 && known.insert(entry.key.clone()) {
                    entries.push(entry);
                }
            }
        }
    }

    fn scalar(&self, scalar: &Scalar<'_>, node: &MarkedYaml<'_>) -> Kind {
        let written = self.source.written(node);
        // The place of an alias is the alias itself, so its text is the parsed value's.
        let plain = !written.starts_with(['*', '"', '\'', '|', '>']) && !written.is_empty();
        match scalar {
            Scalar::Null => Kind::Null,
            Scalar::String(text) if plain => Kind::Plain(text.to_string()),
            Scalar::String(text) => Kind::Text(text.to_string()),
            _ if plain => Kind::Plain(written.trim_end().to_owned()),
            Scalar::Boolean(value) => Kind::Plain(value.to_string()),
            Scalar::Integer(value) => Kind::Plain(value.to_string()),
            Scalar::FloatingPoint(value) => Kind::Plain(value.to_string()),
        }
    }
}

fn key_text(key: &MarkedYaml<'_>) -> String {
    let text: Cow<'_, str> = match &key.data {
        YamlData::Value(Scalar::String(text)) => text.clone(),
        YamlData::Value(Scalar::Boolean(value)) => value.to_string().into(),
        YamlData::Value(Scalar::Integer(value)) => value.to_string().into(),
        YamlData::Value(Scalar::FloatingPoint(value)) => value.to_string().into(),
        _ => Cow::Borrowed(""),
    };
    text.into_owned()
}

/// A JSON value that has no text, and so no lines.
pub(super) fn from_json(value: &serde_json::Value) -> Node {
    use serde_json::Value;
    let kind = match value {
        Value::Null => Kind::Null,
        Value::Bool(value) => Kind::Plain(value.to_string()),
        Value::Number(value) => Kind::Plain(value.to_string()),
        Value::String(text) => Kind::Text(text.clone()),
        Value::Array(items) => Kind::List(items.iter().map(from_json).collect()),
        Value::Object(map) => {
            let entry = |(key, value): (&String, &Value)| Entry { key: key.clone(), line: 0, value: from_json(value) };
            Kind::Map(map.iter().map(entry).collect())
        }
    };
    Node { line: 0, tag: None, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (Node, Vec<Problem>) {
        let mut problems = Vec::new();
        let node = parse(text, Some("f"), &mut problems).into_iter().next().unwrap_or_default();
        (node, problems)
    }

    #[test]
    fn scalars_keep_their_text_and_line() {
        let (node, problems) = one("a: 010\nb: \"010\"\nc: ~\nd: é 1.10\ne: 1.10\nf: !override\n  - x\n");
        assert!(problems.is_empty(), "{problems:?}");
        let kinds: Vec<_> = node.entries().iter().take(5).map(|entry| entry.value.kind.clone()).collect();
        let (plain, text) = (|text: &str| Kind::Plain(text.into()), |text: &str| Kind::Text(text.into()));
        assert_eq!(kinds, [plain("010"), text("010"), Kind::Null, plain("é 1.10"), plain("1.10")]);
        assert_eq!(node.entries().iter().map(|entry| entry.line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(node.get("f").and_then(|f| f.tag.as_deref()), Some("override"));
    }

    #[test]
    fn merged_keys_do_not_override_own_ones() {
        let (node, _) = one("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n");
        let z = node.get("z").expect("z is there");
        let seen: Vec<_> = ["a", "b", "c"].iter().map(|key| z.text_of(key)).collect();
        assert_eq!(seen, [Some("3"), Some("1"), Some("2")]);
    }

    #[test]
    fn a_mistake_names_its_line_and_keeps_what_stands_before() {
        let (node, problems) = one("services:\n  app:\n    image: x\n  \"open\n");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].line.is_some_and(|line| (4..=5).contains(&line)), "{problems:?}");
        assert_eq!(node.get("services").and_then(|s| s.get("app")?.text_of("image")), Some("x"));
    }

    #[test]
    fn bombs_end_quickly() {
        let lines = |first: &str, line: &dyn Fn(usize) -> String| {
            let rest: Vec<_> = (1..40).map(line).collect();
            format!("{first}\n{}", rest.concat())
        };
        let nine = |n: usize| vec![format!("*a{n}"); 9].join(", ");
        let bomb = lines("a0: &a0 [x]", &|n| format!("a{n}: &a{n} [{}]\n", nine(n - 1)));
        let merges = lines("a0: &a0 {k: v}", &|n| format!("a{n}: &a{n}\n  x{n}: [*a{0}, *a{0}]\n  <<: *a{0}\n", n - 1));
        for text in [bomb, merges, "- ".repeat(400_000), "[".repeat(100_000)] {
            assert_eq!(one(&text).1.len(), 1);
        }
    }
}
