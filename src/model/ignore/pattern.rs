use super::super::path::{CharClass, Glob, GlobPiece};

/// One pattern of a `.dockerignore`: a glob with `**` for any number of directories.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
    form: Form,
}

/// How the builder compares; plain forms also differ in what they match (see [`Form::Ending`]).
#[derive(Clone, Debug)]
enum Form {
    /// No wildcard: the path must be equal.
    Exact,
    /// Plain text before a final `**`: the path must start with it.
    Beginning(String),
    /// Plain text after a first `**`: the path must end with it, so that `**x` matches `ax`. If it starts with `/`,
    /// the rest may also be the whole path.
    Ending(String),
    /// Anything else.
    Steps {
        /// The plain text that every match starts with.
        start: String,
        /// The plain text after the last `/` and wildcard, with which every match ends.
        end: String,
        /// The pattern from the start to the end.
        steps: Vec<Step>,
    },
}

#[derive(Clone, Debug)]
enum Step {
    /// One character of the set.
    One(Set),
    /// Any number of characters of the set.
    Many(Set),
    /// The next steps, as many as told, may be left out.
    Optional(usize),
    /// Nothing, but only at the start of the path. A `^` that is no part of a class means this to the builder.
    AtStart,
}

impl Step {
    /// The one character that the step takes.
    const fn char(&self) -> Option<char> {
        match self {
            Self::One(Set::Char(char)) => Some(*char),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
enum Set {
    Char(char),
    NotSlash,
    NotLineBreak,
    Class(CharClass),
}

impl Set {
    fn contains(&self, char: char) -> bool {
        match self {
            Self::Char(expected) => *expected == char,
            Self::NotSlash => char != '/',
            Self::NotLineBreak => char != '\n',
            Self::Class(class) => class.contains(char),
        }
    }
}

impl Pattern {
    /// Reads a clean pattern that is not empty; `None` if Go's `filepath.Match` or the builder would refuse it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let glob = Glob::parse(text)?;
        let form = Form::new(text, glob.pieces())?;
        Some(Self { text: text.to_owned(), form })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pattern matches the whole path.
    pub(super) fn matches(&self, path: &str) -> bool {
        match &self.form {
            Form::Exact => path == self.text,
            Form::Beginning(start) => path.starts_with(start),
            Form::Ending(end) => path.ends_with(end) || end.strip_prefix('/') == Some(path),
            // The cheap comparisons settle nearly every path.
            Form::Steps { start, end, steps } => path.starts_with(start) && path.ends_with(end) && matches(steps, path),
        }
    }
}

impl Form {
    fn new(text: &str, pieces: &[GlobPiece]) -> Option<Self> {
        let is_plain = |text: &str| !text.contains(['*', '?', '[', ']', '\\']);
        if is_plain(text) {
            return Some(Self::Exact);
        }
        if let Some(end) = text.strip_prefix("**").filter(|end| is_plain(end)) {
            return Some(Self::Ending(end.to_owned()));
        }
        if let Some(start) = text.strip_suffix("**").filter(|start| is_plain(start)) {
            return Some(Self::Beginning(start.to_owned()));
        }
        let steps = Self::steps(pieces)?;
        let start = steps.iter().map_while(Step::char).collect();
        // Only up to a `/`, which may belong to a `**/` that matches nothing.
        let reversed: Vec<char> = steps.iter().rev().map_while(Step::char).take_while(|char| *char != '/').collect();
        Some(Self::Steps { start, end: reversed.into_iter().rev().collect(), steps })
    }

    fn steps(pieces: &[GlobPiece]) -> Option<Vec<Step>> {
        let mut steps = Vec::with_capacity(pieces.len());
        let mut rest = pieces;
        while let Some((piece, after)) = rest.split_first() {
            rest = after;
            match piece {
                GlobPiece::AnyText if rest.first() == Some(&GlobPiece::AnyText) => {
                    rest = &rest[1..];
                    if rest.first() == Some(&GlobPiece::Char('/')) {
                        rest = &rest[1..];
                    }
                    if !rest.is_empty() {
                        steps.push(Step::Optional(2));
                    }
                    steps.push(Step::Many(Set::NotLineBreak));
                    if !rest.is_empty() {
                        steps.push(Step::One(Set::Char('/')));
                    }
                }
                GlobPiece::AnyText => steps.push(Step::Many(Set::NotSlash)),
                GlobPiece::AnyChar => steps.push(Step::One(Set::NotSlash)),
                GlobPiece::Char('^') => steps.push(Step::AtStart),
                GlobPiece::Char(char) => steps.push(Step::One(Set::Char(*char))),
                GlobPiece::Class(class) if class.has_reversed_range() => return None,
                GlobPiece::Class(class) => steps.push(Step::One(Set::Class(class.clone()))),
            }
        }
        Some(steps)
    }
}

/// Follows all ways through the steps at once: time is the product of both lengths, whatever the pattern.
fn matches(steps: &[Step], path: &str) -> bool {
    let mut reached = vec![false; steps.len() + 1];
    let mut next = reached.clone();
    reached[0] = true;
    pass_through(steps, &mut reached, true);
    for char in path.chars() {
        next.fill(false);
        for (index, step) in steps.iter().enumerate().filter(|(index, _)| reached[*index]) {
            match step {
                Step::One(set) if set.contains(char) => next[index + 1] = true,
                Step::Many(set) if set.contains(char) => next[index] = true,
                _ => {}
            }
        }
        pass_through(steps, &mut next, false);
        std::mem::swap(&mut reached, &mut next);
    }
    reached[steps.len()]
}

/// Marks the steps that can be reached without a further character.
fn pass_through(steps: &[Step], reached: &mut [bool], is_start: bool) {
    for (index, step) in steps.iter().enumerate() {
        if !reached[index] {
            continue;
        }
        match step {
            Step::One(_) => {}
            Step::Many(_) => reached[index + 1] = true,
            Step::Optional(count) => {
                reached[index + 1] = true;
                reached[index + 1 + count] = true;
            }
            Step::AtStart => reached[index + 1] |= is_start,
        }
    }
}
