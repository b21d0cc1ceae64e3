//! How each family of tools reads the text of a `.env` file.
//!
//! One file per family; what differs between the family's members and releases is a dialect value. A grammar turns
//! text into assignments and problems: it does not look variables up and knows no precedence.

pub(super) mod compose;
pub(super) mod javascript;
pub(super) mod literal;
pub(super) mod node;
pub(super) mod python;

/// One `NAME=value` of a file, before `${…}` is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assignment {
    pub(super) name: String,
    /// `None` for a bare name.
    pub(super) value: Option<String>,
    /// The line of the name, counted from 1.
    pub(super) line: usize,
    /// Whether `${…}` in the value is replaced, for dialects whose quotes decide it.
    pub(super) expands: bool,
}

/// A line that the tool skips or refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadLine {
    pub(super) line: usize,
    pub(super) message: String,
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) assignments: Vec<Assignment>,
    /// In the order of the file.
    pub(super) bad_lines: Vec<BadLine>,
}

impl Parsed {
    fn assign(&mut self, name: impl Into<String>, value: impl Into<String>, line: usize) {
        self.assignments.push(Assignment { name: name.into(), value: Some(value.into()), line, expands: true });
    }

    fn bare(&mut self, name: impl Into<String>, line: usize) {
        self.assignments.push(Assignment { name: name.into(), value: None, line, expands: true });
    }

    fn bad(&mut self, line: usize, message: impl Into<String>) {
        self.bad_lines.push(BadLine { line, message: message.into() });
    }
}

/// Counts lines while a parser walks forward through its text.
#[derive(Clone, Copy, Debug)]
struct LineCounter<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line that holds `offset`, which is not before the one asked for last.
    fn line_at(&mut self, offset: usize) -> usize {
        let passed = self.text.get(self.at..offset).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.at = self.at.max(offset);
        self.line
    }
}

/// The first character of `text`, if there is one.
fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// How many bytes of `text` satisfy `test` from its start.
fn run(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.find(|c| !test(c)).unwrap_or(text.len())
}
