//! Whether words could be an instruction, and not the arguments of something else.

use crate::model::image::ImageReference;
use crate::syntax::{Arguments, CommandLine, Instruction, Keyword, Word, parse};

/// How surely a line is an instruction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It may be anything.
    None,
    /// One, if it begins where instructions begin.
    Some,
    /// One, wherever it stands.
    Sure,
}

/// How much `text`, which begins with the name of an instruction in upper case, looks like that instruction.
pub(super) fn likeness(text: &str) -> Likeness {
    let tree = parse(text);
    let [instruction] = tree.instructions.as_slice() else { return Likeness::None };
    // Documents of a heredoc are not in the text.
    if !tree.errors.is_empty() && instruction.heredocs.is_empty() {
        return Likeness::None;
    }
    judge(instruction)
}

fn judge(instruction: &Instruction) -> Likeness {
    let sure = |is_sure: bool| if is_sure { Likeness::Sure } else { Likeness::None };
    let some = |is_some: bool| if is_some { Likeness::Some } else { Likeness::None };
    let body = instruction.body.text();
    match (&instruction.arguments, instruction.keyword) {
        (Arguments::Copy(copy), _) => {
            let destination = copy.destination.as_ref().map_or("", |it| it.text.as_str());
            let is_place = destination.contains(['/', '.', '$', '\\']);
            sure(is_place && copy.sources.iter().all(is_path_like))
        }
        (Arguments::Command(CommandLine::Exec { words }), _) => sure(!words.is_empty()),
        (Arguments::Command(CommandLine::Shell { .. }), Keyword::Run) => {
            sure(!instruction.flags.is_empty() || body.starts_with(is_command_start))
        }
        (Arguments::Command(CommandLine::Shell { malformed_json }), Keyword::Cmd | Keyword::Entrypoint) => {
            if *malformed_json {
                Likeness::Sure
            } else {
                some(body.starts_with(is_command_start))
            }
        }
        (Arguments::Pairs { pairs, legacy }, keyword) => {
            let is_named = pairs.iter().all(|pair| keyword == Keyword::Label || is_name(&pair.key.text));
            match keyword {
                _ if !is_named => Likeness::None,
                Keyword::Env | Keyword::Label if !legacy => Likeness::Sure,
                Keyword::Arg if pairs.iter().all(|pair| pair.value.is_some()) => Likeness::Sure,
                _ => Likeness::Some,
            }
        }
        (Arguments::List { words, json }, Keyword::Expose) => {
            let is_port = |word: &Word| word.text.starts_with(|c: char| c.is_ascii_digit() || c == '$');
            sure(!json && words.iter().all(is_port))
        }
        (Arguments::List { words, .. }, _) => sure(words.iter().all(|it| it.text.starts_with(['/', '$']))),
        (Arguments::Single(word), Keyword::Workdir) => match word.text.chars().next() {
            Some('/' | '$') => sure(!word.text.contains(char::is_whitespace)),
            _ => some(is_path_like(word) || word.text.get(1..3) == Some(":\\")),
        },
        (Arguments::Single(word), Keyword::User) => some(word.text.chars().all(is_user)),
        (Arguments::Single(word), Keyword::Stopsignal) => sure(word.text.starts_with("SIG")),
        (Arguments::Healthcheck(_), _) => Likeness::Sure,
        (Arguments::Onbuild(inner), _) => judge(inner),
        (Arguments::From(from), _) => {
            let is_image = from.image.text.starts_with('$') || ImageReference::parse(&from.image.text).is_ok();
            let is_plain = from.name.is_none() && !from.image.text.contains([':', '/', '@', '$']);
            let is_one = is_image && (!is_plain || from.image.text == "scratch");
            if is_one && from.name.is_some() { Likeness::Sure } else { some(is_one) }
        }
        _ => Likeness::None,
    }
}

/// Commands are written in lower case, as paths, or behind a variable.
fn is_command_start(c: char) -> bool {
    c.is_ascii_lowercase() || matches!(c, '.' | '/' | '$' | '[' | '{' | '(' | '"' | '<')
}

fn is_path_like(word: &Word) -> bool {
    !word.text.is_empty() && !word.text.contains(['(', ')', ',', ';', '"', '\'', '=', '&', '|', '<', '>'])
        || word.text.starts_with("<<")
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn is_user(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '$' | '{' | '}')
}
