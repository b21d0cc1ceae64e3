use super::{Keyword, Logical, Token};
use crate::text::{LineIndex, TextRange};

/// A parsed Dockerfile: what stands in it and where, without meaning.
#[derive(Clone, Debug)]
pub struct SyntaxTree {
    /// The text that was parsed.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
    /// The escape character: `\`, or what the `escape` directive chose.
    pub escape: char,
    /// Parser directives at the top, in order.
    pub directives: Vec<Directive>,
    /// Comments, in order; directives are not among them.
    pub comments: Vec<Comment>,
    /// Instructions, in order.
    pub instructions: Vec<Instruction>,
    /// What is wrong, in order of position.
    pub errors: Vec<SyntaxError>,
    /// Every byte of the text, in order.
    pub tokens: Vec<Token>,
}

/// `# key=value` in the block of parser directives at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// `syntax`, `escape` or `check`, in lower case.
    pub name: String,
    /// The value without blanks around it.
    pub value: Word,
    /// The whole line without its line break.
    pub range: TextRange,
}

/// A comment line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What follows the `#`, without blanks around it.
    pub text: String,
    /// From the `#` to the end of the line.
    pub range: TextRange,
    /// Line, counted from 1.
    pub line: usize,
    /// Whether the comment stands between the lines of a continued instruction.
    pub inside: bool,
}

/// One instruction with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Which instruction.
    pub keyword: Keyword,
    /// The keyword as it is written.
    pub keyword_word: Word,
    /// Words that start with `--`, right after the keyword.
    pub flags: Vec<Flag>,
    /// What follows, taken apart as the instruction demands.
    pub arguments: Arguments,
    /// What follows the keyword and the flags, blanks around it cut.
    pub body: Logical,
    /// Heredocs, in order of their markers.
    pub heredocs: Vec<Heredoc>,
    /// Blank lines between continuation lines.
    pub blank_continuations: Vec<TextRange>,
    /// From the keyword to the end of the last line that belongs to the instruction, without the line break.
    pub range: TextRange,
    /// The part of `range` before the first heredoc body.
    pub head: TextRange,
    /// First line, counted from 1.
    pub first_line: usize,
    /// Last line of the head, counted from 1; heredoc bodies follow it.
    pub head_line: usize,
    /// Last line, heredocs included, counted from 1.
    pub last_line: usize,
}

/// `--name` or `--name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The name without dashes, and its place.
    pub name: Word,
    /// The value after `=`, quotes and escapes removed.
    pub value: Option<Word>,
    /// The whole flag.
    pub range: TextRange,
}

/// A piece of text and the range in the file that it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The text; quotes and escapes are as in the file unless the owner says otherwise.
    pub text: String,
    /// Where it stands; may reach over a line continuation.
    pub range: TextRange,
}

/// The arguments of an instruction, by its grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// `FROM image [AS name]`.
    From(From),
    /// `RUN`, `CMD`, `ENTRYPOINT` and `SHELL`.
    Command(CommandLine),
    /// `COPY` and `ADD`.
    Copy(Copy),
    /// `ENV`, `LABEL` and `ARG`.
    Pairs {
        /// One entry a word; `ARG name` has no value.
        pairs: Vec<KeyValue>,
        /// Whether it is the form `ENV key value`, without `=`.
        legacy: bool,
    },
    /// `EXPOSE` and `VOLUME`.
    List {
        /// The words; decoded where the list is JSON.
        words: Vec<Word>,
        /// Whether it is a JSON array.
        json: bool,
    },
    /// `WORKDIR`, `USER`, `STOPSIGNAL` and `MAINTAINER`: the rest of the line.
    Single(Word),
    /// `HEALTHCHECK`.
    Healthcheck(Healthcheck),
    /// `ONBUILD`, with the instruction that it puts off.
    Onbuild(Box<Instruction>),
    /// Nothing that could be understood.
    None,
}

