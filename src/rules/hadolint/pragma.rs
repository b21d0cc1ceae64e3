//! `# hadolint ignore=…` comments and their wider forms.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::{Keyword, SyntaxTree};

/// What the comments of a file silence.
#[derive(Debug, Default)]
pub(super) struct Pragmas<'a> {
    /// `ignore=`: codes by the line below the comment, counted from 1.
    lines: BTreeMap<usize, BTreeSet<&'a str>>,
    /// `stage ignore=`: codes by the line below the comment, which should be a FROM. They are silent from the line
    /// after that one up to the next FROM, and on that FROM too.
    stages: BTreeMap<usize, BTreeSet<&'a str>>,
    /// `global ignore=`
    everywhere: BTreeSet<&'a str>,
}

impl<'a> Pragmas<'a> {
    pub(super) fn read(tree: &'a SyntaxTree) -> Self {
        let mut pragmas = Self::default();
        let stages = tree.instructions.iter().filter(|instruction| instruction.keyword == Keyword::From);
        pragmas.stages = stages.map(|stage| (stage.first_line, BTreeSet::new())).collect();
        for comment in tree.comments.iter().filter(|comment| !comment.inside) {
            match read(&comment.text) {
                Some((Reach::Line, codes)) => _ = pragmas.lines.insert(comment.line + 1, codes),
                Some((Reach::Stage, codes)) => _ = pragmas.stages.insert(comment.line + 1, codes),
                Some((Reach::File, codes)) => pragmas.everywhere.extend(codes),
                None => {}
            }
        }
        pragmas
    }

    /// Whether a finding of that code on that line is silenced.
    pub(super) fn silence(&self, code: &str, line: usize) -> bool {
        let stage = self.stages.range(..line).next_back();
        self.everywhere.contains(code)
            || self.lines.get(&line).is_some_and(|codes| codes.contains(code))
            || stage.is_some_and(|(_, codes)| codes.contains(code))
    }
}

/// How far a pragma reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Line,
    Stage,
    File,
}

/// The codes that a comment, without its `#`, silences. One odd character makes it no pragma at all.
pub(super) fn read(comment: &str) -> Option<(Reach, BTreeSet<&str>)> {
    let rest = word(skip_blanks(comment), "hadolint")?;
    let (reach, rest) = if let Some(rest) = word(rest, "global") {
        (Reach::File, rest)
    } else if let Some(rest) = word(rest, "stage") {
        (Reach::Stage, rest)
    } else {
        (Reach::Line, rest)
    };
    let list = skip_blanks(skip_blanks(rest.strip_prefix("ignore")?).strip_prefix('=')?);
    Some((reach, codes(list)?))
}

/// A comma-separated list of codes; after a code, `#` begins a remark that goes on to the end.
fn codes(mut list: &str) -> Option<BTreeSet<&str>> {
    let mut codes = BTreeSet::new();
    loop {
        let end = list.find(|c| !matches!(c, 'D' | 'L' | 'S' | 'C' | '0'..='9')).unwrap_or(list.len());
        if end == 0 {
            return None;
        }
        codes.insert(&list[..end]);
        let rest = skip_blanks(&list[end..]);
        if rest.is_empty() || rest.starts_with('#') {
            return Some(codes);
        }
        list = skip_blanks(rest.strip_prefix(',')?);
    }
}

/// What follows `name` and at least one blank.
fn word<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(name)?;
    rest.starts_with(is_blank).then(|| skip_blanks(rest))
}

fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_pragmas() {
        let read = |comment| super::read(comment).map(|(reach, codes)| (reach, codes.into_iter().collect::<Vec<_>>()));
        assert_eq!(read(" hadolint ignore=DL3006"), Some((Reach::Line, vec!["DL3006"])));
        assert_eq!(read("hadolint\tignore = SC1,DL2 , DL3 # why, DL4"), Some((Reach::Line, vec!["DL2", "DL3", "SC1"])));
        assert_eq!(read("hadolint global  ignore=DL1#x"), Some((Reach::File, vec!["DL1"])));
        assert_eq!(read("hadolint stage ignore=DL1"), Some((Reach::Stage, vec!["DL1"])));
        for comment in [
            "hadolint ignore=",
            "hadolint ignore=dl3006",
            "hadolint ignore=DL1,",
            "hadolint ignore=DL1 DL2",
            "hadolint ignore:DL1",
            "Hadolint ignore=DL1",
            "# hadolint ignore=DL1",
            "hadolint shell=bash",
            "hadolintignore=DL1",
        ] {
            assert_eq!(read(comment), None, "{comment}");
        }
    }
}
