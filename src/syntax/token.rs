use serde::Serialize;

use crate::text::TextRange;

/// A run of bytes of one kind. The tokens of a tree follow each other without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is.
    pub range: TextRange,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// Byte order mark at the start of the file.
    ByteOrderMark,
    /// Blanks.
    Whitespace,
    /// `\n` or `\r\n`.
    LineBreak,
    /// The escape character at the end of a continued line.
    Continuation,
    /// A comment line.
    Comment,
    /// A parser directive.
    Directive,
    /// An instruction's name.
    Keyword,
    /// A first word that names no instruction.
    UnknownKeyword,
    /// `--name`.
    FlagName,
    /// The value of a flag.
    FlagValue,
    /// `AS`, `CMD` and `NONE` of `HEALTHCHECK`.
    SubKeyword,
    /// The base of a stage.
    Image,
    /// The name of a stage.
    StageName,
    /// The name of a variable or label that is set.
    Name,
    /// A JSON string or a quoted text.
    String,
    /// `$NAME` or `${NAME…}` that the builder expands.
    Variable,
    /// `=`, brackets and commas.
    Punctuation,
    /// `<<EOF`.
    HeredocMarker,
    /// The lines of a heredoc.
    HeredocBody,
    /// The line that closes a heredoc.
    HeredocEnd,
    /// Shell text of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`.
    Shell,
    /// The name of a command in shell text.
    Command,
    /// `&&`, `|`, `;` in shell text.
    Operator,
    /// Any other word.
    Word,
}

/// Completes painted ranges, sorted or not, to tokens that tile `text`: what is not painted is a line break, a
/// continuation, blanks or plain words, by its bytes. Where two painted ranges overlap, the one that starts first wins.
pub(super) fn tile(text: &str, mut painted: Vec<Token>) -> Vec<Token> {
    painted.retain(|token| !token.range.is_empty());
    painted.sort_by_key(|token| token.range.start);
    let mut tokens = Vec::with_capacity(painted.len() * 2);
    let mut done = 0;
    for token in painted {
        if token.range.start < done {
            continue;
        }
        fill(text, TextRange::new(done, token.range.start), &mut tokens);
        done = token.range.end;
        tokens.push(token);
    }
    fill(text, TextRange::new(done, text.len()), &mut tokens);
    tokens
}

fn fill(text: &str, gap: TextRange, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let kind_at = |at: usize| match bytes[at] {
        b'\n' => TokenKind::LineBreak,
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => TokenKind::LineBreak,
        b' ' | b'\t' | b'\r' | 0x0b | 0x0c => TokenKind::Whitespace,
        _ => TokenKind::Word,
    };
    let mut at = gap.start;
    while at < gap.end {
        let kind = kind_at(at);
        let mut end = at + 1;
        while end < gap.end && kind_at(end) == kind && !(kind == TokenKind::LineBreak && bytes[end - 1] == b'\n') {
            end += 1;
        }
        let range = TextRange::new(at, end);
        let kind = if kind == TokenKind::Word && matches!(range.of(text), "\\" | "`") {
            TokenKind::Continuation
        } else {
            kind
        };
        tokens.push(Token { kind, range });
        at = end;
    }
}