/// The arguments of `FROM`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    /// The base: an image reference, an earlier stage, or `scratch`; variables unexpanded.
    pub image: Word,
    /// The word `AS` as written, where there is one.
    pub as_word: Option<Word>,
    /// The name of the stage as written.
    pub name: Option<Word>,
}

/// A command in shell or exec form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandLine {
    /// A line for the shell; the text is the instruction's [`Instruction::body`].
    Shell {
        /// Starts with `[` as a JSON array would, but is none: BuildKit takes it for shell text.
        malformed_json: bool,
    },
    /// A JSON array of strings.
    Exec {
        /// The decoded strings; each range covers the string with its quotes.
        words: Vec<Word>,
    },
}

/// The arguments of `COPY` and `ADD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// What is copied; a heredoc marker stands for its document.
    pub sources: Vec<Word>,
    /// Where to.
    pub destination: Option<Word>,
    /// Whether the words are a JSON array.
    pub json: bool,
}

/// `key=value` of `ENV`, `LABEL` and `ARG`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyValue {
    /// The name as written, quotes included.
    pub key: Word,
    /// The value as written, quotes included; `None` for `ARG name`.
    pub value: Option<Word>,
    /// Both.
    pub range: TextRange,
}

/// The arguments of `HEALTHCHECK`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Healthcheck {
    /// `NONE` or `CMD` as written.
    pub kind: Word,
    /// The command after `CMD`.
    pub command: Option<CommandLine>,
    /// The text of the command.
    pub body: Logical,
}

/// An inline document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The delimiter, quotes removed.
    pub name: String,
    /// The marker, `<<EOF`.
    pub marker: TextRange,
    /// Variables in the body are left alone: the delimiter is quoted.
    pub quoted: bool,
    /// `<<-`: leading tabs are cut.
    pub strip_tabs: bool,
    /// File descriptor before `<<`, 0 without one.
    pub descriptor: u32,
    /// The lines of the document with their line breaks.
    pub body: TextRange,
    /// The closing delimiter without blanks and line break; `None` where it is missing.
    pub terminator: Option<TextRange>,
}

/// Something that BuildKit would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong and what was expected.
    pub message: String,
    /// Where.
    pub range: TextRange,
    /// What was probably meant, to stand in the place of `range`.
    pub suggestion: Option<String>,
}

impl Instruction {
    /// The first flag of that name.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|flag| flag.name.text == name)
    }

    /// The value of the first flag of that name.
    pub fn flag_value(&self, name: &str) -> Option<&str> {
        self.flag(name)?.value.as_ref().map(|value| value.text.as_str())
    }

    /// The arguments of `COPY` or `ADD`.
    pub fn copy(&self) -> Option<&Copy> {
        match &self.arguments {
            Arguments::Copy(copy) => Some(copy),
            _ => None,
        }
    }

    /// The sources of `COPY` or `ADD` that are no heredocs.
    pub fn copied_paths(&self) -> impl Iterator<Item = &Word> {
        let sources = self.copy().map_or(&[][..], |copy| &copy.sources);
        sources.iter().filter(|source| self.heredocs.iter().all(|document| document.marker != source.range))
    }

    /// The arguments of `FROM`.
    pub fn from(&self) -> Option<&From> {
        match &self.arguments {
            Arguments::From(from) => Some(from),
            _ => None,
        }
    }

    /// The command of `RUN`, `CMD`, `ENTRYPOINT` or `SHELL`.
    pub fn command(&self) -> Option<&CommandLine> {
        match &self.arguments {
            Arguments::Command(command) => Some(command),
            _ => None,
        }
    }

    /// The pairs of `ENV`, `LABEL` or `ARG`; empty for every other instruction.
    pub fn pairs(&self) -> &[KeyValue] {
        match &self.arguments {
            Arguments::Pairs { pairs, .. } => pairs,
            _ => &[],
        }
    }

    /// The one argument of `WORKDIR`, `USER`, `STOPSIGNAL` or `MAINTAINER`.
    pub fn single(&self) -> Option<&Word> {
        match &self.arguments {
            Arguments::Single(word) => Some(word),
            _ => None,
        }
    }
}
