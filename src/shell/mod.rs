//! The part of a shell script that a Dockerfile linter understands: which commands run, with which words, joined by
//! which operators, nested in what.
//!
//! [`parse`] reads the logical text of a shell-form `RUN`, `CMD` or `ENTRYPOINT`, or the body of a here-document;
//! [`from_exec`] makes the same of an exec form. Both always give a [`Script`]: half-typed text is fine, what is not
//! understood is told in [`Script::errors`]. Time is linear in the text, nesting is bounded.
//!
//! It knows the grammar of POSIX `sh` and of what people use of bash: arrays, `[[ … ]]`, `(( … ))`, `$'…'`, here
//! strings, process substitution, extended patterns. It does not know what expansions give, aliases, `coproc`,
//! `{name}>file`, history, nor any dialect but this one: ask [`dialect`] first. It knows the words of programs only as
//! far as they run other programs ([`Script::effective_commands`]); which packages `apt-get` installs is for others
//! to say.
//!
//! Offsets are bytes of the text given; the caller maps them to the file.

mod command;
mod dialect;
mod flags;
mod outer;
mod parser;
mod script;
mod source;
mod word;
mod wrapper;

#[cfg(test)]
mod render;
#[cfg(test)]
mod tests;

pub(crate) use command::base_name;
pub use command::{Assignment, Command, Invocation, Redirection, RedirectionKind, Wrapper};
pub use dialect::{Dialect, dialect, interpreter};
pub use flags::{Flag, FlagValue};
pub use outer::OuterPlace;
pub use script::{Block, BlockId, BlockKind, CommandId, Connector, Pipeline, PipelineId, Place, Script, ScriptError};
pub use word::{ParameterReference, Word, WordPart};

use crate::text::TextRange;

/// Reads a shell text. Line breaks end commands, backslash and line break join lines, here-documents are read.
///
/// ```
/// let script = dockerfile_playground::shell::parse("sudo apt-get update && apt-get install -yq curl");
/// let names: Vec<_> = script.effective_commands().map(|command| command.base_name()).collect();
/// assert_eq!(names, [Some("apt-get"), Some("apt-get")]);
/// assert!(script.commands[1].has_flag("-y"));
/// ```
pub fn parse(text: &str) -> Script {
    parser::read(text)
}

/// Makes a script of the words of an exec form: one command, in which nothing is expanded.
///
/// Each word has the range of its value, or of its JSON string with the quotes. When the command is a shell with
/// `-c`, its script is read too; without escapes in the JSON string ranges in it are exact, otherwise they are those
/// of the whole string.
pub fn from_exec(words: &[(String, TextRange)]) -> Script {
    parser::read_exec(words)
}
