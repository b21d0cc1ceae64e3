//! `.dockerignore`: which paths of the build context the builder never sees, and which line decides.
//!
//! Knows lines, patterns and paths. Does not know files, directories or Dockerfiles; a pattern treats files and
//! directories alike, and one that matches a directory holds for all below it.
//!
//! Deliberately simpler than the builder in corners that no real file has: inside `[…]`, the characters `*` and `?`
//! are themselves, `\d` is the letter d, and `[[:alpha:]]` is no named class (the builder turns patterns into regular
//! expressions and gets these three wrong or different).
//!
//! Source: moby/patternmatcher (`patternmatcher.go`, `ignorefile/ignorefile.go`), tonistiigi/fsutil (`filter.go`), and
//! for COPY sources moby/buildkit (`dockerfile2llb/validations.go`).

mod pattern;
/// The line of an ignore file that means this very path and what is below it; `None` where there is no such line.
pub fn literal_pattern(path: &str) -> Option<String> {
    let mut line = String::with_capacity(path.len());
    for (at, c) in path.char_indices() {
        // In the first column, `#` and `!` begin something else.
        if matches!(c, '*' | '?' | '[' | '\\') || (at == 0 && matches!(c, '#' | '!')) {
            line.push('\\');
        }
        line.push(c);
    }
    IgnoreFile::parse(&line).decide(path).excluded.then_some(line)
}

#[cfg(test)]
mod tests;

use std::fmt;

use super::path::{ancestors, clean, clean_in_root};
use crate::text::TextRange;
use pattern::Pattern;

/// A `.dockerignore` that was read: its rules in order, and the lines that are wrong.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::model::ignore::{Decision, IgnoreFile};
///
/// let file = IgnoreFile::parse("node_modules\n*.md\n!README.md\n");
/// assert_eq!(file.decide("node_modules/a/index.js"), Decision { excluded: true, line: Some(1) });
/// assert_eq!(file.decide("README.md"), Decision { excluded: false, line: Some(3) });
/// assert_eq!(file.decide("src/main.rs"), Decision { excluded: false, line: None });
/// ```
#[derive(Clone, Debug, Default)]
pub struct IgnoreFile {
    rules: Vec<IgnoreRule>,
    errors: Vec<IgnoreError>,
}

/// One line that holds a pattern.
#[derive(Clone, Debug)]
pub struct IgnoreRule {
    /// Its line, counted from 1.
    pub line: usize,
    /// The line without blanks around it, in bytes of the file.
    pub range: TextRange,
    /// Whether it starts with `!` and brings paths back.
    pub is_exclusion: bool,
    pattern: Pattern,
}

impl IgnoreRule {
    /// The pattern after cleaning: relative to the context, without `!`, leading and trailing `/`.
    pub fn pattern(&self) -> &str {
        self.pattern.as_str()
    }

    /// Whether the pattern matches the path itself, given as cleaned; directories above it are not looked at.
    pub fn matches(&self, path: &str) -> bool {
        self.pattern.matches(path)
    }
}

/// A line that makes the builder refuse the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreError {
    /// Its line, counted from 1.
    pub line: usize,
    /// The line without blanks around it, in bytes of the file.
    pub range: TextRange,
    /// What is wrong.
    pub kind: IgnoreErrorKind,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoreErrorKind {
    /// A `!` without a pattern.
    BareExclamation,
    /// A `[` that is not closed, a range that runs backwards, or a backslash at the end.
    BadPattern,
}

impl fmt::Display for IgnoreErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BareExclamation => "`!` needs a pattern after it",
            Self::BadPattern => "this pattern has an unclosed `[`, a backward range or a lone backslash at its end",
        })
    }
}

impl fmt::Display for IgnoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

impl std::error::Error for IgnoreError {}

/// What the file says about a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Whether the path is left out of the build context.
    pub excluded: bool,
    /// The line, counted from 1, that decided; `None` if no line concerns the path.
    ///
    /// It is the last line that changed the outcome: where two lines exclude the same path in a row, the first.
    pub line: Option<usize>,
}

impl IgnoreFile {
    /// Reads a file. Wrong lines become [`errors`](Self::errors) and have no effect otherwise.
    pub fn parse(text: &str) -> Self {
        let mut file = Self::default();
        let mut start = 0;
        for (index, line) in text.split('\n').enumerate() {
            let content = if index == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
            // A `#` makes a comment only in the first column.
            if !content.starts_with('#') {
                let trimmed = content.trim();
                let before = line.len() - content.len() + (content.len() - content.trim_start().len());
                let range = TextRange::new(start + before, start + before + trimmed.len());
                file.add(index + 1, range, trimmed);
            }
            start += line.len() + 1;
        }
        file
    }

