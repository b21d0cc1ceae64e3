//! Redirections: `2>&1`, `>>file`, `<<EOF`.

use super::Parser;
use super::heredoc::Holder;
use crate::shell::{BlockId, Redirection, RedirectionKind};

/// Operators, longer ones before those that they begin with.
const OPERATORS: &[(&str, RedirectionKind)] = &[
    ("<<<", RedirectionKind::HereString),
    ("<<-", RedirectionKind::HereDocumentTabs),
    ("<<", RedirectionKind::HereDocument),
    ("<&", RedirectionKind::DuplicateInput),
    ("<>", RedirectionKind::ReadWrite),
    ("<", RedirectionKind::Read),
    (">>", RedirectionKind::Append),
    (">&", RedirectionKind::DuplicateOutput),
    (">|", RedirectionKind::Clobber),
    (">", RedirectionKind::Write),
    ("&>>", RedirectionKind::AppendBoth),
    ("&>", RedirectionKind::WriteBoth),
];

impl Parser<'_> {
    /// Reads a redirection if one stands here. It will be number `index` of its holder.
    pub(super) fn redirection(&mut self, holder: Holder, index: usize) -> Option<Redirection> {
        let rest = self.rest().as_bytes();
        let digits = rest.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        let operator = &rest[digits..];
        if !matches!(operator.first(), Some(b'<' | b'>' | b'&')) || (digits > 0 && operator[0] == b'&') {
            return None;
        }
        // `<(…)` is a word.
        if matches!(operator, [b'<' | b'>', b'(', ..]) {
            return None;
        }
        let &(text, kind) = OPERATORS.iter().find(|(text, _)| operator.starts_with(text.as_bytes()))?;
        let start = self.pos;
        let descriptor = self.text[start..start + digits].parse().ok();
        self.pos += digits + text.len();
        self.inline_blanks();
        let is_document = matches!(kind, RedirectionKind::HereDocument | RedirectionKind::HereDocumentTabs);
        let target = self.word();
        match &target {
            Some(word) if is_document => self.await_body(holder, index, kind, word),
            Some(_) => {}
            None => self.error(start, self.pos, "the redirection has no target"),
        }
        let range = self.map.range(start, self.pos);
        Some(Redirection { kind, descriptor, range, target, body: None })
    }

    /// Passes blanks and joined lines, but no comment.
    fn inline_blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.pos += 1,
                Some(b'\\') if self.continuation() > 0 => self.pos += self.continuation(),
                _ => break,
            }
        }
    }

    /// Reads the redirections after a compound command, and gives the end of the last one.
    pub(super) fn trailing_redirections(&mut self, block: BlockId) -> usize {
        let mut end = self.pos;
        loop {
            self.blanks();
            let index = self.out.blocks[block.0].redirections.len();
            let Some(redirection) = self.redirection(Holder::Block(block), index) else { return end };
            self.out.blocks[block.0].redirections.push(redirection);
            end = self.pos;
        }
    }
}
