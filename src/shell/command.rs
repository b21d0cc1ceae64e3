//! Simple commands, and the view of what they run.

use super::{BlockId, CommandId, Place, Word};
use crate::text::TextRange;

/// A simple command: assignments, a name, arguments, redirections. Any of them may be missing.
///
/// The questions that can be asked of a command (`name`, `flags`, `operands`, …) are methods of [`Invocation`];
/// [`Self::plain`] asks them of the words as written, [`Self::unwrapped`] of what runs behind `sudo`, `env`, ….
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its index in [`super::Script::commands`].
    pub id: CommandId,
    /// From its first to its last byte; here-document bodies are not in it.
    pub range: TextRange,
    /// The name, if there is one, and then the arguments.
    pub words: Vec<Word>,
    /// `NAME=value` before the name.
    pub assignments: Vec<Assignment>,
    /// Redirections, wherever they stand in the command.
    pub redirections: Vec<Redirection>,
    /// Where it stands in its list.
    pub place: Place,
    /// The block that it stands in.
    pub parent: BlockId,
    /// The commands in front of the command that really runs: `sudo`, `env A=B`, `xargs`, ….
    pub wrappers: Vec<Wrapper>,
    /// Index in `words` of the command behind the wrappers; 0 without wrappers.
    pub(super) inner: usize,
    /// The block of the commands that it runs out of a string or here-document: `sh -c '…'`, `eval …`, `bash <<EOF`.
    pub shell_string: Option<BlockId>,
    /// Whether it was itself read out of such a string.
    pub in_shell_string: bool,
}

/// A command that runs the command in its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapper {
    /// Index of its name in [`Command::words`].
    pub word: usize,
    /// Variables that it sets, as in `env A=B`.
    pub assignments: Vec<Assignment>,
}

/// `NAME=value`, `NAME+=value`, `NAME[index]=value` or `NAME=(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// Where its name stands.
    pub name_range: TextRange,
    /// What follows the `=`, possibly empty.
    pub value: Word,
    /// The elements of an array value.
    pub elements: Vec<Word>,
    /// Whether it is `+=`.
    pub appends: bool,
    /// The whole assignment.
    pub range: TextRange,
}

/// What a redirection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RedirectionKind {
    /// `<`
    Read,
    /// `>`
    Write,
    /// `>|`
    Clobber,
    /// `>>`
    Append,
    /// `<>`
    ReadWrite,
    /// `<&`
    DuplicateInput,
    /// `>&`
    DuplicateOutput,
    /// `&>`
    WriteBoth,
    /// `&>>`
    AppendBoth,
    /// `<<<`
    HereString,
    /// `<<`
    HereDocument,
    /// `<<-`
    HereDocumentTabs,
}

/// A redirection of input or output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirection {
    /// What it does.
    pub kind: RedirectionKind,
    /// The file descriptor written in front of it.
    pub descriptor: Option<u32>,
    /// From the descriptor to the end of the target.
    pub range: TextRange,
    /// The file, descriptor, here-string or end word; `None` when it is missing, which is an error.
    pub target: Option<Word>,
    /// The text of a here-document, without the line that ends it; `None` when the text ends before it.
    pub body: Option<Word>,
}

impl Command {
    pub(super) fn new(id: CommandId, place: Place, parent: BlockId, in_shell_string: bool) -> Self {
        Self {
            id,
            range: TextRange::empty(0),
            words: Vec::new(),
            assignments: Vec::new(),
            redirections: Vec::new(),
            place,
            parent,
            wrappers: Vec::new(),
            inner: 0,
            shell_string: None,
            in_shell_string,
        }
    }

    /// The command as written.
    pub fn plain(&self) -> Invocation<'_> {
        Invocation { command: self, first: 0 }
    }

    /// The command behind its wrappers; the same as [`Self::plain`] when there are none.
    pub fn unwrapped(&self) -> Invocation<'_> {
        Invocation { command: self, first: self.inner }
    }

    /// [`Invocation::name`] of the command as written.
    pub fn name(&self) -> Option<&str> {
        self.plain().name()
    }

    /// [`Invocation::base_name`] of the command as written.
    pub fn base_name(&self) -> Option<&str> {
        self.plain().base_name()
    }

    /// [`Invocation::arguments`] of the command as written.
    pub fn arguments(&self) -> &[Word] {
        self.plain().arguments()
    }

    /// [`Invocation::flags`] of the command as written.
    pub fn flags(&self) -> Vec<super::Flag<'_>> {
        self.plain().flags()
    }

    /// [`Invocation::has_flag`] of the command as written.
    pub fn has_flag(&self, flag: &str) -> bool {
        self.plain().has_flag(flag)
    }

    /// [`Invocation::operands`] of the command as written.
    pub fn operands(&self, value_flags: &[&str]) -> Vec<&Word> {
        self.plain().operands(value_flags)
    }

    /// [`Invocation::subcommand`] of the command as written.
    pub fn subcommand(&self) -> Option<&str> {
        self.plain().subcommand()
    }
}

/// A view of the words of a command: all of them, or those behind its wrappers.
#[derive(Clone, Copy, Debug)]
pub struct Invocation<'a> {
    command: &'a Command,
    first: usize,
}

impl<'a> Invocation<'a> {
    /// The command that the words belong to.
    pub fn command(self) -> &'a Command {
        self.command
    }

    /// The name and the arguments.
    pub fn words(self) -> &'a [Word] {
        &self.command.words[self.first..]
    }

    /// The word of the name, if there is one.
    pub fn name_word(self) -> Option<&'a Word> {
        self.words().first()
    }

    /// The name of the command, with its path, when it is a literal.
    pub fn name(self) -> Option<&'a str> {
        self.name_word().and_then(Word::literal)
    }

    /// The name without its path: `apt-get` for `/usr/bin/apt-get`.
    pub fn base_name(self) -> Option<&'a str> {
        self.name().map(base_name)
    }

    /// The words after the name.
    pub fn arguments(self) -> &'a [Word] {
        self.words().get(1..).unwrap_or_default()
    }

    /// From the name to the last word; the whole command when there is no name.
    pub fn range(self) -> TextRange {
        match self.words() {
            [first, .., last] => first.range.cover(last.range),
            [only] => only.range,
            [] => self.command.range,
        }
    }

    /// The wrappers in front of this view, outermost first.
    pub fn wrappers(self) -> &'a [Wrapper] {
        if self.first == 0 { &[] } else { &self.command.wrappers }
    }

    /// The variables set for this command alone, in front of it and by its wrappers.
    pub fn assignments(self) -> impl Iterator<Item = &'a Assignment> {
        let wrappers = self.wrappers();
        self.command.assignments.iter().chain(wrappers.iter().flat_map(|wrapper| &wrapper.assignments))
    }
}

/// A path without its directories: `apt-get` of `/usr/bin/apt-get`.
///
/// Asked of every command by most rules, so it takes the bytes as they are, without the machinery of a search.
pub(crate) fn base_name(path: &str) -> &str {
    let slash = path.bytes().rposition(|byte| byte == b'/');
    slash.map_or(path, |at| &path[at + 1..])
}
