//! Words: what stands between blanks and operators, before the shell expands it.

use super::BlockId;
use crate::text::TextRange;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// One shell word: the name of a command, an argument, the target of a redirection, a pattern.
#[derive(Clone)]
pub struct Word {
    /// Where the word stands, with its quotes.
    pub range: TextRange,
    /// Every `$x` and `${x…}` that the shell expands in it, nested ones too, in source order. Those inside a command
    /// substitution belong to the words of that command instead.
    pub parameters: Vec<ParameterReference>,
    /// The blocks of the command and process substitutions in the word.
    pub substitutions: Vec<BlockId>,
    /// Whether any part of the word is quoted or escaped.
    pub is_quoted: bool,
    /// Whether a parameter, a command substitution or arithmetic is expanded in it.
    pub has_expansion: bool,
    /// Whether it has an unquoted `*`, `?`, `[` or a brace list `{a,b}`, `{1..3}`, so that it may become many words.
    pub has_pattern: bool,
    /// The text that `local` and `pieces` point into; not always the outermost text.
    pub(super) source: Arc<str>,
    pub(super) local: TextRange,
    /// The value in pieces; empty when the raw text is the value.
    pub(super) pieces: Vec<Piece>,
    /// The value of a literal word that is made of several pieces.
    text: Option<Box<str>>,
}

/// A part of the value of a word, by its place in the word's source.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) range: TextRange,
    pub(super) kind: PieceKind,
}

#[derive(Clone, Debug)]
pub(super) enum PieceKind {
    /// The source text is the value.
    Verbatim,
    /// Something that `$'…'` spells differently.
    Decoded(Box<str>),
    /// Known only when the shell runs.
    Expansion,
}

/// A stretch of the value of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordPart<'a> {
    /// Text that is known.
    Text(&'a str),
    /// Something that the shell expands, as written; the range is that of the text which the word was read from.
    Expansion(&'a str, TextRange),
}

/// A use of a shell variable or special parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterReference {
    /// `HOME`, `1`, `@`, …
    pub name: String,
    /// The whole expansion, `$HOME` or `${HOME:-/root}`; just the name in arithmetic.
    pub range: TextRange,
    /// The name alone.
    pub name_range: TextRange,
    /// What `${name…}` does with the value: `:-`, `-`, `:=`, `=`, `:?`, `?`, `:+`, `+`, `#`, `##`, `%`, `%%`, `/`,
    /// `//`, `:`, `^`, `^^`, `,`, `,,`, `@`; `length` for `${#name}`, `indirect` for `${!name}`; empty for none.
    pub operator: &'static str,
    /// Whether it stands in double quotes (or a here-document), where the value is not split into words.
    pub in_quotes: bool,
}

impl Word {
    /// A word whose raw text, `local` of `source`, is also its value.
    pub(super) fn plain(source: Arc<str>, local: TextRange, range: TextRange) -> Self {
        Self {
            range,
            parameters: Vec::new(),
            substitutions: Vec::new(),
            is_quoted: false,
            has_expansion: false,
            has_pattern: false,
            source,
            local,
            pieces: Vec::new(),
            text: None,
        }
    }

    /// Sets the pieces of the value.
    pub(super) fn set_pieces(&mut self, pieces: Vec<Piece>) {
        self.pieces = pieces;
        let is_raw = matches!(&self.pieces[..], [Piece { range, kind: PieceKind::Verbatim }] if *range == self.local);
        if is_raw {
            self.pieces.clear();
        } else if !self.has_expansion && self.single_piece().is_none() {
            self.text = Some(self.join().into_boxed_str());
        }
    }

    /// The word as written. (In a script that was read out of a string, as that string spells it.)
    pub fn raw(&self) -> &str {
        self.local.of(&self.source)
    }

    /// The value after quote removal, or `None` when something in it is expanded.
    ///
    /// A glob, `~` or a brace list is not an expansion here: it stays as written.
    pub fn literal(&self) -> Option<&str> {
        if self.has_expansion {
            return None;
        }
        self.text.as_deref().or_else(|| self.single_piece())
    }