    fn add(&mut self, line: usize, range: TextRange, text: &str) {
        if text.is_empty() {
            return;
        }
        let normal = normalize(text);
        let after_mark = normal.strip_prefix('!');
        let is_exclusion = after_mark.is_some();
        let pattern = after_mark.unwrap_or(&normal);
        if pattern.is_empty() {
            self.errors.push(IgnoreError { line, range, kind: IgnoreErrorKind::BareExclamation });
        } else if let Some(pattern) = Pattern::parse(pattern) {
            self.rules.push(IgnoreRule { line, range, is_exclusion, pattern });
        } else {
            self.errors.push(IgnoreError { line, range, kind: IgnoreErrorKind::BadPattern });
        }
    }

    /// The rules, in order.
    pub fn rules(&self) -> &[IgnoreRule] {
        &self.rules
    }

    /// The lines that the builder refuses.
    pub fn errors(&self) -> &[IgnoreError] {
        &self.errors
    }

    /// Whether a line starts with `!`.
    pub fn has_exclusions(&self) -> bool {
        self.rules.iter().any(|rule| rule.is_exclusion)
    }

    /// What becomes of one path of the context. For many paths, [`walk`](Self::walk) is faster.
    pub fn decide(&self, path: &str) -> Decision {
        self.walk().decide(&clean_in_root(path))
    }

    /// Decides path after path and remembers the directories on the way.
    pub fn walk(&self) -> IgnoreWalk<'_> {
        IgnoreWalk { file: self, directories: Vec::new() }
    }

    /// The line that removes the source of a COPY or ADD, as the build check `CopyIgnoredFile` sees it: the source is
    /// taken literally, wildcards too, and a file with any `!` line is not judged.
    ///
    /// The context as a whole (`.` or `/`) counts as removed only by `*`, `**` and `**/*`.
    pub fn line_that_ignores_source(&self, source: &str) -> Option<usize> {
        if self.has_exclusions() {
            return None;
        }
        let source = clean(source);
        let ignores = |rule: &&IgnoreRule| match source.as_str() {
            "." | "/" => matches!(rule.pattern(), "*" | "**" | "**/*"),
            _ => rule.matches(&source) || ancestors(&source).any(|directory| rule.matches(directory)),
        };
        self.rules.iter().find(ignores).map(|rule| rule.line)
    }

    /// Judges one path, given which rules matched the directory that it is in. Adds to `matched` which rules match it.
    fn judge(&self, path: &str, parent: Option<&[bool]>, matched: &mut Vec<bool>) -> Decision {
        let mut decision = Decision::default();
        for (index, rule) in self.rules.iter().enumerate() {
            let is_inherited = parent.is_some_and(|parent| parent[index]);
            // A rule that could not change the outcome is not tried; so it is not inherited either. The builder does
            // the same, and it shows: after `dir/file` and `!dir`, the file stays excluded.
            let is_match = is_inherited || (rule.is_exclusion == decision.excluded && rule.matches(path));
            matched.push(is_match);
            if is_match && rule.is_exclusion == decision.excluded {
                decision = Decision { excluded: !rule.is_exclusion, line: Some(rule.line) };
            }
        }
        decision
    }
}

/// The pattern of a line: relative, clean, still with its `!`.
fn normalize(text: &str) -> String {
    let after_mark = text.strip_prefix('!').map(str::trim);
    let body = after_mark.unwrap_or(text);
    let mut pattern = if body.is_empty() { String::new() } else { clean(body) };
    if pattern.len() > 1 && pattern.starts_with('/') {
        pattern.remove(0);
    }
    if after_mark.is_some() {
        pattern.insert(0, '!');
    }
    // The pattern is cleaned once more with its mark, which leaves nothing of `!/`.
    clean(pattern.trim())
}

/// A run over many paths of one context; see [`IgnoreFile::walk`].
#[derive(Debug)]
pub struct IgnoreWalk<'a> {
    file: &'a IgnoreFile,
    /// The directories above the last path, from the outermost, each with the rules that match it.
    directories: Vec<(String, Vec<bool>)>,
}

impl IgnoreWalk<'_> {
    /// What becomes of `path`, which must be clean, relative and without `..`. Paths may come in any order; sorted,
    /// each directory is looked at once.
    pub fn decide(&mut self, path: &str) -> Decision {
        if path.is_empty() || self.file.rules.is_empty() {
            return Decision::default();
        }
        let is_above = |directory: &str| path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'));
        let known = self.directories.iter().take_while(|(directory, _)| is_above(directory)).count();
        self.directories.truncate(known);
        for directory in ancestors(path).skip(known) {
            let mut matched = Vec::with_capacity(self.file.rules.len());
            self.file.judge(directory, self.parent(), &mut matched);
            self.directories.push((directory.to_owned(), matched));
        }
        let mut matched = Vec::with_capacity(self.file.rules.len());
        self.file.judge(path, self.parent(), &mut matched)
    }

    fn parent(&self) -> Option<&[bool]> {
        self.directories.last().map(|(_, matched)| matched.as_slice())
    }
}
