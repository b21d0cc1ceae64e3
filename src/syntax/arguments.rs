//! The arguments of each instruction, by its grammar.
//!
//! Reads exactly what BuildKit's line parsers read; what they refuse becomes an error and the best that can be made of
//! the text.

use super::json::{self, Json};
use super::tree::{Arguments, CommandLine, Copy, From, Healthcheck, KeyValue, SyntaxError, Word};
use super::{Keyword, Logical, Token, TokenKind};
use crate::text::TextRange;

/// What reading leaves beside the tree.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) painted: Vec<Token>,
    pub(super) errors: Vec<SyntaxError>,
}

impl Sink {
    pub(super) fn error(&mut self, range: TextRange, message: impl Into<String>) {
        self.errors.push(SyntaxError { message: message.into(), range, suggestion: None });
    }

    /// Colours the logical `range` of `text`.
    pub(super) fn paint(&mut self, kind: TokenKind, text: &Logical, range: TextRange) {
        self.painted.extend(text.segments(range).map(|range| Token { kind, range }));
    }

    /// The word at the logical `range` of `text`, painted.
    pub(super) fn word(&mut self, kind: TokenKind, text: &Logical, range: TextRange) -> Word {
        self.paint(kind, text, range);
        Word { text: range.of(text.text()).to_owned(), range: text.source_range(range) }
    }
}

/// Reads `body`, what follows keyword and flags; `ONBUILD` is read by the parser itself.
pub(super) fn read(keyword: Keyword, body: &Logical, escape: char, sink: &mut Sink) -> Arguments {
    match keyword {
        Keyword::From => from(body, sink).map_or(Arguments::None, Arguments::From),
        Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Shell => Arguments::Command(command(body, sink)),
        Keyword::Copy | Keyword::Add => {
            let (mut sources, json) = list(body, sink);
            let destination = sources.pop();
            Arguments::Copy(Copy { sources, destination, json })
        }
        Keyword::Expose | Keyword::Volume => {
            let (words, json) =
                if keyword == Keyword::Volume { list(body, sink) } else { (plain_list(body, sink), false) };
            Arguments::List { words, json }
        }
        Keyword::Env | Keyword::Label | Keyword::Arg => pairs(keyword, body, escape, sink),
        Keyword::Workdir | Keyword::User | Keyword::Stopsignal | Keyword::Maintainer => {
            Arguments::Single(sink.word(TokenKind::Word, body, whole(body)))
        }
        Keyword::Healthcheck => healthcheck(body, sink),
        Keyword::Onbuild | Keyword::Unknown => Arguments::None,
    }
}

fn whole(body: &Logical) -> TextRange {
    TextRange::new(0, body.text().len())
}

/// The blanks that separate plain words; other white space is part of a word.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{b}' | '\u{c}')
}

fn plain_words(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start_matches(is_blank).len();
        let start = at;
        at += text[at..].find(is_blank).unwrap_or(text.len() - at);
        (start < at).then_some(TextRange::new(start, at))
    })
}

fn from(body: &Logical, sink: &mut Sink) -> Option<From> {
    let words: Vec<_> = plain_words(body.text()).collect();
    let image = sink.word(TokenKind::Image, body, *words.first()?);
    let as_word = words.get(1).filter(|range| range.of(body.text()).eq_ignore_ascii_case("as"));
    let as_word = as_word.map(|&range| sink.word(TokenKind::SubKeyword, body, range));
    let name = as_word.as_ref().and(words.get(2)).map(|&range| sink.word(TokenKind::StageName, body, range));
    match (words.len(), &as_word) {
        (1, _) | (3, Some(_)) => {}
        (2, Some(word)) => sink.error(word.range, "The name of the stage is missing after AS"),
        (_, Some(_)) => {
            let extra = body.source_range(words[3].cover(words[words.len() - 1]));
            sink.error(extra, "Nothing may follow the name of the stage");
        }
        (_, None) => {
            let extra = body.source_range(words[1].cover(words[words.len() - 1]));
            sink.error(extra, "FROM takes one image, or `image AS name`");
        }
    }
    Some(From { image, as_word, name })
}

/// A command in shell or exec form.
pub(super) fn command(body: &Logical, sink: &mut Sink) -> CommandLine {
    let malformed_json = match json::read(body.text()) {
        Json::Strings(strings) => return CommandLine::Exec { words: json_words(strings, body, sink) },
        Json::NotStrings => {
            sink.error(body.source_range(whole(body)), "A JSON array of arguments may hold strings only");
            true
        }
        Json::Malformed => true,
        Json::NoArray => false,
    };
    sink.paint(TokenKind::Shell, body, whole(body));
    CommandLine::Shell { malformed_json }
}

