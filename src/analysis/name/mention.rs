//! Where one instruction names variables: in words that the builder expands, and in its shell text.

use crate::model::Dockerfile;
use crate::model::expand::{Reference, heredoc_references, references};
use crate::syntax::{Arguments, Instruction, Keyword, Logical, Word};
use crate::text::TextRange;

/// A place where a variable is named.
pub(super) struct Mention<'a> {
    pub(super) name: &'a str,
    /// The name alone; `None` where the text was decoded, so that it has no simple way back to the file.
    pub(super) range: Option<TextRange>,
    /// The reference around it, with `$` and braces.
    pub(super) whole: TextRange,
    /// Whether ARG or ENV sets the variable there.
    pub(super) sets: bool,
    /// Whether a shell reads it and not the builder.
    pub(super) in_shell: bool,
}

/// Every variable that the instruction at `index` names, outer references before those in them.
pub(super) fn mentions(dockerfile: &Dockerfile<'_>, index: usize, visit: &mut dyn FnMut(Mention<'_>)) {
    let instruction = &dockerfile.tree.instructions[index];
    let reader = Reader { dockerfile, index, instruction };
    for flag in &instruction.flags {
        flag.value.iter().for_each(|value| reader.word(value, visit));
    }
    let mut words = |words: &[Word]| words.iter().for_each(|word| reader.word(word, visit));
    match &instruction.arguments {
        Arguments::From(from) => words(std::slice::from_ref(&from.image)),
        Arguments::Copy(copy) => {
            words(&copy.sources);
            words(copy.destination.as_slice());
        }
        Arguments::List { words: list, .. } => words(list),
        Arguments::Single(word) => words(std::slice::from_ref(word)),
        Arguments::Pairs { pairs, .. } => {
            for pair in pairs {
                reader.key(&pair.key, visit);
                pair.value.iter().for_each(|value| reader.word(value, visit));
            }
        }
        _ => {}
    }
    for document in instruction.heredocs.iter().filter(|it| !it.quoted && instruction.keyword != Keyword::Run) {
        let body = document.body;
        reader.text(&heredoc_references(body.of(reader.file())), body.of(reader.file()), &Way::From(body.start), visit);
    }
    reader.code(visit);
}

/// The way from a word back to the file.
enum Way {
    /// The text stands in the file from there on.
    From(usize),
    /// It stands there in several lines.
    Lines(Logical),
    /// It was decoded from what stands there.
    Unknown(TextRange),
}

struct Reader<'a> {
    dockerfile: &'a Dockerfile<'a>,
    index: usize,
    instruction: &'a Instruction,
}

impl Reader<'_> {
    fn file(&self) -> &str {
        &self.dockerfile.tree.text
    }

    /// The range, if the name stands there as it is.
    fn spelled(&self, name: &str, range: TextRange) -> Option<TextRange> {
        self.file().get(range.start..range.end).filter(|text| *text == name).map(|_| range)
    }

    /// The name in ARG and ENV, which builders expand in ENV and LABEL.
    fn key(&self, key: &Word, visit: &mut dyn FnMut(Mention<'_>)) {
        if matches!(self.instruction.keyword, Keyword::Arg | Keyword::Env) {
            let is_env = self.instruction.keyword == Keyword::Env;
            let name = if is_env { self.dockerfile.expand(self.index, key) } else { key.text.as_str() };
            let range = self.spelled(name, key.range);
            visit(Mention { name, range, whole: key.range, sets: true, in_shell: false });
        }
        if self.instruction.keyword != Keyword::Arg {
            self.word(key, visit);
        }
    }

    fn word(&self, word: &Word, visit: &mut dyn FnMut(Mention<'_>)) {
        if word.text.contains('$') {
            let references = references(&word.text, self.dockerfile.tree.escape);
            self.text(&references, &word.text, &self.way(word), visit);
        }
    }

    fn way(&self, word: &Word) -> Way {
        let file = self.file();
        let Word { text, range } = word;
        if range.of(file) == text {
            return Way::From(range.start);
        }
        // A string of a JSON array without escapes.
        if range.len() == text.len() + 2 && range.of(file)[1..].starts_with(text.as_str()) {
            return Way::From(range.start + 1);
        }
        let body = &self.instruction.body;
        let lines = body.segments(TextRange::new(0, body.text().len())).filter(|it| it.overlaps(*range));
        let lines = lines.map(|it| TextRange::new(it.start.max(range.start), it.end.min(range.end)));
        let lines = Logical::of(file, lines);
        if lines.text() == text { Way::Lines(lines) } else { Way::Unknown(*range) }
    }

    fn text(&self, references: &[Reference], text: &str, way: &Way, visit: &mut dyn FnMut(Mention<'_>)) {
        for reference in references {
            let name = reference.name.of(text);
            let place = |range: TextRange| match way {
                Way::From(start) => TextRange::new(start + range.start, start + range.end),
                Way::Lines(lines) => lines.source_range(range),
                Way::Unknown(range) => *range,
            };
            let range = self.spelled(name, place(reference.name));
            visit(Mention { name, range, whole: place(reference.range), sets: false, in_shell: false });
        }
    }

    /// The variables that a shell takes from its environment.
    fn code(&self, visit: &mut dyn FnMut(Mention<'_>)) {
        let Some(code) = &self.dockerfile.facts[self.index].code else { return };
        for place in code.script.outer_places() {
            let range = self.spelled(place.name, code.range(place.range));
            visit(Mention { name: place.name, range, whole: code.range(place.whole), sets: false, in_shell: true });
        }
    }
}
