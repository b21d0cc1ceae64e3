//! Here-documents: the end word is read with the command, the body after the next line break.

use super::Parser;
use super::word::Draft;
use crate::shell::wrapper::{self, ScriptArgument};
use crate::shell::{BlockId, CommandId, Redirection, RedirectionKind, Word};

/// What a redirection belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holder {
    Command(CommandId),
    Block(BlockId),
}

/// A here-document whose body has not been met yet.
pub(super) struct Pending {
    holder: Holder,
    /// Its number among the redirections of the holder.
    index: usize,
    /// The start and end of the end word, to tell that the body is missing.
    at: crate::text::TextRange,
    delimiter: String,
    strips_tabs: bool,
    expands: bool,
}

impl Parser<'_> {
    /// Notes that a body will come.
    pub(super) fn await_body(&mut self, holder: Holder, index: usize, kind: RedirectionKind, end_word: &Word) {
        self.pending.push(Pending {
            holder,
            index,
            at: end_word.local,
            delimiter: end_word.unquoted().into_owned(),
            strips_tabs: kind == RedirectionKind::HereDocumentTabs,
            expands: !end_word.is_quoted,
        });
    }

    /// Reads the bodies that start here.
    pub(super) fn read_pending_bodies(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            if self.pos >= self.end {
                self.error(pending.at.start, pending.at.end, "the here-document has no body");
                continue;
            }
            // Substitutions in the body belong where the redirection stands, not where the line break is.
            let (owner, block) = match pending.holder {
                Holder::Command(id) => (Some(id), self.out.commands.get(id.0).map(|command| command.parent)),
                Holder::Block(id) => (None, self.out.block(id).parent),
            };
            let here = (std::mem::replace(&mut self.owner, owner), self.block);
            self.block = block.unwrap_or(self.block);
            let body = self.read_body(&pending);
            (self.owner, self.block) = here;
            self.keep_body(&pending, body);
        }
    }

    fn keep_body(&mut self, pending: &Pending, body: Word) {
        let redirections = match pending.holder {
            Holder::Command(id) => self.out.commands.get_mut(id.0).map(|command| &mut command.redirections),
            Holder::Block(id) => self.out.blocks.get_mut(id.0).map(|block| &mut block.redirections),
        };
        let Some(redirection) = redirections.and_then(|list| list.get_mut(pending.index)) else { return };
        redirection.body = Some(body);
        if let Holder::Command(id) = pending.holder {
            self.run_input(id, pending.index);
        }
    }

    /// Reads lines up to the end word.
    fn read_body(&mut self, pending: &Pending) -> Word {
        let start = self.pos;
        let mut line_start = start;
        let (body_end, after) = loop {
            let line = &self.text[line_start..self.end];
            let length = line.find('\n');
            let line = &line[..length.unwrap_or(line.len())];
            let content = if pending.strips_tabs { line.trim_start_matches('\t') } else { line };
            let content = content.strip_suffix('\r').unwrap_or(content);
            let next = length.map(|length| line_start + length + 1);
            if content == pending.delimiter {
                break (line_start, next.unwrap_or(self.end));
            }
            match next {
                Some(next) if next < self.end => line_start = next,
                _ => {
                    self.error(pending.at.start, pending.at.end, "the here-document does not end");
                    break (self.end, self.end);
                }
            }
        };
        let outer_end = std::mem::replace(&mut self.end, body_end);
        let mut draft = Draft::default();
        draft.is_quoted = !pending.expands;
        self.body_text(pending, &mut draft);
        self.pos = body_end;
        let word = self.finish_word(start, draft);
        self.end = outer_end;
        self.pos = after;
        word
    }

    /// Reads the text of a body into a draft.
    fn body_text(&mut self, pending: &Pending, draft: &mut Draft) {
        let mut at_line_start = true;
        while let Some(byte) = self.peek() {
            if at_line_start && pending.strips_tabs && byte == b'\t' {
                self.pos += 1;
                continue;
            }
            if byte == b'\n' {
                draft.push_verbatim(self.pos, self.pos + 1);
                self.pos += 1;
            } else if pending.expands {
                self.quoted_part(byte, draft, b"\n");
            } else {
                let length = self.rest().find('\n').unwrap_or(self.rest().len());
                draft.push_verbatim(self.pos, self.pos + length);
                self.pos += length;
            }
            at_line_start = self.pos > 0 && self.text.as_bytes()[self.pos - 1] == b'\n';
        }
    }

    /// Reads the here-document as a script when the command is a shell that reads standard input.
    fn run_input(&mut self, id: CommandId, index: usize) {
        let command = &mut self.out.commands[id.0];
        let runs_input = wrapper::script_argument(&command.words[command.inner..]) == Some(ScriptArgument::Input);
        let is_input = matches!(command.redirections[index].descriptor, None | Some(0));
        if !runs_input || !is_input || command.shell_string.is_some() {
            return;
        }
        // Taken out for the moment, since reading needs the whole script.
        let taken: Vec<Redirection> = std::mem::take(&mut command.redirections);
        if let Some(body) = &taken[index].body {
            self.reread(id, std::slice::from_ref(body));
        }
        self.out.commands[id.0].redirections = taken;
    }
}
