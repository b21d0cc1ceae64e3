use serde::Serialize;

use super::{MOST_PARTS, Since, since};
use crate::model::Dockerfile;
use crate::text::{Span, TextRange};

/// Longest text of a part that is shown, in characters.
const LONGEST_TEXT: usize = 80;

/// A stretch of an instruction that means something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Where.
    #[serde(rename = "range")]
    pub span: Span,
    /// What stands there, on one line, shortened where it is long.
    pub text: String,
    /// What it is, in one or two words: `flag`, `base image`, `variable`.
    pub kind: &'static str,
    /// What it means here, in a sentence; words of the file stand in back quotes.
    pub meaning: String,
    /// The first syntax version that knows it, where that is not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// In how many other parts it stands.
    pub depth: usize,
}

/// The parts of one instruction while they are collected.
pub(super) struct Parts<'a> {
    pub(super) dockerfile: &'a Dockerfile<'a>,
    /// Index of the instruction.
    pub(super) index: usize,
    pinned: Option<since::Version>,
    list: Vec<(TextRange, Draft)>,
}

struct Draft {
    kind: &'static str,
    meaning: String,
    since: Option<&'static str>,
    /// What is shown in the place of the text at the range.
    text: Option<String>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(dockerfile: &'a Dockerfile<'a>, index: usize) -> Self {
        Self { dockerfile, index, pinned: since::pinned(dockerfile.tree), list: Vec::new() }
    }

    /// The text of the file.
    pub(super) fn text(&self) -> &'a str {
        &self.dockerfile.tree.text
    }

    /// The line on which an instruction starts.
    pub(super) fn line_of(&self, index: usize) -> usize {
        self.dockerfile.tree.instructions[index].first_line
    }

    pub(super) fn add(&mut self, kind: &'static str, range: TextRange, meaning: impl Into<String>) {
        self.add_since(kind, range, meaning, None);
    }

    pub(super) fn add_since(
        &mut self,
        kind: &'static str,
        range: TextRange,
        meaning: impl Into<String>,
        since: Option<&'static str>,
    ) {
        if !range.is_empty() {
            self.list.push((range, Draft { kind, meaning: meaning.into(), since, text: None }));
        }
    }

    /// A part of a word that does not stand in the file as it was read.
    pub(super) fn add_spelled(
        &mut self,
        kind: &'static str,
        range: TextRange,
        text: &str,
        meaning: impl Into<String>,
        since: Option<&'static str>,
    ) {
        let draft = Draft { kind, meaning: meaning.into(), since, text: Some(text.to_owned()) };
        self.list.push((range, draft));
    }

    /// The parts in order, which of them `offset` is in, and how many are left out.
    pub(super) fn finish(mut self, offset: usize) -> (Vec<Part>, Option<usize>, usize) {
        self.list.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let holds = |range: TextRange| range.start <= offset && offset <= range.end;
        // Between two parts the caret belongs to the one behind it, as the next key would change that.
        let rank = |range: TextRange| (!range.contains(offset), range.len());
        let found = self.list.iter().enumerate().filter(|(_, (range, _))| holds(*range));
        let current = found.min_by_key(|(at, (range, _))| (rank(*range), std::cmp::Reverse(*at))).map(|(at, _)| at);
        let total = self.list.len();
        let middle = current.unwrap_or_default();
        let first = middle.saturating_sub(MOST_PARTS / 2).min(total.saturating_sub(MOST_PARTS));
        let mut around: Vec<TextRange> = Vec::new();
        let tree = self.dockerfile.tree;
        let pinned = self.pinned;
        let parts = self.list.into_iter().skip(first).take(MOST_PARTS).map(|(range, draft)| {
            while around.last().is_some_and(|outer| !outer.encloses(range)) {
                around.pop();
            }
            let depth = around.len();
            around.push(range);
            Part {
                span: tree.lines.span(&tree.text, range),
                text: shown(draft.text.as_deref().unwrap_or_else(|| range.of(&tree.text))),
                kind: draft.kind,
                meaning: draft.meaning,
                since: draft.since.map(|version| since::of(version, pinned)),
                depth,
            }
        });
        let parts: Vec<Part> = parts.collect();
        let left_out = total - parts.len();
        (parts, current.map(|at| at - first), left_out)
    }
}

/// The text on one line, cut where it is long.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (count, word) in text.split_whitespace().take(LONGEST_TEXT).enumerate() {
        if count > 0 {
            shown.push(' ');
        }
        shown.push_str(word);
        if shown.len() > LONGEST_TEXT * 4 {
            break;
        }
    }
    match shown.char_indices().nth(LONGEST_TEXT) {
        Some((at, _)) => format!("{}…", shown[..at].trim_end()),
        None => shown,
    }
}
