//! The commands of a RUN as hadolint sees them: through `ShellCheck`'s parser, always as bash.
//!
//! An exec form is its words joined by blanks and then read as shell text. `sh -c '…'`, `sudo` and `env` are not looked
//! into; `command`, `builtin`, `exec`, `busybox` and `time` are.

use std::borrow::Cow;

use super::call::{self, Call};
use crate::model::Code;
use crate::shell::{self, BlockKind, Dialect, Pipeline, Script};
use crate::syntax::{CommandLine, Instruction, Keyword, Logical, SyntaxTree};
use crate::text::{Edit, TextRange};

/// A RUN, taken apart.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// Every command with a literal name, in order.
    pub(super) calls: Vec<Call>,
    /// Whether a `|` joins commands.
    pub(super) has_pipe: bool,
    /// The shell text.
    pub(super) text: Cow<'a, str>,
    place: Place<'a>,
    /// Whether the text ends so that ` && …` may follow.
    has_open_end: bool,
}

/// Where the shell text stands in the file.
#[derive(Debug)]
enum Place<'a> {
    /// In strings of an exec form: nowhere as such.
    Exec,
    /// On the line.
    Line(&'a Logical),
    /// In a heredoc that starts at this offset.
    Document(usize),
}

impl<'a> Run<'a> {
    /// The commands of `instruction` if it is a RUN; `code` spares reading what has been read before.
    pub(super) fn read(tree: &'a SyntaxTree, instruction: &'a Instruction, code: Option<&Code>) -> Option<Self> {
        if instruction.keyword != Keyword::Run {
            return None;
        }
        let body = &instruction.body;
        let (text, place) = match (instruction.command()?, instruction.heredocs.first()) {
            (_, Some(document)) if body.source_range(TextRange::empty(0)).start == document.marker.start => {
                (Cow::Borrowed(document.body.of(&tree.text)), Place::Document(document.body.start))
            }
            (_, Some(document)) => (Cow::Borrowed(before(body, document.marker)), Place::Line(body)),
            (CommandLine::Shell { malformed_json: false }, None) => (Cow::Borrowed(body.text()), Place::Line(body)),
            (command, None) => match exec_words(command, body.text()) {
                Some(words) => (Cow::Owned(words.join(" ")), Place::Exec),
                None => (Cow::Borrowed(body.text()), Place::Line(body)),
            },
        };
        let is_known = instruction.heredocs.is_empty() && matches!(place, Place::Line(_));
        let script = match code.filter(|code| is_known && code.dialect == Dialect::Posix) {
            Some(code) => Cow::Borrowed(&code.script),
            None => Cow::Owned(shell::parse(&text)),
        };
        let end = call::readable_end(&script, &text);
        let has_open_end = is_known
            && script.errors.is_empty()
            && script.comments.is_empty()
            && !text.is_empty()
            && !text.trim_end().ends_with([';', '&', '\\']);
        Some(Self {
            calls: call::read(&script, end),
            has_pipe: script.pipelines.iter().any(|it| it.length > 1 && it.range.start < end && is_plain(&script, it)),
            text,
            place,
            has_open_end,
        })
    }

    /// Whether any command is this program with one of these arguments.
    pub(super) fn calls(&self, program: &str, arguments: &[&str]) -> bool {
        self.calls.iter().any(|call| call.is(program, arguments))
    }

    /// The range in the file of a range in the shell text; `None` in an exec form.
    pub(super) fn source(&self, range: TextRange) -> Option<TextRange> {
        match self.place {
            Place::Exec => None,
            Place::Line(body) => Some(body.source_range(range)),
            Place::Document(start) => Some(TextRange::new(start + range.start, start + range.end)),
        }
    }

    /// Inserts text behind a range of the shell text.
    pub(super) fn insert_after(&self, range: TextRange, text: &str) -> Option<Edit> {
        Some(Edit::insert(self.source(range)?.end, text))
    }

    /// Replaces a range of the shell text.
    pub(super) fn replace(&self, range: TextRange, text: &str) -> Option<Edit> {
        Some(Edit::replace(self.source(range)?, text))
    }

    /// Adds ` && command` at the end, where one can follow.
    pub(super) fn append(&self, command: &str) -> Option<Edit> {
        let Place::Line(body) = self.place else { return None };
        self.has_open_end.then(|| Edit::insert(body.source_end(body.text().len()), format!(" && {command}")))
    }
}

/// The text of `body` before a place in the file.
fn before(body: &Logical, marker: TextRange) -> &str {
    let mut starts = body.text().char_indices().map(|(at, _)| at);
    let end = starts.find(|&at| body.source_start(at) >= marker.start).unwrap_or(body.text().len());
    &body.text()[..end]
}

/// Whether the pipeline is not read out of a string.
fn is_plain(script: &Script, pipeline: &Pipeline) -> bool {
    let mut around = std::iter::successors(Some(script.block(pipeline.parent)), |block| {
        block.parent.map(|parent| script.block(parent))
    });
    around.all(|block| block.kind != BlockKind::ShellString)
}

/// The words of a command that hadolint takes for an exec form. It knows less of JSON than Docker does: a backslash in
/// a string may stand before any character, as in paths of Windows.
pub(super) fn exec_words(command: &CommandLine, text: &str) -> Option<Vec<String>> {
    match command {
        CommandLine::Exec { words } => Some(words.iter().map(|word| word.text.clone()).collect()),
        CommandLine::Shell { malformed_json: false } => None,
        CommandLine::Shell { malformed_json: true } => {
            let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
            let mut words = Vec::new();
            while !rest.is_empty() || !words.is_empty() {
                let word = rest.strip_prefix('"')?;
                let end = string_end(word)?;
                words.push(word[..end].replace("\\\"", "\""));
                rest = word[end + 1..].trim_start();
                if rest.is_empty() {
                    return Some(words);
                }
                rest = rest.strip_prefix(',')?.trim_start();
            }
            Some(words)
        }
    }
}

/// Where the quote is that ends a string.
fn string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}