    /// The value after quote removal with expansions left as written: `"a$B"c` is `a$Bc`.
    pub fn unquoted(&self) -> Cow<'_, str> {
        match self.text.as_deref().or_else(|| self.single_piece()) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.join()),
        }
    }

    /// The value after quote removal in stretches, expansions apart.
    pub fn parts(&self) -> impl Iterator<Item = WordPart<'_>> {
        let raw = self.pieces.is_empty().then(|| WordPart::Text(self.raw()));
        let pieces = self.pieces.iter().map(|piece| match &piece.kind {
            PieceKind::Verbatim => WordPart::Text(piece.range.of(&self.source)),
            PieceKind::Decoded(text) => WordPart::Text(text),
            PieceKind::Expansion => WordPart::Expansion(piece.range.of(&self.source), piece.range),
        });
        raw.into_iter().chain(pieces)
    }

    /// Whether the word is a literal of this value.
    pub fn is(&self, value: &str) -> bool {
        self.literal() == Some(value)
    }

    /// The range of `start..end` of [`Self::unquoted`]; a part that begins where a quoted stretch begins and goes to
    /// the end has its quotes: `"b"` in `a="b"`. The whole word, when its spelling hides where the part is.
    pub(crate) fn part(&self, start: usize, end: usize) -> TextRange {
        let length: usize = self.pieces.iter().map(|piece| piece.range.len()).sum();
        let is_spelled_out = self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Decoded(_)));
        if self.range.len() != self.local.len() || is_spelled_out || (start == 0 && end == length) {
            return self.range;
        }
        let base = self.range.start;
        if self.pieces.is_empty() {
            return TextRange::new(base + start, base + end);
        }
        let (from, begins_at_piece) = self.locate(start);
        let (to, _) = self.locate(end);
        let to = if begins_at_piece && end == length { self.local.end } else { to };
        TextRange::new(base + (from - self.local.start), base + (to - self.local.start))
    }

    /// Where the first `at` bytes of the value end in the source, and whether a piece begins or ends there.
    fn locate(&self, at: usize) -> (usize, bool) {
        let mut passed = 0;
        for piece in &self.pieces {
            if at == 0 {
                return (piece.range.start, true);
            }
            let length = piece.range.len();
            if at <= passed + length {
                return (piece.range.start + (at - passed), at == passed + length);
            }
            passed += length;
        }
        (self.local.end, true)
    }

    /// The word that `value`, the end of [`Self::unquoted`], makes: the `B` of `A=B`. Its raw text has no quotes.
    pub(super) fn tail(&self, value: &str, range: TextRange) -> Self {
        let (source, local) = if self.pieces.is_empty() {
            (Arc::clone(&self.source), TextRange::new(self.local.end - value.len(), self.local.end))
        } else {
            (Arc::from(value), TextRange::new(0, value.len()))
        };
        let mut word = Self::plain(source, local, range);
        let is_inside = |parameter: &&ParameterReference| range.encloses(parameter.range);
        word.parameters = self.parameters.iter().filter(is_inside).cloned().collect();
        word.substitutions.clone_from(&self.substitutions);
        word.is_quoted = self.is_quoted;
        word.has_expansion = self.has_expansion;
        word.has_pattern = self.has_pattern;
        word
    }

    fn single_piece(&self) -> Option<&str> {
        match &self.pieces[..] {
            [] => Some(self.raw()),
            [Piece { range, kind: PieceKind::Verbatim | PieceKind::Expansion }] => Some(range.of(&self.source)),
            [Piece { kind: PieceKind::Decoded(text), .. }] => Some(text),
            _ => None,
        }
    }

    fn join(&self) -> String {
        let mut text = String::with_capacity(self.local.len());
        for piece in &self.pieces {
            match &piece.kind {
                PieceKind::Decoded(decoded) => text.push_str(decoded),
                PieceKind::Verbatim | PieceKind::Expansion => text.push_str(piece.range.of(&self.source)),
            }
        }
        text
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.range == other.range && self.raw() == other.raw()
    }
}

impl Eq for Word {}

impl fmt::Debug for Word {
    /// Short: the shared source text would drown everything else.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}@{}..{}", self.raw(), self.range.start, self.range.end)
    }
}
