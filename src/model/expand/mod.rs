//! Variable expansion in the words of a Dockerfile, as BuildKit's own small shell does it.
//!
//! Knows the operators, quotes and escapes of one word and the limits that keep expansion cheap. Does not know scopes
//! (which variable is visible where), which instructions expand their words, nor the shell that runs RUN commands:
//! the caller hands over a `lookup` and the escape character of the file.
//!
//! On a Windows builder, variable names are compared without case; that too is up to `lookup`.
//!
//! Source: moby/buildkit, `frontend/dockerfile/shell/lex.go`, and the Dockerfile reference, "Environment replacement".

mod error;
mod expander;
mod pattern;
mod split;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::text::TextRange;

pub use error::{ExpandError, ExpandErrorKind};
use expander::Expander;
use split::WordSplitter;

/// Finds the value of a variable; `None` means that it is not set.
pub type Lookup<'a, 'v> = &'a dyn Fn(&str) -> Option<&'v str>;

/// How deep `${a:-${b:-…}}` may be nested; deeper words are refused ([`ExpandErrorKind::TooDeep`]).
///
/// BuildKit has no such limit, but no real file comes near it, and a fixed depth keeps the stack small.
pub const MAX_DEPTH: usize = 64;

/// How many bytes longer than the word its expansion may be.
///
/// Linux refuses a single environment string of more than 128 KiB when a program starts (`MAX_ARG_STRLEN`), so
/// anything larger cannot work; without a limit, forty lines of `ENV A=$A$A` would fill the memory.
pub const MAX_GROWTH: usize = 128 * 1024;

/// What a braced reference asks for beyond the plain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `${v-word}`, and `${v:-word}` with `empty_counts_as_unset`: the word if the variable is not set.
    Default {
        /// Whether the colon was written, so that an empty value gives the word too.
        empty_counts_as_unset: bool,
    },
    /// `${v+word}`, `${v:+word}`: the word if the variable is set, else nothing.
    Alternative {
        /// Whether the colon was written, so that an empty value gives nothing.
        empty_counts_as_unset: bool,
    },
    /// `${v?word}`, `${v:?word}`: an error with the word as its text if the variable is not set.
    Required {
        /// Whether the colon was written, so that an empty value is an error too.
        empty_counts_as_unset: bool,
    },
    /// `${v#glob}`, `${v##glob}`: the value without the shortest (longest) match at its start.
    RemovePrefix {
        /// Whether the longest match goes.
        longest: bool,
    },
    /// `${v%glob}`, `${v%%glob}`: the value without the shortest (longest) match at its end.
    RemoveSuffix {
        /// Whether the longest match goes.
        longest: bool,
    },
    /// `${v/glob/text}`, `${v//glob/text}`: the value with the first match (all matches) replaced.
    Replace {
        /// Whether all matches are replaced.
        all: bool,
    },
}

/// One `$name` or `${name…}` in a word. All ranges are bytes of the word as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// From the `$` to the end of the name or the closing brace; up to where reading stopped if the brace is missing.
    pub range: TextRange,
    /// The name alone; also a number or one of `@ * # ? - $ ! 0`. Empty in odd texts such as `${%x}`.
    pub name: TextRange,
    /// The operator, if there is one.
    pub operator: Option<Operator>,
    /// What follows the operator: the default, the message or the glob.
    pub operand: Option<TextRange>,
    /// The new text of [`Operator::Replace`].
    pub replacement: Option<TextRange>,
    /// Whether the lookup knew the name.
    pub is_set: bool,
}

/// A word after expansion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The result, quotes removed.
    pub text: String,
    /// Every reference, in the order of the text, those inside operands included (used or not).
    pub references: Vec<Reference>,
    /// Names that were set, each once, in the order of the text.
    pub used: Vec<String>,
    /// Names that were not set, each once, in the order of the text. A name with a default counts: BuildKit warns of
    /// it too.
    pub unset: Vec<String>,
}

/// A text that was expanded and then split at blanks outside quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpandedWords {
    /// The words; none is empty.
    pub words: Vec<String>,
    /// The text before splitting, and what it refers to.
    pub expansion: Expansion,
}

/// Expands the variables of `word` and removes its quotes and escapes.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::model::expand::expand_word;
///
/// let lookup = |name: &str| (name == "TAG").then_some("3.12-slim");
/// let expansion = expand_word("python:${TAG%-*}${FLAVOR:--alpine}", '\\', &lookup).unwrap();
/// assert_eq!(expansion.text, "python:3.12-alpine");
/// assert_eq!(expansion.unset, ["FLAVOR"]);
/// ```
pub fn expand_word(word: &str, escape: char, lookup: Lookup) -> Result<Expansion, ExpandError> {
    let mut expander = Expander::new(word, escape, lookup);
    let text = expander.expand(None)?;
    Ok(finish(word, text, expander.into_references()))
}

/// Expands `text` and splits the result at blanks; values split as well unless they stand in double quotes.
///
/// Of the builder's instructions only EXPOSE does this.
pub fn expand_words(text: &str, escape: char, lookup: Lookup) -> Result<ExpandedWords, ExpandError> {
    let mut expander = Expander::new(text, escape, lookup);
    let mut splitter = WordSplitter::default();
    let expanded = expander.expand(Some(&mut splitter))?;
    Ok(ExpandedWords { words: splitter.finish(), expansion: finish(text, expanded, expander.into_references()) })
}

/// Expands the body of an unquoted COPY or ADD heredoc: quotes are plain text, the escape character is always `\`.
pub fn expand_heredoc(body: &str, lookup: Lookup) -> Result<Expansion, ExpandError> {
    let mut expander = Expander::new(body, '\\', lookup);
    expander.keep_quotes();
    let text = expander.expand(None)?;
    Ok(finish(body, text, expander.into_references()))
}

/// The references of a word, without values: for highlighting and for rules. Reads as far as it can in a word with
/// errors, so that half-typed text keeps its colours. [`Reference::is_set`] says nothing here.
pub fn references(word: &str, escape: char) -> Vec<Reference> {
    // Every name is set and not empty, so only a broken word can stop the expander; what it saw until then is kept.
    let mut expander = Expander::new(word, escape, &|_| Some("x"));
    let _ = expander.expand(None);
    expander.into_references()
}

/// As [`references`], in the body of an unquoted COPY or ADD heredoc.
pub fn heredoc_references(body: &str) -> Vec<Reference> {
    let mut expander = Expander::new(body, '\\', &|_| Some("x"));
    expander.keep_quotes();
    let _ = expander.expand(None);
    expander.into_references()
}

fn finish(word: &str, text: String, references: Vec<Reference>) -> Expansion {
    let names = |set: bool| {
        let mut seen = BTreeSet::new();
        let names = references.iter().filter(|reference| reference.is_set == set);
        let names = names.map(|reference| reference.name.of(word)).filter(|name| seen.insert(*name));
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    Expansion { used: names(true), unset: names(false), text, references }
}
