//! What was read: commands, and the blocks and pipelines that they stand in.

use super::{Command, Invocation, Redirection, Word};
use crate::text::TextRange;

/// Index of a [`Command`] in [`Script::commands`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommandId(pub usize);

/// Index of a [`Block`] in [`Script::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub usize);

/// Index of a [`Pipeline`] in [`Script::pipelines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PipelineId(pub usize);

/// A shell text, as flat lists that refer to each other by index.
///
/// Nothing is thrown away silently: what could not be understood is told in [`Self::errors`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Every simple command, however deeply nested, in the order in which they begin; commands read out of a string
    /// (`sh -c '…'`) or a here-document follow the command that runs them.
    pub commands: Vec<Command>,
    /// Lists of commands and the constructs that hold them. The first one is the whole script.
    pub blocks: Vec<Block>,
    /// Every pipeline, also those of one command.
    pub pipelines: Vec<Pipeline>,
    /// Comments, from `#` to the end of their line.
    pub comments: Vec<TextRange>,
    /// What was not understood, in the order in which it was met.
    pub errors: Vec<ScriptError>,
}

/// A place where the text is no shell that this module understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// Where.
    pub range: TextRange,
    /// What is wrong, in a few words of lower case.
    pub message: String,
}

/// How a command relates to what stands before it in the same list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Connector {
    /// Nothing stands before it.
    Start,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;` (or a missing operator, which is an error)
    Semicolon,
    /// A line break.
    Newline,
    /// `|`
    Pipe,
    /// `|&`
    PipeBoth,
    /// `&`: what stands before runs in the background.
    Background,
}

/// Where a command, or a compound command, stands in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// How it relates to what stands before it.
    pub connector: Connector,
    /// The operator before it, if one is written.
    pub operator: Option<TextRange>,
    /// The pipeline it belongs to.
    pub pipeline: PipelineId,
    /// Its position in that pipeline, from 0.
    pub position: usize,
}

/// Commands joined by `|`, or just one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// From `!` or the first command to the end of the last one.
    pub range: TextRange,
    /// Whether a `!` inverts its status.
    pub negated: bool,
    /// The number of commands.
    pub length: usize,
    /// The block that it stands in.
    pub parent: BlockId,
    /// The operator written after it, if any.
    pub followed_by: Option<Connector>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The whole text.
    Script,
    /// `( … )`
    Subshell,
    /// `{ …; }`
    Group,
    /// `$( … )` or back quotes.
    Substitution,
    /// `<( … )` or `>( … )`
    ProcessSubstitution,
    /// The string or here-document that a shell or `eval` runs as a script.
    ShellString,
    /// `if … fi`; holds `Condition`, `Then` and `Else` blocks.
    If,
    /// The commands that `if`, `elif`, `while` or `until` test.
    Condition,
    /// What runs when the condition before it holds.
    Then,
    /// What runs when no condition held.
    Else,
    /// `for` or `select`; its words are the variable and the items; holds a `LoopBody`.
    For,
    /// `while`; holds a `Condition` and a `LoopBody`.
    While,
    /// `until`; holds a `Condition` and a `LoopBody`.
    Until,
    /// What is repeated.
    LoopBody,
    /// `case … esac`; its word is the subject; holds `CaseArm` blocks.
    Case,
    /// One arm of `case`; its words are the patterns.
    CaseArm,
    /// A function definition; its word is the name; holds the compound command that is its body.
    Function,
    /// `[[ … ]]`; its words are the operands and word-like operators.
    Test,
    /// `(( … ))`; its word is the expression.
    Arithmetic,
}

/// A construct that holds commands or other blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From its first to its last byte, keywords and brackets included.
    pub range: TextRange,
    /// The block around it; `None` for the whole script.
    pub parent: Option<BlockId>,
    /// The command that a substitution is an argument of, or that runs a `ShellString`.
    pub owner: Option<CommandId>,
    /// Where it stands in a list, for those that stand in a list as a command does.
    pub place: Option<Place>,
    /// Words of its head; see [`BlockKind`].
    pub words: Vec<Word>,
    /// Redirections after its end.
    pub redirections: Vec<Redirection>,
}

impl Script {
    /// Names of the variables that the script sets: by assignments, and by `for`.
    pub fn assigned(&self) -> impl Iterator<Item = &str> {
        let assigned = self.commands.iter().flat_map(|it| &it.assignments).map(|it| it.name.as_str());
        let loops = self.blocks.iter().filter(|it| it.kind == BlockKind::For);
        assigned.chain(loops.filter_map(|it| it.words.first()?.literal()))
    }

    /// The block of the whole script.
    pub const ROOT: BlockId = BlockId(0);

    pub(super) fn new(range: TextRange) -> Self {
        let root = Block {
            kind: BlockKind::Script,
            range,
            parent: None,
            owner: None,
            place: None,
            words: Vec::new(),
            redirections: Vec::new(),
        };
        Self {
            commands: Vec::new(),
            blocks: vec![root],
            pipelines: Vec::new(),
            comments: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// The command of this id.
    pub fn command(&self, id: CommandId) -> &Command {
        &self.commands[id.0]
    }

    /// The block of this id.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// The pipeline that a command stands in.
    pub fn pipeline_of(&self, command: &Command) -> &Pipeline {
        &self.pipelines[command.place.pipeline.0]
    }

    /// The blocks around a command, innermost first, ending with the whole script.
    pub fn ancestors(&self, command: &Command) -> impl Iterator<Item = &Block> {
        std::iter::successors(Some(self.block(command.parent)), |block| block.parent.map(|id| self.block(id)))
    }

    /// Whether a command stands, at any depth, in a block of this kind.
    pub fn is_inside(&self, command: &Command, kind: BlockKind) -> bool {
        self.ancestors(command).any(|block| block.kind == kind)
    }

    /// The commands that are written as shell code in this very text: wrappers are themselves, and nothing is read
    /// out of strings. This is the view of `ShellCheck` and hadolint.
    pub fn plain_commands(&self) -> impl Iterator<Item = &Command> {
        self.commands.iter().filter(|command| !command.in_shell_string)
    }

    /// What really runs: each command behind its wrappers, and instead of `sh -c '…'` or `eval …` the commands in it
    /// (when the string could be read).
    pub fn effective_commands(&self) -> impl Iterator<Item = Invocation<'_>> {
        self.commands.iter().filter(|command| command.shell_string.is_none()).map(Command::unwrapped)
    }
}
