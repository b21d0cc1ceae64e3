//! Flags: the words that start with `--` right after the keyword.

use crate::text::TextRange;

/// A flag in logical offsets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawFlag {
    pub(super) range: TextRange,
    /// Between the dashes and the `=`.
    pub(super) name: TextRange,
    /// After the `=`; the text has its quotes and escapes removed.
    pub(super) value: Option<(String, TextRange)>,
}

/// The flags at the start of `text`, from offset `at`, and the offset where they end.
///
/// Quotes keep blanks together and a backslash keeps the character after it, whatever the escape directive says; a word
/// that is just `--` ends the flags (BuildKit, `extractBuilderFlags`).
pub(super) fn read(text: &str, mut at: usize) -> (Vec<RawFlag>, usize) {
    let mut flags = Vec::new();
    loop {
        let start = at + text[at..].len() - text[at..].trim_start().len();
        if !text[start..].starts_with("--") {
            return (flags, start);
        }
        let (word, end) = word(text, start);
        at = end;
        if word == "--" {
            return (flags, end);
        }
        let range = TextRange::new(start, end);
        let equals = range.of(text).find('=').map(|equals| start + equals);
        let name = TextRange::new(start + 2, equals.unwrap_or(end));
        let value = equals.map(|equals| {
            let value = word.split_once('=').map_or("", |(_, value)| value);
            (value.to_owned(), TextRange::new(equals + 1, end))
        });
        flags.push(RawFlag { range, name, value });
    }
}

/// The word at `start` without quotes and escapes, and its end.
fn word(text: &str, start: usize) -> (String, usize) {
    let mut word = String::new();
    let mut quote = None;
    let mut chars = text[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        match (c, quote) {
            ('\\', _) => {
                if let Some((_, escaped)) = chars.next() {
                    word.push(escaped);
                }
            }
            (_, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            (_, None) if c.is_whitespace() => return (word, start + at),
            _ => word.push(c),
        }
    }
    (word, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)], rest: &str) {
        let (flags, end) = read(text, 0);
        let seen: Vec<_> =
            flags.iter().map(|it| (it.name.of(text), it.value.as_ref().map(|(value, _)| value.as_str()))).collect();
        assert_eq!((seen.as_slice(), &text[end..]), (expected, rest));
    }

    #[test]
    fn stops_at_the_first_other_word() {
        check("--from=a --link b --c", &[("from", Some("a")), ("link", None)], "b --c");
        check("  a", &[], "a");
        check("--a", &[("a", None)], "");
    }

    #[test]
    fn quotes_escapes_and_the_double_dash() {
        check(r#"--mount=type=bind,"source=a b" x"#, &[("mount", Some("type=bind,source=a b"))], "x");
        check(r"--chown=a\ b x", &[("chown", Some("a b"))], "x");
        check("-- --x", &[], " --x");
        check(r"--a\", &[("a\\", None)], "");
    }
}