fn json_words(strings: Vec<(String, TextRange)>, body: &Logical, sink: &mut Sink) -> Vec<Word> {
    let mut done = 0;
    let mut words = Vec::with_capacity(strings.len());
    for (text, range) in strings {
        punctuation(body, TextRange::new(done, range.start), sink);
        done = range.end;
        sink.paint(TokenKind::String, body, range);
        words.push(Word { text, range: body.source_range(range) });
    }
    punctuation(body, TextRange::new(done, body.text().len()), sink);
    words
}

fn punctuation(body: &Logical, range: TextRange, sink: &mut Sink) {
    for (at, _) in range.of(body.text()).match_indices(['[', ']', ',']) {
        sink.paint(TokenKind::Punctuation, body, TextRange::new(range.start + at, range.start + at + 1));
    }
}

fn list(body: &Logical, sink: &mut Sink) -> (Vec<Word>, bool) {
    match json::read(body.text()) {
        Json::Strings(strings) => return (json_words(strings, body, sink), true),
        Json::NotStrings => sink.error(body.source_range(whole(body)), "A JSON array of paths may hold strings only"),
        Json::NoArray | Json::Malformed => {}
    }
    (plain_list(body, sink), false)
}

fn plain_list(body: &Logical, sink: &mut Sink) -> Vec<Word> {
    plain_words(body.text()).map(|range| sink.word(TokenKind::Word, body, range)).collect()
}

fn pairs(keyword: Keyword, body: &Logical, escape: char, sink: &mut Sink) -> Arguments {
    let text = body.text();
    let words = quoted_words(text, escape);
    let Some(&first) = words.first() else { return Arguments::Pairs { pairs: Vec::new(), legacy: false } };
    if keyword != Keyword::Arg && !first.of(text).contains('=') {
        return legacy_pair(keyword, body, sink);
    }
    let mut pairs = Vec::with_capacity(words.len());
    for range in words {
        let word = range.of(text);
        let Some(equals) = word.find('=') else {
            let key = sink.word(TokenKind::Name, body, range);
            if keyword != Keyword::Arg {
                sink.error(key.range, format!("`{word}` has no `=`; expected name=value"));
            }
            pairs.push(KeyValue { range: key.range, key, value: None });
            continue;
        };
        let equals = range.start + equals;
        let key = sink.word(TokenKind::Name, body, TextRange::new(range.start, equals));
        sink.paint(TokenKind::Punctuation, body, TextRange::new(equals, equals + 1));
        let value = sink.word(TokenKind::Word, body, TextRange::new(equals + 1, range.end));
        pairs.push(KeyValue { key, value: Some(value), range: body.source_range(range) });
    }
    Arguments::Pairs { pairs, legacy: false }
}

/// `ENV key the whole rest`.
fn legacy_pair(keyword: Keyword, body: &Logical, sink: &mut Sink) -> Arguments {
    let text = body.text();
    let key_end = text.find(is_blank).unwrap_or(text.len());
    let value_start = text.len() - text[key_end..].trim_start_matches(is_blank).len();
    let key = sink.word(TokenKind::Name, body, TextRange::new(0, key_end));
    if value_start == text.len() {
        let name = keyword.as_str();
        sink.error(key.range, format!("{name} needs a value: {name} {}=value", key.text));
        let pair = KeyValue { range: key.range, key, value: None };
        return Arguments::Pairs { pairs: vec![pair], legacy: false };
    }
    let value = sink.word(TokenKind::Word, body, TextRange::new(value_start, text.len()));
    let pair = KeyValue { key, value: Some(value), range: body.source_range(whole(body)) };
    Arguments::Pairs { pairs: vec![pair], legacy: true }
}

/// The words of `ENV`, `LABEL` and `ARG`: quotes and escapes keep blanks together and stay in the word.
fn quoted_words(text: &str, escape: char) -> Vec<TextRange> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() && quote.is_none() {
            words.extend(start.take().map(|start| TextRange::new(start, at)));
            continue;
        }
        start.get_or_insert(at);
        if c == escape && quote != Some('\'') {
            chars.next();
        } else if quote == Some(c) {
            quote = None;
        } else if matches!(c, '\'' | '"') && quote.is_none() {
            quote = Some(c);
        }
    }
    words.extend(start.map(|start| TextRange::new(start, text.len())));
    words
}

fn healthcheck(body: &Logical, sink: &mut Sink) -> Arguments {
    let text = body.text();
    let kind_end = text.find(char::is_whitespace).unwrap_or(text.len());
    if kind_end == 0 {
        return Arguments::None;
    }
    let kind = sink.word(TokenKind::SubKeyword, body, TextRange::new(0, kind_end));
    let command_start = text.len() - text[kind_end..].trim_start().len();
    let rest = body.slice(TextRange::new(command_start, text.len()));
    let command = (!rest.text().is_empty()).then(|| command(&rest, sink));
    Arguments::Healthcheck(Healthcheck { kind, command, body: rest })
}
