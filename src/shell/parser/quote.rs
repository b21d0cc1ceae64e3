//! Quotes and escapes.

use super::Parser;
use super::word::Draft;

impl Parser<'_> {
    /// Reads a backslash outside quotes: it quotes the next character, or joins two lines.
    pub(super) fn escape(&mut self, draft: &mut Draft) {
        let joined = self.continuation();
        if joined > 0 {
            self.pos += joined;
            return;
        }
        let start = self.pos;
        self.pos += 1;
        if self.pos >= self.end {
            // The shell keeps a backslash at the very end.
            draft.push_verbatim(start, self.pos);
            return;
        }
        draft.is_quoted = true;
        let start = self.pos;
        self.advance();
        draft.push_verbatim(start, self.pos);
    }

    /// Reads `'…'`.
    pub(super) fn single_quotes(&mut self, draft: &mut Draft) {
        let open = self.pos;
        self.pos += 1;
        let start = self.pos;
        draft.is_quoted = true;
        if let Some(length) = self.rest().find('\'') {
            draft.push_verbatim(start, start + length);
            self.pos += length + 1;
        } else {
            self.pos = self.end;
            draft.push_verbatim(start, self.pos);
            self.error(open, self.pos, "the single quote is not closed");
        }
    }

    /// Reads `"…"`.
    pub(super) fn double_quotes(&mut self, draft: &mut Draft) {
        let open = self.pos;
        self.pos += 1;
        draft.is_quoted = true;
        draft.push_verbatim(self.pos, self.pos);
        while let Some(byte) = self.peek() {
            if byte == b'"' {
                self.pos += 1;
                return;
            }
            self.quoted_part(byte, draft, b"\"");
        }
        self.error(open, self.pos, "the double quote is not closed");
    }

    /// Reads one part of text in which only `$`, back quotes and the backslash are special; `also_special` are the
    /// other characters that a backslash quotes and that end a run.
    pub(super) fn quoted_part(&mut self, byte: u8, draft: &mut Draft, also_special: &[u8]) {
        match byte {
            b'\\' => self.quoted_escape(draft, also_special),
            b'$' => self.dollar(draft, true),
            b'`' => self.back_quotes(draft, true),
            _ => {
                let is_special = |byte: u8| matches!(byte, b'\\' | b'$' | b'`') || also_special.contains(&byte);
                let length = self.rest().bytes().skip(1).position(is_special).map_or(self.rest().len(), |at| at + 1);
                draft.push_verbatim(self.pos, self.pos + length);
                self.pos += length;
            }
        }
    }

    /// Reads a backslash in double quotes: before other than special characters it stands for itself.
    fn quoted_escape(&mut self, draft: &mut Draft, also_special: &[u8]) {
        let joined = self.continuation();
        if joined > 0 {
            self.pos += joined;
            return;
        }
        let is_escape = self.peek_at(1).is_some_and(|next| b"\\$`".contains(&next) || also_special.contains(&next));
        let start = self.pos + usize::from(is_escape);
        self.pos = start + 1;
        draft.push_verbatim(start, self.pos);
    }

    /// Reads `$'…'`, in which a backslash spells characters as in C.
    pub(super) fn ansi_quotes(&mut self, draft: &mut Draft) {
        let open = self.pos;
        self.pos += 2;
        let start = self.pos;
        draft.is_quoted = true;
        let mut has_escape = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' => break,
                b'\\' => {
                    has_escape = true;
                    self.pos += 1;
                    self.advance();
                }
                _ => self.pos += 1,
            }
        }
        let body = &self.text[start..self.pos];
        if has_escape {
            draft.push_decoded(start, self.pos, decode(body));
        } else {
            draft.push_verbatim(start, self.pos);
        }
        if self.peek() == Some(b'\'') {
            self.pos += 1;
        } else {
            self.error(open, self.pos, "the single quote is not closed");
        }
    }
}

/// The text that the inside of `$'…'` spells (bash manual, "ANSI-C Quoting").
fn decode(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let (decoded, length) = decode_escape(escape);
        match decoded {
            Some(character) => text.push(character),
            // Not an escape: the backslash stays.
            None => text.push_str(&rest[at..at + 1 + length]),
        }
        rest = &escape[length..];
    }
    text.push_str(rest);
    text
}

/// The character that an escape, without its backslash, spells, and the bytes that it takes.
fn decode_escape(escape: &str) -> (Option<char>, usize) {
    let Some(first) = escape.chars().next() else { return (None, 0) };
    let simple = match first {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' | 'E' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '\\' | '\'' | '"' | '?' => first,
        'x' => return decode_digits(escape, 1, 2, 16),
        'u' => return decode_digits(escape, 1, 4, 16),
        'U' => return decode_digits(escape, 1, 8, 16),
        '0'..='7' => return decode_digits(escape, 0, 3, 8),
        _ => return (None, first.len_utf8()),
    };
    (Some(simple), first.len_utf8())
}

/// Reads up to `most` digits after the first `skip` bytes.
fn decode_digits(escape: &str, skip: usize, most: usize, radix: u32) -> (Option<char>, usize) {
    let digits = &escape[skip..];
    let length = digits.bytes().take(most).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let value = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32);
    (value, skip + length)
}
