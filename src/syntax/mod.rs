//! Text to tree: every instruction, flag, word, heredoc and comment of a Dockerfile, with the place of each.
//!
//! Reads what BuildKit's parser reads, in the same way, and goes on where BuildKit stops: parsing never fails, it
//! returns a tree and a list of errors. Every byte of the text belongs to exactly one token. Knows no meaning: stages,
//! variables and files are the business of `model`, the inside of a `RUN` line that of `shell`.

mod arguments;
mod check;
mod directive;
mod duration;
mod flags;
mod heredoc;
pub(crate) mod json;
mod keyword;
mod logical;
mod near_miss;
mod parser;
mod token;
mod tree;

pub use check::is_stage_name;
pub use directive::{parse_boolean, wrong_check_option};
pub(crate) use duration::nanoseconds;
pub use keyword::Keyword;
pub use logical::Logical;
pub use near_miss::nearest;
pub use parser::parse;
pub use token::{Token, TokenKind};
pub use tree::{
    Arguments, CommandLine, Comment, Copy, Directive, Flag, From, Healthcheck, Heredoc, Instruction, KeyValue,
    SyntaxError, SyntaxTree, Word,
};
