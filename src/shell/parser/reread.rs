//! Texts that are decoded before a shell reads them: back quotes, `sh -c '…'`, `eval`, exec form.

use super::word::Draft;
use super::{MAX_REREADS, Parser};
use crate::shell::command::Command;
use crate::shell::script::{BlockKind, Connector, Pipeline, Place};
use crate::shell::source::SourceMap;
use crate::shell::word::PieceKind;
use crate::shell::{BlockId, CommandId, PipelineId, Script, Word};
use crate::text::TextRange;
use std::sync::Arc;

/// A decoded text, and where it comes from.
#[derive(Default)]
struct Decoded {
    text: String,
    map: SourceMap,
    /// Stretches that were substituted before the text is read.
    substituted: Vec<TextRange>,
    /// Where the newest copy ended in its source.
    copied: usize,
}

impl Decoded {
    /// Adds the value of a word whose source `map` maps.
    fn push_word(&mut self, word: &Word, map: &SourceMap) {
        self.copied = word.local.start;
        if word.pieces.is_empty() {
            self.push_copy(word.local, &word.source, map);
        }
        for piece in &word.pieces {
            let start = self.text.len();
            match &piece.kind {
                PieceKind::Verbatim => self.push_copy(piece.range, &word.source, map),
                PieceKind::Decoded(text) => {
                    self.map.push_opaque(start, map.range(piece.range.start, piece.range.end));
                    self.text.push_str(text);
                }
                PieceKind::Expansion => {
                    self.push_copy(piece.range, &word.source, map);
                    // Commands in it have been read with the outer text.
                    if piece.range.of(&word.source).contains(['(', '`']) {
                        self.substituted.push(TextRange::new(start, self.text.len()));
                    }
                }
            }
        }
    }

    fn push_copy(&mut self, range: TextRange, source: &str, map: &SourceMap) {
        let mut rest = range;
        // An escaped character stands with its backslash, so that ranges which begin with it are whole.
        let follows_escape = self.copied < range.start && source.as_bytes()[range.start - 1] == b'\\';
        if let Some(escaped) = range.of(source).chars().next().filter(|_| follows_escape) {
            rest.start += escaped.len_utf8();
            self.map.push_opaque(self.text.len(), map.range(range.start - 1, rest.start));
            self.text.push(escaped);
        }
        self.map.push_copy(self.text.len(), map, rest);
        self.text.push_str(rest.of(source));
        self.copied = range.end;
    }
}

impl Parser<'_> {
    /// Reads back quotes: the commands in them are read after one level of backslashes is taken away.
    pub(super) fn back_quotes(&mut self, draft: &mut Draft, in_quotes: bool) {
        if self.pass_substituted(draft) {
            return;
        }
        let start = self.pos;
        let block = self.open(BlockKind::Substitution, None);
        draft.substitutions.push(block);
        self.pos += 1;
        let mut decoded = Decoded::default();
        let mut run = self.pos;
        while let Some(byte) = self.peek() {
            match (byte, self.peek_at(1)) {
                (b'`', _) => break,
                (b'\\', Some(next)) => {
                    if matches!(next, b'`' | b'\\' | b'$') || (in_quotes && next == b'"') {
                        decoded.push_copy(TextRange::new(run, self.pos), self.text, &self.map);
                        run = self.pos + 1;
                    }
                    self.pos += 1;
                    self.advance();
                }
                _ => self.pos += 1,
            }
        }
        decoded.push_copy(TextRange::new(run, self.pos), self.text, &self.map);
        if self.peek() == Some(b'`') {
            self.pos += 1;
        } else {
            self.error(start, self.pos, "the back quote is not closed");
        }
        self.out.blocks[block.0].range = self.map.range(start, self.pos);
        self.read_inner(decoded, block, self.in_shell_string, false);
        draft.push_expansion(start, self.pos);
    }

    /// Reads the words, joined by blanks, as the script that a command runs.
    pub(super) fn reread(&mut self, id: CommandId, words: &[Word]) {
        let mut decoded = Decoded::default();
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                let gap = TextRange::new(words[index - 1].range.end, word.range.start.max(words[index - 1].range.end));
                decoded.map.push_opaque(decoded.text.len(), gap);
                decoded.text.push(' ');
            }
            decoded.push_word(word, &self.map);
        }
        let range = words.iter().map(|word| word.range).reduce(TextRange::cover).unwrap_or_default();
        let is_known = words.iter().all(|word| !word.has_expansion);
        self.run_string(id, decoded, range, !is_known);
    }

    fn run_string(&mut self, id: CommandId, decoded: Decoded, range: TextRange, is_quiet: bool) {
        if self.rereads >= MAX_REREADS {
            return;
        }
        let block = self.open(BlockKind::ShellString, None);
        self.out.blocks[block.0].parent = Some(self.out.commands[id.0].parent);
        self.out.blocks[block.0].owner = Some(id);
        self.out.blocks[block.0].range = range;
        self.out.commands[id.0].shell_string = Some(block);
        self.read_inner(decoded, block, true, is_quiet);
    }

    fn read_inner(&mut self, decoded: Decoded, block: BlockId, in_shell_string: bool, is_quiet: bool) {
        if self.rereads >= MAX_REREADS {
            return;
        }
        let source: Arc<str> = Arc::from(decoded.text);
        self.nested((), |parser| {
            let mut inner = Parser::new(&source, decoded.map, parser.out, block);
            inner.depth = parser.depth;
            inner.rereads = parser.rereads + 1;
            inner.in_shell_string = in_shell_string;
            inner.is_quiet = parser.is_quiet || is_quiet;
            inner.substituted = decoded.substituted;
            inner.run();
        });
    }
}

/// Makes one command of the words of an exec-form instruction; see [`crate::shell::from_exec`].
pub(in crate::shell) fn read_exec(words: &[(String, TextRange)]) -> Script {
    let range = words.iter().map(|(_, range)| *range).reduce(TextRange::cover).unwrap_or_default();
    let mut script = Script::new(range);
    if words.is_empty() {
        return script;
    }
    let place = Place { connector: Connector::Start, operator: None, pipeline: PipelineId(0), position: 0 };
    script.pipelines.push(Pipeline { range, negated: false, length: 1, parent: Script::ROOT, followed_by: None });
    // All words are put in one text, so that one map serves them.
    let mut text = String::new();
    let mut map = SourceMap::default();
    let mut places = Vec::with_capacity(words.len());
    for (value, range) in words {
        let start = text.len();
        text.push_str(value);
        push_json_string(&mut map, start, value, *range);
        places.push(TextRange::new(start, text.len()));
    }
    let source: Arc<str> = Arc::from(text);
    let mut command = Command::new(CommandId(0), place, Script::ROOT, false);
    command.range = range;
    command.words = places
        .iter()
        .zip(words)
        .map(|(local, (_, range))| {
            let mut word = Word::plain(Arc::clone(&source), *local, *range);
            word.is_quoted = true;
            word
        })
        .collect();
    script.commands.push(command);
    Parser::new(&source, map, &mut script, Script::ROOT).look_behind_wrappers(CommandId(0));
    script
}

/// Maps a word of an exec form. Its range may be that of the value or have the quotes of JSON around it; when the
/// lengths tell that neither is the case, there are escapes, and the whole range stands for every part.
fn push_json_string(map: &mut SourceMap, inner: usize, value: &str, range: TextRange) {
    if range.len() == value.len() {
        map.push_verbatim(inner, range);
    } else if range.len() == value.len() + 2 {
        map.push_verbatim(inner, TextRange::new(range.start + 1, range.end - 1));
    } else {
        map.push_opaque(inner, range);
    }
}
