//! Lines that were surely meant otherwise than the builder reads them: an instruction swallowed by the one above, a
//! comment or a flag where none may stand, an array that is no JSON.
//!
//! Each says where it is and, where that is plain, which edits make the file what was meant. What else is said of such an
//! instruction is said of something that nobody has written, so the rules are silent there; and a fix elsewhere must be
//! right for the file as it is and as it was meant.

mod array;
mod blank;
mod carriage;
mod comment;
mod exec;
mod flag;
mod plausible;
mod swallowed;

pub use array::Slip;

use std::cell::OnceCell;

use super::{Code, Dockerfile};
use crate::shell::Dialect;
use crate::syntax::{Arguments, CommandLine, Instruction, Keyword, Logical};
use crate::text::{Edit, TextRange};

/// A line that was meant otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Index of the instruction.
    pub instruction: usize,
    /// The part that is wrong.
    pub range: TextRange,
    /// What is wrong with it.
    pub kind: FaultKind,
    /// The edits that make the file what was meant, sorted and disjoint; none where that is not plain.
    pub meant: Vec<Edit>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The escape character at the end of a line takes in the instruction of that keyword below.
    Swallowed(Keyword),
    /// A path of Windows ends in a backslash at the end of a line; the keyword of what it takes in, if anything.
    WindowsPath(Option<Keyword>),
    /// The word that names an instruction stands where a command is expected.
    InstructionAsCommand(Keyword),
    /// A comment behind arguments.
    Comment,
    /// A comment of the shell that takes in the lines below, too.
    CommentOverLines,
    /// A comment behind the escape character, so that the line is not continued.
    CommentBehindEscape,
    /// A flag behind the arguments; its name.
    Flag(String),
    /// An array that is no JSON.
    Array(Slip),
    /// A character that looks like a blank or like nothing at all.
    OddBlank(char),
    /// Lines of a script end with a carriage return; the path of the file where it is none of this one.
    CarriageReturns(Option<String>),
    /// CMD behind an ENTRYPOINT in shell form; the index of that one.
    CommandWithoutEffect(usize),
    /// A whole command line in the first string of an exec form.
    CommandLineAsString,
    /// An operator of the shell in an exec form.
    OperatorInExecForm(String),
    /// A variable in an exec form; its name.
    VariableInExecForm(String),
    /// The program of the image is put in the background, and its shell ends.
    Background,
}

impl Fault {
    fn new(instruction: usize, range: TextRange, kind: FaultKind) -> Self {
        Self { instruction, range, kind, meant: Vec::new() }
    }

    fn meant(mut self, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.range);
        self.meant = edits;
        self
    }
}

impl FaultKind {
    /// Whether words of the instruction are taken for something else than they are.
    const fn is_misread(&self) -> bool {
        !matches!(
            self,
            Self::CarriageReturns(_)
                | Self::CommandWithoutEffect(_)
                | Self::OperatorInExecForm(_)
                | Self::VariableInExecForm(_)
                | Self::Background
        )
    }
}

/// An instruction with what the searches below ask of it; of ONBUILD, the instruction that it puts off.
#[derive(Clone, Copy)]
struct Line<'a> {
    dockerfile: &'a Dockerfile<'a>,
    index: usize,
    /// As a line of the file.
    outer: &'a Instruction,
    /// With its arguments.
    inner: &'a Instruction,
    code: Option<&'a Code>,
    /// Instructions whose names may be those of programs, too.
    made: &'a OnceCell<Vec<Keyword>>,
}

impl<'a> Line<'a> {
    fn fault(&self, range: TextRange, kind: FaultKind) -> Fault {
        Fault::new(self.index, range, kind)
    }

    fn text(&self) -> &'a str {
        &self.dockerfile.tree.text
    }

    /// Commands that a POSIX shell reads in the text of the instruction.
    fn shell_code(&self) -> Option<&'a Code> {
        self.code.filter(|code| code.dialect == Dialect::Posix && !code.is_exec())
    }

    /// The command in shell or exec form, with the text of the former.
    fn command(&self) -> Option<(&'a CommandLine, &'a Logical)> {
        match &self.inner.arguments {
            Arguments::Command(command) => Some((command, &self.inner.body)),
            Arguments::Healthcheck(health) => Some((health.command.as_ref()?, &health.body)),
            _ => None,
        }
    }

    /// A line of its own above the instruction that says `comment`; nothing where a directive would become of it.
    fn comment_above(&self, comment: &str) -> Option<Edit> {
        let tree = self.dockerfile.tree;
        let line = tree.lines.line_range(self.outer.first_line);
        let mark = '\u{feff}'.len_utf8() * usize::from(line.of(&tree.text).starts_with('\u{feff}'));
        let start = line.start + mark;
        let indent = tree.text[start..].find(|c: char| !c.is_whitespace()).map(|at| &tree.text[start..start + at])?;
        let is_top = self.index == 0 && tree.comments.is_empty();
        let line_break = if line.of(&tree.text).ends_with("\r\n") { "\r\n" } else { "\n" };
        (!is_top || !comment.contains('=')).then(|| Edit::insert(start, format!("{indent}{comment}{line_break}")))
    }
}

/// Every fault of the file, in the order of the instructions.
pub(super) fn find(dockerfile: &Dockerfile<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let made = OnceCell::new();
    for (index, outer) in dockerfile.tree.instructions.iter().enumerate() {
        let inner = match &outer.arguments {
            Arguments::Onbuild(inner) => inner,
            _ => outer,
        };
        let line = Line { dockerfile, index, outer, inner, code: dockerfile.facts[index].code.as_ref(), made: &made };
        let before = faults.len();
        swallowed::find(line, &mut faults);
        if faults.len() == before {
            // One is enough: what follows may follow from it.
            let found = blank::find(line)
                .or_else(|| comment::find(line))
                .or_else(|| flag::find(line))
                .or_else(|| array::find(line))
                .or_else(|| exec::find(line));
            faults.extend(found);
        }
    }
    carriage::find(dockerfile, &mut faults);
    exec::without_effect(dockerfile, &mut faults);
    faults.sort_by_key(|fault| (fault.instruction, fault.range));
    faults
}

impl Dockerfile<'_> {
    /// Whether the instruction at `index` is read as something that nobody has written.
    pub fn is_misread(&self, index: usize) -> bool {
        let first = self.faults.partition_point(|fault| fault.instruction < index);
        let mut own = self.faults[first..].iter().take_while(|fault| fault.instruction == index);
        own.any(|fault| fault.kind.is_misread())
    }
}
