//! Words, part by part.

use super::{Parser, is_delimiter};
use crate::shell::word::{ParameterReference, Piece, PieceKind};
use crate::shell::{BlockId, Word};
use crate::text::TextRange;

/// A word being read.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts about one word, gathered in passing")]
pub(super) struct Draft {
    pieces: Vec<Piece>,
    pub(super) parameters: Vec<ParameterReference>,
    pub(super) substitutions: Vec<BlockId>,
    pub(super) is_quoted: bool,
    has_expansion: bool,
    has_pattern: bool,
    /// While in `${…}`, whose parts are no pieces of the value.
    pub(super) is_muted: bool,
    /// How much of an unquoted `{a,b}` has been seen.
    braces: Braces,
    /// Whether an unquoted `[` waits for its `]`.
    has_bracket: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Braces {
    #[default]
    None,
    Open,
    Separated,
}

impl Draft {
    /// The draft of an arithmetic expression, which is one expansion as a whole.
    pub(super) fn of_arithmetic() -> Self {
        Self { is_muted: true, ..Self::default() }
    }

    /// Ends what [`Self::of_arithmetic`] began.
    pub(super) fn end_arithmetic(&mut self, start: usize, end: usize) {
        self.is_muted = false;
        self.push_expansion(start, end);
    }

    /// Adds source text that is part of the value as it is.
    pub(super) fn push_verbatim(&mut self, start: usize, end: usize) {
        if self.is_muted {
            return;
        }
        if let Some(Piece { range, kind: PieceKind::Verbatim }) = self.pieces.last_mut()
            && range.end == start
        {
            range.end = end;
            return;
        }
        self.pieces.push(Piece { range: TextRange::new(start, end), kind: PieceKind::Verbatim });
    }

    /// Adds source text that spells something else.
    pub(super) fn push_decoded(&mut self, start: usize, end: usize, value: String) {
        if !self.is_muted {
            let kind = PieceKind::Decoded(value.into_boxed_str());
            self.pieces.push(Piece { range: TextRange::new(start, end), kind });
        }
    }

    /// Adds something that is expanded.
    pub(super) fn push_expansion(&mut self, start: usize, end: usize) {
        self.has_expansion = true;
        if !self.is_muted {
            self.pieces.push(Piece { range: TextRange::new(start, end), kind: PieceKind::Expansion });
        }
    }

    /// Notes a character that may make a pattern or a brace list of the word.
    fn note(&mut self, byte: u8, next: Option<u8>) {
        match (byte, self.braces) {
            (b'*' | b'?', _) => self.has_pattern = true,
            (b'[', _) => self.has_bracket = true,
            (b']', _) => self.has_pattern |= self.has_bracket,
            (b'{', _) => self.braces = Braces::Open,
            (b',', Braces::Open) => self.braces = Braces::Separated,
            (b'.', Braces::Open) if next == Some(b'.') => self.braces = Braces::Separated,
            (b'}', braces) => {
                self.has_pattern |= braces == Braces::Separated;
                self.braces = Braces::None;
            }
            _ => {}
        }
    }
}

impl Parser<'_> {
    /// Reads one word. `None`, and nothing passed, when none starts here.
    pub(super) fn word(&mut self) -> Option<Word> {
        let start = self.pos;
        let mut draft = Draft::default();
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => self.escape(&mut draft),
                b'\'' => self.single_quotes(&mut draft),
                b'"' => self.double_quotes(&mut draft),
                b'$' => self.dollar(&mut draft, false),
                b'`' => self.back_quotes(&mut draft, false),
                b'<' | b'>' if self.peek_at(1) == Some(b'(') => self.process_substitution(&mut draft),
                b'(' if self.opens_extended_pattern(start) => self.extended_pattern(&mut draft),
                _ if is_delimiter(byte) => break,
                _ => self.plain_run(&mut draft),
            }
        }
        (self.pos > start).then(|| self.finish_word(start, draft))
    }

    /// The word that a draft has become.
    pub(super) fn finish_word(&self, start: usize, draft: Draft) -> Word {
        let local = TextRange::new(start, self.pos);
        let mut word = Word::plain(self.source.clone(), local, self.map.range(start, self.pos));
        word.parameters = draft.parameters;
        word.substitutions = draft.substitutions;
        word.is_quoted = draft.is_quoted;
        word.has_expansion = draft.has_expansion;
        word.has_pattern = draft.has_pattern;
        let mut pieces = draft.pieces;
        if pieces.is_empty() {
            pieces.push(Piece { range: TextRange::empty(self.pos), kind: PieceKind::Verbatim });
        }
        word.set_pieces(pieces);
        word
    }

    /// Passes unquoted text with no special meaning to the reader.
    fn plain_run(&mut self, draft: &mut Draft) {
        let start = self.pos;
        while let Some(byte) = self.peek() {
            if is_delimiter(byte) || matches!(byte, b'\\' | b'\'' | b'"' | b'$' | b'`') {
                break;
            }
            draft.note(byte, self.peek_at(1));
            self.pos += 1;
        }
        draft.push_verbatim(start, self.pos);
    }

    /// Whether the bracket here belongs to `?(…)`, `*(…)`, `+(…)`, `@(…)` or `!(…)` in a word begun at `start`.
    fn opens_extended_pattern(&self, start: usize) -> bool {
        self.pos > start && matches!(self.text.as_bytes()[self.pos - 1], b'?' | b'*' | b'+' | b'@' | b'!')
    }

    /// Passes `(a|b)` of an extended pattern; such brackets do not nest here. One that is not closed goes on to the
    /// next `;` or the end of the line.
    fn extended_pattern(&mut self, draft: &mut Draft) {
        let start = self.pos;
        let length = self.rest().bytes().position(|byte| matches!(byte, b')' | b'\n' | b';'));
        self.pos += length.unwrap_or(self.rest().len());
        if self.peek() == Some(b')') {
            self.pos += 1;
        } else {
            self.error(start, self.pos, "`)` is missing");
        }
        draft.has_pattern = true;
        draft.push_verbatim(start, self.pos);
    }
}
