//! Characters that look like a blank, or like nothing, where builder and shell see a letter.

use super::{Fault, FaultKind, Line};
use crate::shell::Word;
use crate::syntax::{Arguments, Keyword};
use crate::text::{Edit, TextRange};

/// Commands whose arguments are text for people.
const WRITERS: &[&str] = &["echo", "printf", "print"];

/// Whether it looks like a blank and is none to Docker and to shells, or cannot be seen at all.
pub(super) const fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}

/// What should stand there instead.
fn meant(c: char) -> &'static str {
    if matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}') { "" } else { " " }
}

pub(super) fn find(line: Line<'_>) -> Option<Fault> {
    let text = line.text();
    if line.outer.head.of(text).is_ascii() {
        return None;
    }
    let mut places: Vec<(usize, char)> = Vec::new();
    behind_escape(line, &mut places);
    let keyword = line.inner.keyword_word.range;
    let mut add = |range: TextRange| {
        let found = range.of(text).char_indices().filter(|(_, c)| is_odd(*c));
        places.extend(found.map(|(at, c)| (range.start + at, c)));
    };
    let inner = line.inner;
    // The name of an instruction, as in `RUN` and a no-break space.
    if inner.keyword == Keyword::Unknown {
        let word = &inner.keyword_word.text;
        let first = word.split(is_odd).find(|part| !part.is_empty()).unwrap_or_default();
        if Keyword::of(first) == Keyword::Unknown {
            return None;
        }
        add(keyword);
    }
    match &inner.arguments {
        Arguments::Copy(copy) if !copy.json => {
            copy.sources.iter().chain(&copy.destination).for_each(|it| add(it.range));
        }
        Arguments::List { words, json: false } => words.iter().for_each(|it| add(it.range)),
        Arguments::From(from) => {
            add(from.image.range);
            from.name.iter().chain(&from.as_word).for_each(|it| add(it.range));
        }
        Arguments::Single(word) if inner.keyword != Keyword::Maintainer && !word.text.contains(['"', '\'']) => {
            add(word.range);
        }
        Arguments::Pairs { pairs, .. } => pairs.iter().for_each(|it| add(it.key.range)),
        Arguments::Command(_) | Arguments::Healthcheck(_) => in_code(line, &mut places),
        _ => {}
    }
    places.sort_unstable();
    places.dedup();
    let &(at, c) = places.first()?;
    let fault = line.fault(TextRange::new(at, at + c.len_utf8()), FaultKind::OddBlank(c));
    let edits = places.iter().map(|(at, c)| Edit::replace(TextRange::new(*at, at + c.len_utf8()), meant(*c)));
    Some(fault.meant(edits.collect()))
}

/// Behind the escape character at the end of a line: it is not continued.
fn behind_escape(line: Line<'_>, places: &mut Vec<(usize, char)>) {
    let tree = line.dockerfile.tree;
    let last = tree.lines.line_range(line.outer.head_line);
    let content = last.of(&tree.text).trim_end_matches(['\r', '\n']);
    let kept = content.trim_end_matches(|c: char| is_odd(c) || matches!(c, ' ' | '\t'));
    if kept.ends_with(tree.escape) {
        let odd = content[kept.len()..].char_indices().filter(|(_, c)| is_odd(*c));
        places.extend(odd.map(|(at, c)| (last.start + kept.len() + at, c)));
    }
}

/// In the words of commands, outside of quotes; between the strings of an array.
fn in_code(line: Line<'_>, places: &mut Vec<(usize, char)>) {
    if let Some(body) = super::array::candidate(line) {
        let mut is_quoted = false;
        for (at, c) in body.text().char_indices() {
            is_quoted ^= c == '"';
            if is_odd(c) && !is_quoted {
                places.push((body.source_start(at), c));
            }
        }
        return;
    }
    let Some(code) = line.shell_code().filter(|_| line.inner.heredocs.is_empty()) else { return };
    for command in code.script.plain_commands() {
        let is_writer = command.base_name().is_some_and(|name| WRITERS.contains(&name));
        for word in command.words.iter().take(if is_writer { 1 } else { usize::MAX }) {
            in_word(word, code.range(word.range), line, places);
        }
    }
}

fn in_word(word: &Word, range: TextRange, line: Line<'_>, places: &mut Vec<(usize, char)>) {
    let raw = word.raw();
    // A word over several lines, or out of a string, does not stand in the file letter by letter.
    if raw.is_ascii() || range.of(line.text()) != raw {
        return;
    }
    let mut quote = None;
    let mut chars = raw.char_indices();
    while let Some((at, c)) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => drop(chars.next()),
            (_, Some(open)) if c == open => quote = None,
            ('"' | '\'' | '`', None) => quote = Some(c),
            (_, None) if is_odd(c) => places.push((range.start + at, c)),
            _ => {}
        }
    }
}
