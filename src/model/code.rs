use super::Program;
use super::packages::PackageCall;
use super::program::ProgramPlace;
use crate::shell::{self, Command, Dialect, Invocation, Script};
use crate::syntax::{CommandLine, Instruction, Logical, Word};
use crate::text::TextRange;

/// The commands of `RUN`, `CMD`, `ENTRYPOINT` or `HEALTHCHECK`, with the way back to the file.
#[derive(Clone, Debug)]
pub struct Code {
    /// The commands; their ranges are for [`Code::range`].
    ///
    /// None are read where another language than that of POSIX shells is spoken.
    pub script: Script,
    /// The language of the text; that of POSIX shells for the exec form, whose words no shell reads.
    pub dialect: Dialect,
    /// The text that was parsed; `None` for the exec form, whose ranges are those of the file already.
    logical: Option<Logical>,
    programs: Vec<ProgramPlace>,
    pub(super) package_calls: Vec<PackageCall>,
}

impl Code {
    /// The commands of a command in shell or exec form; `body` is the text of the shell form.
    pub(super) fn of_command(command: &CommandLine, body: &Logical, dialect: Dialect) -> Self {
        match command {
            CommandLine::Exec { words } => Self::of_exec(words.iter().cloned()),
            CommandLine::Shell { .. } => Self::of_text(body.clone(), dialect),
        }
    }

    fn of_text(logical: Logical, dialect: Dialect) -> Self {
        let text = if dialect == Dialect::Posix { logical.text() } else { "" };
        Self::of_script(shell::parse(text), dialect, Some(logical))
    }

    /// The command that the strings of one or two exec forms make.
    pub(super) fn of_exec(words: impl Iterator<Item = Word>) -> Self {
        let words: Vec<_> = words.map(|word| (word.text, word.range)).collect();
        Self::of_script(shell::from_exec(&words), Dialect::Posix, None)
    }

    fn of_script(script: Script, dialect: Dialect, logical: Option<Logical>) -> Self {
        let programs = ProgramPlace::all(&script);
        let package_calls = programs.iter().filter_map(|&place| PackageCall::of(&script, place)).collect();
        Self { script, dialect, logical, programs, package_calls }
    }

    /// What the commands really start, each with its command; commands whose name is not a literal are left out.
    pub fn programs(&self) -> impl Iterator<Item = (Invocation<'_>, Program<'_>)> {
        self.programs.iter().map(|place| place.in_script(&self.script))
    }

    /// The commands of a `RUN` with heredocs. BuildKit hands a heredoc that is the whole command to the shell as it is;
    /// otherwise the shell reads the line and its documents. A heredoc may name its own interpreter with `#!`.
    pub(super) fn of_heredocs(instruction: &Instruction, file: &str, dialect: Dialect) -> Self {
        let mut dialect = dialect;
        let logical = match instruction.heredocs.as_slice() {
            [only] if only.marker == instruction.body.source_range(whole(&instruction.body)) => {
                let text = only.body.of(file);
                let text = if only.strip_tabs { text.trim_start_matches('\t') } else { text };
                dialect = shell::interpreter(text).map_or(dialect, |words| shell::dialect(&words));
                Logical::of(file, [only.body])
            }
            documents => {
                let bodies =
                    documents.iter().map(|it| TextRange::new(it.body.start, it.terminator.unwrap_or(it.body).end));
                let line = instruction.body.segments(whole(&instruction.body)).collect::<Vec<_>>();
                Logical::of_lines(file, line, bodies)
            }
        };
        Self::of_text(logical, dialect)
    }

    /// Whether a command sees the value of one of these exports that `wanted` takes: the last one before it, in its own
    /// list or in the outermost one.
    pub fn sees(&self, exports: &[(&Command, &str)], invocation: Invocation<'_>, wanted: fn(&str) -> bool) -> bool {
        let command = invocation.command();
        let before = exports.partition_point(|(it, _)| it.id < command.id);
        // More exports of one variable than these are not written.
        let mut last = exports[..before].iter().rev().take(20);
        let is_seen = |it: &&(&Command, &str)| [command.parent, Script::ROOT].contains(&it.0.parent);
        last.find(is_seen).is_some_and(|(_, value)| wanted(value))
    }

    /// The commands that export a variable with a literal value, in order, each with the value.
    pub fn exports(&self, name: &str) -> Vec<(&Command, &str)> {
        let commands = self.script.commands.iter().filter(|it| {
            let it = it.unwrapped();
            match it.base_name() {
                Some("export") => true,
                Some("declare" | "typeset") => it.has_flag_of(&["-x"]),
                _ => false,
            }
        });
        let pairs = commands.flat_map(|it| it.unwrapped().arguments().iter().map(move |word| (it, word)));
        pairs.filter_map(|(it, word)| Some((it, word.literal()?.strip_prefix(name)?.strip_prefix('=')?))).collect()
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
