//! What a build would refuse beyond what the parser sees: names of stages and images, values of options, ports, signals.
//!
//! Follows BuildKit's way from instructions to build steps. BuildKit stops at the first error; here every one is told.
//! What only a registry or a running build can know (images that do not exist, files that are missing) is no error.
//!
//! Source: moby/buildkit (`dockerfile2llb`).

mod base;
mod copied;
mod mode;
mod mounted;
mod official;
mod signal;
mod source;
mod trigger;

use std::collections::HashMap;

use super::Dockerfile;
use super::port::{PROTOCOLS, Port, PortErrorKind};
use crate::syntax::{Arguments, Instruction, Keyword, SyntaxError, Word, nearest, wrong_check_option};
use crate::text::TextRange;

/// Every error of the file that neither parsing nor expansion has found.
pub(super) fn errors(dockerfile: &Dockerfile<'_>) -> Vec<SyntaxError> {
    let mut known: Vec<TextRange> =
        dockerfile.tree.errors.iter().chain(&dockerfile.errors).map(|error| error.range).collect();
    known.sort_unstable();
    let named = dockerfile.stages.iter().filter_map(|stage| Some((stage.name.as_deref()?, stage.index)));
    let mut refusals = Refusals { known, last_of_name: named.collect(), triggers: HashMap::new(), errors: Vec::new() };
    outline(dockerfile, &mut refusals);
    target(dockerfile, &mut refusals);
    let options = dockerfile.project.build_args.get("BUILDKIT_DOCKERFILE_CHECK");
    if let Some(wrong) = options.and_then(|options| wrong_check_option(options)) {
        refusals.at(TextRange::empty(0), format!("The build argument BUILDKIT_DOCKERFILE_CHECK: {wrong}"));
    }
    for stage in &dockerfile.stages {
        base::check(dockerfile, stage, &mut refusals);
        trigger::check(dockerfile, stage, &mut refusals);
        for (index, instruction) in dockerfile.instructions(stage).skip(1) {
            if !refusals.has_error_in(instruction.range) {
                source::check(dockerfile, stage, index, instruction, &mut refusals);
            }
        }
    }
    for (_, index, instruction) in dockerfile.judged() {
        if !refusals.has_error_in(instruction.range) {
            step(dockerfile, index, instruction, &mut refusals);
        }
    }
    refusals.errors
}

/// The errors found so far.
struct Refusals<'a> {
    /// Where the parser or the expansion found something; what follows from that is not told again.
    known: Vec<TextRange>,
    /// The last stage of each name.
    last_of_name: HashMap<&'a str, usize>,
    /// For the bases that were looked at, the first instruction put off that is refused: its line, and why.
    triggers: HashMap<usize, Option<(usize, String)>>,
    errors: Vec<SyntaxError>,
}

impl Refusals<'_> {
    fn at(&mut self, range: TextRange, message: impl Into<String>) {
        self.hint(range, message, None);
    }

    /// Adds an error with what was probably meant in the place of `range`.
    fn hint(&mut self, range: TextRange, message: impl Into<String>, suggestion: Option<String>) {
        let mut message = message.into();
        if let Some(suggestion) = &suggestion {
            message.push_str(&format!("; did you mean `{suggestion}`?"));
        }
        self.errors.push(SyntaxError { message, range, suggestion });
    }

    fn has_error_in(&self, range: TextRange) -> bool {
        let next = self.known.partition_point(|known| known.start < range.start);
        self.known.get(next).is_some_and(|known| known.start < range.end.max(range.start + 1))
    }
}

/// A file is ARGs, then stages.
fn outline(dockerfile: &Dockerfile<'_>, refusals: &mut Refusals<'_>) {
    let instructions = &dockerfile.tree.instructions;
    // A misspelled first word may well be the FROM that is missing.
    let stray = instructions.iter().find(|it| it.keyword != Keyword::Arg);
    match stray.map(|it| (it, it.keyword)) {
        Some((_, Keyword::From | Keyword::Unknown)) => {}
        Some((instruction, keyword)) => {
            let name = keyword.as_str();
            let message = format!("{name} stands before the first FROM, where only ARG may stand");
            refusals.at(instruction.keyword_word.range, message);
        }
        None => {
            if let Some(last) = instructions.last() {
                refusals.at(last.keyword_word.range, "There is no stage: FROM is missing");
            }
        }
    }
}

fn target(dockerfile: &Dockerfile<'_>, refusals: &mut Refusals<'_>) {
    let (Some(wanted), None, Some(last)) = (&dockerfile.project.target, dockerfile.target, dockerfile.stages.last())
    else {
        return;
    };
    let near = nearest(wanted, dockerfile.stages.iter().filter_map(|stage| stage.name.as_deref()));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let from = &dockerfile.tree.instructions[last.instructions.start];
    refusals.at(from.keyword_word.range, format!("There is no stage `{wanted}` to build{hint}"));
}

/// What a single instruction says, its variables expanded.
fn step(dockerfile: &Dockerfile<'_>, index: usize, instruction: &Instruction, refusals: &mut Refusals<'_>) {
    match (instruction.keyword, &instruction.arguments) {
        (Keyword::Copy | Keyword::Add, Arguments::Copy(_)) => copied::check(dockerfile, index, instruction, refusals),
        (Keyword::Run, _) => mounted::check(dockerfile, index, instruction, refusals),
        (Keyword::Expose, Arguments::List { words, .. }) => {
            for word in words {
                ports(dockerfile, index, word, refusals);
            }
        }
        (Keyword::Volume, Arguments::List { words, .. }) => {
            for word in words.iter().filter(|word| dockerfile.expand(index, word).is_empty()) {
                refusals.at(word.range, format!("VOLUME needs a path, but `{}` is empty", word.text));
            }
        }
        (Keyword::Stopsignal, Arguments::Single(word)) => {
            let name = dockerfile.expand(index, word);
            if !signal::is_known(name) {
                let message = format!("`{name}` is no signal; expected a name such as SIGTERM, or a number but 0");
                refusals.hint(word.range, message, signal::nearest(name).filter(|_| name == word.text));
            }
        }
        _ => {}
    }
}

fn ports(dockerfile: &Dockerfile<'_>, index: usize, word: &Word, refusals: &mut Refusals<'_>) {
    for text in dockerfile.ports(index, word) {
        let Err(error) = Port::parse(&text) else { continue };
        let part = error.range.of(&text);
        let place = within(dockerfile, word, &text, error.range);
        let near = if error.kind == PortErrorKind::Protocol { nearest(part, PROTOCOLS.iter().copied()) } else { None };
        let near = near.filter(|_| place != word.range || part == word.text).map(str::to_owned);
        refusals.hint(place, format!("`{text}` cannot be exposed: {}", error.kind), near);
    }
}

/// The place of a part of `text`, which the builder made of `word`: the part itself where the word stands in the file
/// as it was read, else all of the word.
fn within(dockerfile: &Dockerfile<'_>, word: &Word, text: &str, part: TextRange) -> TextRange {
    let stands_there = text == word.text && word.range.of(&dockerfile.tree.text) == text;
    if stands_there && !part.is_empty() {
        TextRange::new(word.range.start + part.start, word.range.start + part.end)
    } else {
        word.range
    }
}
