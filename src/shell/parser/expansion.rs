//! `$x`, `${x…}`, `$(…)`, back quotes, `$((…))`, `<(…)`.

use super::Parser;
use super::word::Draft;
use crate::shell::script::BlockKind;
use crate::shell::word::ParameterReference;

/// What may follow the name in `${name…}`, longer ones before those that they begin with.
const OPERATORS: &[&str] =
    &[":-", ":=", ":?", ":+", "##", "%%", "//", "^^", ",,", "-", "=", "?", "+", "#", "%", "/", "^", ",", "@", ":"];

impl Parser<'_> {
    /// Reads what begins with `$`.
    pub(super) fn dollar(&mut self, draft: &mut Draft, in_quotes: bool) {
        if self.pass_substituted(draft) {
            return;
        }
        match self.peek_at(1) {
            Some(b'\'') if !in_quotes => self.ansi_quotes(draft),
            Some(b'"') if !in_quotes => {
                // `$"…"` is translated, which changes nothing here.
                self.pos += 1;
                self.double_quotes(draft);
            }
            Some(b'(') if self.peek_at(2) == Some(b'(') && self.is_arithmetic(1) => self.arithmetic(draft),
            Some(b'(') => self.substitution(draft, BlockKind::Substitution),
            Some(b'{') => self.braces(draft, in_quotes),
            Some(byte) if is_parameter_start(byte) => {
                let start = self.pos;
                self.pos += 1;
                let length = parameter_length(self.rest());
                self.refer(draft, (start, self.pos, length), in_quotes, "");
                self.pos += length;
                draft.push_expansion(start, self.pos);
            }
            _ => {
                draft.push_verbatim(self.pos, self.pos + 1);
                self.pos += 1;
            }
        }
    }

    /// Notes a parameter whose expansion starts at the first and whose name starts at the second position.
    fn refer(&self, draft: &mut Draft, at: (usize, usize, usize), in_quotes: bool, operator: &'static str) {
        let (start, name_start, length) = at;
        let name_end = name_start + length;
        draft.parameters.push(ParameterReference {
            name: self.text[name_start..name_end].to_owned(),
            range: self.map.range(start, name_end),
            name_range: self.map.range(name_start, name_end),
            operator,
            in_quotes,
        });
    }

    /// Reads `${…}`.
    fn braces(&mut self, draft: &mut Draft, in_quotes: bool) {
        let start = self.pos;
        let was_muted = std::mem::replace(&mut draft.is_muted, true);
        self.pos += 2;
        let reference = self.braces_head(start, draft, in_quotes);
        self.nested((), |parser| parser.braces_tail(start, draft, in_quotes));
        draft.is_muted = was_muted;
        if let Some(reference) = reference {
            draft.parameters[reference].range = self.map.range(start, self.pos);
        }
        draft.push_expansion(start, self.pos);
    }

    /// Reads the name and operator in `${…}`, and gives the index of the reference.
    fn braces_head(&mut self, start: usize, draft: &mut Draft, in_quotes: bool) -> Option<usize> {
        let prefix = match (self.peek(), self.peek_at(1)) {
            (Some(b'#'), Some(next)) if is_parameter_start(next) && next != b'#' => "length",
            (Some(b'!'), Some(next)) if is_parameter_start(next) => "indirect",
            _ => "",
        };
        self.pos += usize::from(!prefix.is_empty());
        // `$10` is `$1` and a zero, `${10}` is the tenth.
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 { digits } else { parameter_length(self.rest()) };
        if length == 0 {
            self.error(start, self.pos, "`${` needs a name");
            return None;
        }
        let name_start = self.pos;
        self.pos += length;
        if self.peek() == Some(b'[') {
            let index = self.rest().bytes().take(MAX_INDEX).position(|byte| byte == b']');
            self.pos += index.map_or(0, |at| at + 1);
        }
        let operator = OPERATORS.iter().find(|operator| self.starts_with(operator)).copied().unwrap_or("");
        self.refer(draft, (start, name_start, length), in_quotes, if prefix.is_empty() { operator } else { prefix });
        self.pos += operator.len();
        Some(draft.parameters.len() - 1)
    }

    /// Reads the rest of `${…}`, in which expansions and quotes may stand.
    fn braces_tail(&mut self, start: usize, draft: &mut Draft, in_quotes: bool) {
        // Quotes in `${x:-"a"}` do not make the whole word quoted.
        let is_quoted = draft.is_quoted;
        while let Some(byte) = self.peek() {
            match byte {
                b'}' => {
                    self.pos += 1;
                    draft.is_quoted = is_quoted;
                    return;
                }
                b'\\' => {
                    self.pos += 1;
                    self.advance();
                }
                b'$' => self.dollar(draft, in_quotes),
                b'`' => self.back_quotes(draft, in_quotes),
                b'"' => self.double_quotes(draft),
                b'\'' if !in_quotes => self.single_quotes(draft),
                _ => self.pos += 1,
            }
        }
        self.error(start, self.pos, "`${` is not closed");
    }

    /// Reads `$(…)`.
    fn substitution(&mut self, draft: &mut Draft, kind: BlockKind) {
        let start = self.pos;
        let block = self.open(kind, None);
        draft.substitutions.push(block);
        let pending = std::mem::take(&mut self.pending);
        let expected = std::mem::take(&mut self.expected);
        self.within(block, start, |parser| {
            parser.pos += 2;
            parser.nested((), |parser| parser.closed_list(&[")"]));
            parser.expect_byte(b')', start);
        });
        self.expected = expected;
        // Bodies that have not come yet come after the next line break, outer ones first.
        let inner = std::mem::replace(&mut self.pending, pending);
        self.pending.extend(inner);
        draft.push_expansion(start, self.pos);
    }

    /// Reads `<(…)` or `>(…)`.
    pub(super) fn process_substitution(&mut self, draft: &mut Draft) {
        if !self.pass_substituted(draft) {
            self.substitution(draft, BlockKind::ProcessSubstitution);
        }
    }

    /// Passes what an outer shell has substituted already, when this text is its string.
    pub(super) fn pass_substituted(&mut self, draft: &mut Draft) -> bool {
        let at = self.substituted.binary_search_by_key(&self.pos, |range| range.start);
        let Ok(index) = at else { return false };
        let range = self.substituted[index];
        self.pos = range.end;
        draft.push_expansion(range.start, range.end);
        true
    }

    /// Whether `((`, at `distance` from here, opens arithmetic rather than two subshells: its brackets pair up, and
    /// the last two stand side by side. An expression that is not closed counts as arithmetic too.
    pub(super) fn is_arithmetic(&mut self, distance: usize) -> bool {
        let bytes = &self.text.as_bytes()[self.pos + distance + 2..self.end];
        let mut open = 0_usize;
        let mut index = 0;
        while let Some(&byte) = bytes.get(index) {
            if self.lookahead == 0 {
                return false;
            }
            self.lookahead -= 1;
            match byte {
                b'\\' => index += 1,
                b'(' => open += 1,
                b')' if open > 0 => open -= 1,
                b')' => return bytes.get(index + 1) == Some(&b')'),
                _ => {}
            }
            index += 1;
        }
        true
    }

    /// Reads `$((…))`.
    fn arithmetic(&mut self, draft: &mut Draft) {
        let start = self.pos;
        let was_muted = std::mem::replace(&mut draft.is_muted, true);
        self.pos += 3;
        self.nested((), |parser| parser.arithmetic_body(start, draft));
        draft.is_muted = was_muted;
        draft.push_expansion(start, self.pos);
    }

    /// Reads up to and with the `))` of arithmetic that began at `start`; names in it are parameters.
    pub(super) fn arithmetic_body(&mut self, start: usize, draft: &mut Draft) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b')' if open == 0 => {
                    self.pos += 1;
                    self.expect_byte(b')', start);
                    return;
                }
                b'(' => {
                    open += 1;
                    self.pos += 1;
                }
                b')' => {
                    open -= 1;
                    self.pos += 1;
                }
                b'$' => self.dollar(draft, true),
                b'`' => self.back_quotes(draft, true),
                b'\\' => {
                    self.pos += 1;
                    self.advance();
                }
                // `0x1f`, `16#ff`
                b'0'..=b'9' => {
                    let is_number = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
                    self.pos += self.rest().as_bytes().iter().take_while(|byte| is_number(byte)).count();
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                    let length = parameter_length(self.rest());
                    self.refer(draft, (self.pos, self.pos, length), true, "");
                    self.pos += length;
                }
                _ => self.pos += 1,
            }
        }
        self.error(start, self.pos, "`))` is missing");
    }
}

/// How far the `]` of `${name[index]}` is looked for.
const MAX_INDEX: usize = 200;

/// Whether the byte after `$` makes an expansion of a parameter.
fn is_parameter_start(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!')
}

/// The length of the parameter name at the start of the text: a name, a digit or a special character.
fn parameter_length(text: &str) -> usize {
    match text.bytes().next() {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => {
            text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
        }
        Some(byte) if is_parameter_start(byte) => 1,
        _ => 0,
    }
}
