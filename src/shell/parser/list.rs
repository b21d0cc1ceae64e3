//! Lists, pipelines and the blocks that hold them: `a && b | c; d &`.

use super::{Closers, Parser};
use crate::shell::script::{Block, BlockKind, Connector, Pipeline, PipelineId, Place};
use crate::shell::{BlockId, ScriptError};
use crate::text::TextRange;

/// The operator in front of a command.
type Link = (Connector, Option<TextRange>);

impl Parser<'_> {
    /// Reads commands until a closer that some construct waits for, or the end.
    pub(super) fn list(&mut self) {
        let mut link: Link = (Connector::Start, None);
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                // After `&&` a line break means nothing.
                Some(b'\n') => {
                    self.line_break();
                    continue;
                }
                Some(_) if self.at_closer() => break,
                Some(_) => {}
            }
            if let Some((_, length)) = self.operator() {
                self.error(self.pos, self.pos + length, "an operator with no command before it");
                self.pos += length;
                continue;
            }
            let Some(pipeline) = self.pipeline(link) else {
                let start = self.pos;
                self.advance();
                self.error(start, self.pos, "unexpected character");
                continue;
            };
            link = self.separator(pipeline);
        }
        self.tell_dangling(link);
    }

    /// Tells that no command follows an operator that needs one.
    fn tell_dangling(&mut self, link: Link) {
        use Connector::{And, Or, Pipe, PipeBoth};
        if let (And | Or | Pipe | PipeBoth, Some(range)) = link
            && !self.is_quiet
        {
            self.out.errors.push(ScriptError { range, message: "no command after the operator".to_owned() });
        }
    }

    /// Reads what stands after a pipeline.
    fn separator(&mut self, pipeline: PipelineId) -> Link {
        self.blanks();
        if self.at_closer() {
            return (Connector::Semicolon, None);
        }
        match (self.peek(), self.operator()) {
            (Some(b'\n'), _) => {
                self.out.pipelines[pipeline.0].followed_by = Some(Connector::Newline);
                let operator = self.map.range(self.pos, self.pos + 1);
                self.line_break();
                (Connector::Newline, Some(operator))
            }
            (Some(_), Some((connector, length))) => {
                self.out.pipelines[pipeline.0].followed_by = Some(connector);
                if self.starts_with(";;") {
                    self.error(self.pos, self.pos + length, "`;;` outside `case`");
                }
                let operator = self.map.range(self.pos, self.pos + length);
                self.pos += length;
                match connector {
                    // A second `|`, told as an error already; what follows is another pipeline.
                    Connector::Pipe | Connector::PipeBoth => (Connector::Semicolon, None),
                    _ => (connector, Some(operator)),
                }
            }
            (Some(_), None) => {
                self.error(self.pos, self.pos, "an operator is missing");
                (Connector::Semicolon, None)
            }
            (None, _) => (Connector::Semicolon, None),
        }
    }

    /// The list operator here and its length.
    fn operator(&self) -> Option<(Connector, usize)> {
        match (self.peek()?, self.peek_at(1)) {
            (b'&', Some(b'&')) => Some((Connector::And, 2)),
            (b'&', Some(b'>')) => None,
            (b'&', _) => Some((Connector::Background, 1)),
            (b'|', Some(b'|')) => Some((Connector::Or, 2)),
            (b'|', Some(b'&')) => Some((Connector::PipeBoth, 2)),
            (b'|', _) => Some((Connector::Pipe, 1)),
            (b';', Some(b';')) => Some((Connector::Semicolon, 2)),
            (b';', _) => Some((Connector::Semicolon, 1)),
            _ => None,
        }
    }

    /// Reads commands joined by `|`. `None`, and nothing passed, when no command stands here.
    fn pipeline(&mut self, link: Link) -> Option<PipelineId> {
        let id = self.open_pipeline();
        let start = self.pos;
        while self.take_keyword("!") {
            let pipeline = &mut self.out.pipelines[id.0];
            pipeline.negated = !pipeline.negated;
            self.blanks();
        }
        self.pass_time_keyword();
        let mut end = self.pos;
        let mut link = link;
        let mut length = 0;
        loop {
            let place = Place { connector: link.0, operator: link.1, pipeline: id, position: length };
            let Some(command_end) = self.command(place) else {
                if length > 0 {
                    self.tell_dangling(link);
                }
                break;
            };
            length += 1;
            end = command_end;
            self.blanks();
            let Some((connector @ (Connector::Pipe | Connector::PipeBoth), width)) = self.operator() else { break };
            link = (connector, Some(self.map.range(self.pos, self.pos + width)));
            self.pos += width;
            self.line_breaks();
        }
        if length == 0 && self.pos == start {
            self.out.pipelines.pop();
            return None;
        }
        let pipeline = &mut self.out.pipelines[id.0];
        pipeline.range = self.map.range(start, end);
        pipeline.length = length;
        Some(id)
    }

    /// `time` in front of a compound command is a keyword; in front of a simple command it is read as a wrapper.
    fn pass_time_keyword(&mut self) {
        if self.keyword() == "time" {
            let after = self.rest()["time".len()..].trim_start_matches([' ', '\t']);
            if after.starts_with('(') || after.starts_with("{ ") {
                self.pos = self.end.min(self.pos + self.rest().len() - after.len());
            }
        }
    }

    /// Opens a block in the current one. Its range ends where it starts until [`Self::within`] is done.
    pub(super) fn open(&mut self, kind: BlockKind, place: Option<Place>) -> BlockId {
        let id = BlockId(self.out.blocks.len());
        self.out.blocks.push(Block {
            kind,
            range: self.map.range(self.pos, self.pos),
            parent: Some(self.block),
            owner: self.owner.filter(|_| place.is_none()),
            place,
            words: Vec::new(),
            redirections: Vec::new(),
        });
        id
    }

    /// Reads what is in the block, from `start`, and ends it.
    pub(super) fn within<T>(&mut self, id: BlockId, start: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = (std::mem::replace(&mut self.block, id), self.owner.take());
        let result = read(self);
        (self.block, self.owner) = outer;
        self.out.blocks[id.0].range = self.map.range(start, self.pos);
        result
    }

    /// Reads a list into a block of its own, up to one of the closers.
    pub(super) fn body(&mut self, kind: BlockKind, closers: Closers) -> BlockId {
        self.blanks();
        let start = self.pos;
        let id = self.open(kind, None);
        let read = self.out.pipelines.len();
        self.within(id, start, |parser| parser.closed_list(closers));
        if read == self.out.pipelines.len() && closers.contains(&self.keyword()) {
            self.error(start, self.pos, "a command is missing");
        }
        id
    }

    /// Reads a list up to one of the closers.
    pub(super) fn closed_list(&mut self, closers: Closers) {
        self.expected.push(closers);
        self.list();
        self.expected.pop();
    }

    pub(super) fn open_pipeline(&mut self) -> PipelineId {
        let id = PipelineId(self.out.pipelines.len());
        self.out.pipelines.push(Pipeline {
            range: self.map.range(self.pos, self.pos),
            negated: false,
            length: 0,
            parent: self.block,
            followed_by: None,
        });
        id
    }
}
