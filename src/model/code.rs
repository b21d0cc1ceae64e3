use crate::shell::{self, Script};
use crate::syntax::{CommandLine, Instruction, Logical, Word};
use crate::text::TextRange;

/// The commands of `RUN`, `CMD`, `ENTRYPOINT` or `HEALTHCHECK`, with the way back to the file.
#[derive(Clone, Debug)]
pub struct Code {
    /// The commands; their ranges are for [`Code::range`].
    pub script: Script,
    /// The text that was parsed; `None` for the exec form, whose ranges are those of the file already.
    logical: Option<Logical>,
}

impl Code {
    /// The commands of a command in shell or exec form; `body` is the text of the shell form.
    pub(super) fn of_command(command: &CommandLine, body: &Logical) -> Self {
        match command {
            CommandLine::Exec { words } => Self::of_exec(words.iter().cloned()),
            CommandLine::Shell { .. } => Self { script: shell::parse(body.text()), logical: Some(body.clone()) },
        }
    }

    /// The command that the strings of one or two exec forms make.
    pub(super) fn of_exec(words: impl Iterator<Item = Word>) -> Self {
        let words: Vec<_> = words.map(|word| (word.text, word.range)).collect();
        Self { script: shell::from_exec(&words), logical: None }
    }

    /// The commands of a `RUN` with heredocs. BuildKit hands a heredoc that is the whole command to the shell as it is;
    /// otherwise the shell reads the line and its documents.
    pub(super) fn of_heredocs(instruction: &Instruction, file: &str) -> Self {
        let logical = match instruction.heredocs.as_slice() {
            [only] if only.marker == instruction.body.source_range(whole(&instruction.body)) => {
                Logical::of(file, [only.body])
            }
            documents => {
                let bodies =
                    documents.iter().map(|it| TextRange::new(it.body.start, it.terminator.unwrap_or(it.body).end));
                let line = instruction.body.segments(whole(&instruction.body)).collect::<Vec<_>>();
                Logical::of_lines(file, line, bodies)
            }
        };
        Self { script: shell::parse(logical.text()), logical: Some(logical) }
    }

    /// The range in the file of a range in the script.
    pub fn range(&self, range: TextRange) -> TextRange {
        self.logical.as_ref().map_or(range, |logical| logical.source_range(range))
    }

    /// The contiguous ranges in the file that a range in the script is made of.
    pub fn segments(&self, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        let whole = if self.logical.is_none() { Some(range) } else { None };
        self.logical.iter().flat_map(move |logical| logical.segments(range)).chain(whole)
    }

    /// Whether the command is in exec form.
    pub const fn is_exec(&self) -> bool {
        self.logical.is_none()
    }
}

fn whole(body: &Logical) -> TextRange {
    TextRange::new(0, body.text().len())
}
