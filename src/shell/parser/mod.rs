//! The reader: one pass over the bytes, straight into the lists of a [`Script`].
//!
//! It never goes back over what it has read, except for a bounded look ahead that tells `((1 + 2))` from `((a); b)`,
//! and it nests at most [`MAX_DEPTH`] deep, so that time and stack are bounded on any input.

mod compound;
mod expansion;
mod heredoc;
mod list;
mod quote;
mod redirection;
mod reread;
mod simple;
mod word;

pub(super) use reread::read_exec;

use super::source::SourceMap;
use super::{BlockId, CommandId, Script, ScriptError};
use crate::text::TextRange;
use heredoc::Pending;
use std::sync::Arc;

/// How deep constructs may nest. People write a handful of levels.
const MAX_DEPTH: usize = 100;

/// How many strings in strings are read as scripts: `sh -c "sh -c '…'"` is two.
const MAX_REREADS: usize = 4;

/// The tokens that end the list being read.
type Closers = &'static [&'static str];

/// The state of reading one text.
pub(super) struct Parser<'a> {
    text: &'a str,
    /// The same text, for the words to keep.
    source: Arc<str>,
    /// Where `text` stands in the outermost text.
    map: SourceMap,
    pos: usize,
    /// Reading stops here; before the end of the text only inside a here-document.
    end: usize,
    out: &'a mut Script,
    block: BlockId,
    /// The command whose words are being read.
    owner: Option<CommandId>,
    depth: usize,
    rereads: usize,
    /// Whether this text is the string or here-document of a shell or `eval`.
    in_shell_string: bool,
    /// How many bytes may still be looked at ahead of time.
    lookahead: usize,
    /// Whether errors are not told: because the nesting got too deep, so that they follow from that, or because parts
    /// of the text are only known when the shell runs.
    is_quiet: bool,
    /// Here-documents whose bodies start at the next line break.
    pending: Vec<Pending>,
    /// The closers that the constructs being read wait for, innermost last.
    expected: Vec<Closers>,
    /// Stretches that an outer shell has substituted before this text is read.
    substituted: Vec<TextRange>,
}

/// Reads a whole text.
pub(super) fn read(text: &str) -> Script {
    let mut script = Script::new(TextRange::new(0, text.len()));
    let source: Arc<str> = Arc::from(text);
    let map = SourceMap::identity(text.len());
    Parser::new(&source, map, &mut script, Script::ROOT).run();
    script
}

impl<'a> Parser<'a> {
    fn new(source: &'a Arc<str>, map: SourceMap, out: &'a mut Script, block: BlockId) -> Self {
        Self {
            text: source,
            source: Arc::clone(source),
            map,
            pos: 0,
            end: source.len(),
            out,
            block,
            owner: None,
            depth: 0,
            rereads: 0,
            in_shell_string: false,
            lookahead: 8 * source.len() + 64,
            is_quiet: false,
            pending: Vec::new(),
            expected: Vec::new(),
            substituted: Vec::new(),
        }
    }

    /// Reads to the end.
    fn run(&mut self) {
        self.list();
        self.read_pending_bodies();
    }

    fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    fn peek_at(&self, distance: usize) -> Option<u8> {
        let at = self.pos + distance;
        if at < self.end { self.text.as_bytes().get(at).copied() } else { None }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.pos..self.end]
    }

    fn starts_with(&self, token: &str) -> bool {
        self.rest().as_bytes().starts_with(token.as_bytes())
    }

    /// Passes one character.
    fn advance(&mut self) {
        self.pos += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// The length of a backslash and line break here, or 0.
    fn continuation(&self) -> usize {
        match (self.peek(), self.peek_at(1), self.peek_at(2)) {
            (Some(b'\\'), Some(b'\n'), _) => 2,
            (Some(b'\\'), Some(b'\r'), Some(b'\n')) => 3,
            _ => 0,
        }
    }

    /// Passes blanks, joined lines and a comment, up to the line break or the next token.
    fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.pos += 1,
                Some(b'\\') if self.continuation() > 0 => self.pos += self.continuation(),
                Some(b'#') => {
                    let start = self.pos;
                    self.pos += self.rest().find('\n').unwrap_or(self.rest().len());
                    let range = self.map.range(start, self.pos);
                    self.out.comments.push(range);
                }
                _ => break,
            }
        }
    }

    /// Passes blanks and line breaks.
    fn line_breaks(&mut self) {
        loop {
            self.blanks();
            if self.peek() != Some(b'\n') {
                break;
            }
            self.line_break();
        }
    }

    /// Passes one line break and the bodies of the here-documents that begin after it.
    fn line_break(&mut self) {
        self.pos += 1;
        self.read_pending_bodies();
    }

    /// The unquoted word of letters, brackets and `!` here, if it may be a reserved word.
    fn keyword(&self) -> &'a str {
        let rest = self.rest();
        // The longest reserved word is `function`.
        let end = rest.bytes().take(10).position(|byte| is_delimiter(byte) || b"'\"$`\\".contains(&byte));
        match end {
            Some(end) => &rest[..end],
            None if rest.len() < 10 => rest,
            None => "",
        }
    }

    /// Passes the reserved word if it stands here.
    fn take_keyword(&mut self, word: &str) -> bool {
        let found = self.keyword() == word;
        if found {
            self.pos += word.len();
        }
        found
    }

    /// Passes the reserved word, or tells that it is missing.
    fn expect_keyword(&mut self, word: &str, start: usize) {
        self.blanks();
        if !self.take_keyword(word) {
            self.error(start, self.pos, &format!("`{word}` is missing"));
        }
    }

    /// Passes the bracket, or tells that it is missing.
    fn expect_byte(&mut self, byte: u8, start: usize) {
        if self.peek() == Some(byte) {
            self.pos += 1;
        } else {
            self.error(start, self.pos, &format!("`{}` is missing", char::from(byte)));
        }
    }

    /// Whether a construct being read waits for the token that stands here.
    fn at_closer(&self) -> bool {
        let token = match self.peek() {
            Some(b')') => ")",
            Some(b';') if matches!(self.peek_at(1), Some(b';' | b'&')) => ";;",
            Some(b'}' | b'a'..=b'z') => self.keyword(),
            _ => return false,
        };
        self.expected.iter().rev().any(|closers| closers.contains(&token))
    }

    fn error(&mut self, start: usize, end: usize, message: &str) {
        if !self.is_quiet {
            let range = self.map.range(start, end);
            self.out.errors.push(ScriptError { range, message: message.to_owned() });
        }
    }

    /// Runs `read` one level deeper; at the limit it leaves the rest of the text unread instead.
    fn nested<T>(&mut self, fallback: T, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= MAX_DEPTH {
            self.error(self.pos, self.end, "nested too deeply");
            self.is_quiet = true;
            self.pos = self.end;
            return fallback;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}

/// Whether the byte ends an unquoted word.
fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' | b'&' | b'<' | b'>' | b'(' | b')')
}
