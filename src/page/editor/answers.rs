//! What the rich editor asks of the engine, in its own units.

use dockerfile_playground::analysis::{self, CompletionKind, Completions, NameKind};
use dockerfile_playground::syntax::TokenKind;
use dockerfile_playground::text::TextRange;

use super::naming::renaming;
use super::rows::token_class;
use super::tokens;
use super::utf16::{Units, byte_of_unit};
use crate::page::browser::Answer;
use crate::page::findings::plain;

/// The colours by the numbers that the question `colours` gives them.
pub(super) const COLOURS: [&str; 19] = [
    "",
    "comment",
    "directive",
    "keyword",
    "unknown",
    "flag",
    "flag-value",
    "image",
    "stage",
    "name",
    "string",
    "variable",
    "punctuation",
    "heredoc",
    "heredoc-body",
    "shell",
    "continuation",
    "command",
    "operator",
];

/// The answer to a question about `text` and the place `at` in it; `word` is what the user wrote.
pub(super) fn answer(question: &str, text: &str, at: u32, word: &str) -> Answer {
    let offset = || byte_of_unit(text, at);
    match question {
        "colours" => Answer::Numbers(colours(text)),
        "folds" => Answer::Numbers(flat(text, analysis::folds(text))),
        "completions" => Answer::Words(completions(text, analysis::complete(text, offset()))),
        "names" => Answer::Numbers(names(text, offset())),
        "rename" => Answer::Words(renamed(text, offset(), word)),
        _ => Answer::Words(Vec::new()),
    }
}

/// Starts and ends.
fn flat(text: &str, ranges: Vec<TextRange>) -> Vec<u32> {
    let units = Units::new(text);
    ranges.into_iter().flat_map(|range| [units.of_byte(range.start), units.of_byte(range.end)]).collect()
}

/// Start, end and colour of every token.
fn colours(text: &str) -> Vec<u32> {
    let tokens = tokens(text);
    let units = Units::new(text);
    let ends = units.of_sorted_bytes(tokens.iter().map(|token| token.range.end));
    let mut start = 0;
    let mut flat = Vec::with_capacity(tokens.len() * 3);
    for (token, end) in tokens.iter().zip(ends) {
        flat.extend([start, end, colour(token.kind)]);
        start = end;
    }
    flat
}

fn colour(kind: TokenKind) -> u32 {
    let class = token_class(kind);
    COLOURS.iter().zip(0..).find(|(name, _)| **name == class).map_or(0, |(_, number)| number)
}

/// Where they start; then label, kind, detail and text of each.
fn completions(text: &str, completions: Completions) -> Vec<String> {
    let mut words = vec![Units::new(text).of_byte(completions.range.start).to_string()];
    for item in completions.items {
        words.extend([item.label, kind_name(item.kind).to_owned(), plain(&item.detail), item.insert]);
    }
    words
}

const fn kind_name(kind: CompletionKind) -> &'static str {
    match kind {
        CompletionKind::Keyword => "keyword",
        CompletionKind::Flag => "flag",
        CompletionKind::Value => "value",
        CompletionKind::Stage => "stage",
        CompletionKind::Image => "image",
        CompletionKind::Variable => "variable",
        CompletionKind::Directive => "directive",
    }
}

/// Whether it is a stage, the name, the definition (empty without one), and all places; nothing where nothing is named.
fn names(text: &str, offset: usize) -> Vec<u32> {
    let Some(name) = analysis::name_at(text, offset) else { return Vec::new() };
    let ranges = [name.here, name.definition.unwrap_or_default()].into_iter().chain(name.places).collect();
    let mut numbers = flat(text, ranges);
    numbers.insert(0, u32::from(name.kind == NameKind::Stage));
    numbers
}

/// What to tell the user; then start and end of every place that gets the name.
fn renamed(text: &str, offset: usize, to: &str) -> Vec<String> {
    let (edits, told) = renaming(text, offset, to);
    let places = flat(text, edits.into_iter().map(|edit| edit.range).collect());
    [told].into_iter().chain(places.iter().map(u32::to_string)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(question: &str, text: &str, at: u32) -> Vec<u32> {
        match answer(question, text, at, "new") {
            Answer::Numbers(numbers) => numbers,
            Answer::Words(words) => panic!("{words:?}"),
        }
    }

    #[test]
    fn every_token_has_its_colour() {
        let flat = colours("# é\nFROM a AS b\n");
        assert_eq!(flat[..3], [0, 3, 1]);
        assert!(flat.chunks(3).any(|token| token == [4, 8, 3]));
        assert_eq!(flat[flat.len() - 2], 16);
        let of = |colour: &str| COLOURS.iter().position(|&it| it == colour).and_then(|at| u32::try_from(at).ok());
        let colours: Vec<_> = colours("RUN a && b\n").chunks(3).map(|token| Some(token[2])).collect();
        assert!(colours.contains(&of("command")) && colours.contains(&of("operator")), "{colours:?}");
    }

    #[test]
    fn places_are_counted_in_units() {
        // A clef takes four bytes and two units.
        let text = "# 𝄞\nFROM a AS b\nFROM b\nUSER c";
        assert_eq!(numbers("names", text, 22), [1, 22, 23, 15, 16, 15, 16, 22, 23]);
        assert_eq!(numbers("folds", text, 0), [23, 30]);
        let renamed = |to: &str| renamed(text, 24, to);
        assert_eq!(renamed("new")[1..], ["15", "16", "22", "23"]);
        assert_eq!(renamed("scratch"), ["`scratch` has a meaning of its own, it cannot well name a stage"]);
        let Answer::Words(words) = answer("completions", text, 26, "") else { panic!("words are wanted") };
        assert_eq!(words[..3], ["24", "ADD", "keyword"]);
    }
}
