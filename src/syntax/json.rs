//! The JSON form of arguments: an array of strings, with the place of each string.
//!
//! What nearly everybody writes, strings without escapes, is read and written here; a library does the rest. The page
//! draws its first view before it has that library.

use serde_json::Value;

use crate::text::TextRange;

/// What the arguments of an instruction are, read as JSON.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Json {
    /// Does not start with `[`.
    NoArray,
    /// Starts with `[` but is no JSON; BuildKit then reads the plain form.
    Malformed,
    /// A JSON array with something else than strings in it, which BuildKit refuses.
    NotStrings,
    /// The decoded strings, each with its range, quotes included.
    Strings(Vec<(String, TextRange)>),
}

pub(crate) fn read(text: &str) -> Json {
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with('[') {
        return Json::NoArray;
    }
    if let Some(json) = plain(text, start + 1) {
        return json;
    }
    let Ok(values) = serde_json::from_str::<Vec<Value>>(&text[start..]) else { return Json::Malformed };
    let mut places = string_places(text);
    let strings = values.into_iter().map(|value| match value {
        Value::String(string) => Some((string, places.next()?)),
        _ => None,
    });
    strings.collect::<Option<_>>().map_or(Json::NotStrings, Json::Strings)
}

/// What one string says; `None` for all that is not exactly one string.
pub(crate) fn string(text: &str) -> Option<String> {
    match text.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inside) if inside.bytes().all(is_plain) => Some(inside.to_owned()),
        _ => serde_json::from_str(text).ok(),
    }
}

/// The words as an array of strings.
pub(crate) fn array(words: &[&str]) -> String {
    let strings: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", strings.join(", "))
}

fn quoted(word: &str) -> String {
    if word.bytes().all(is_plain) { format!("\"{word}\"") } else { Value::from(word).to_string() }
}

/// Whether a byte stands for itself between two quotes.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// An array, from behind its bracket. `None` where an escape is in it, or the beginning of anything but a string.
fn plain(text: &str, start: usize) -> Option<Json> {
    let bytes = text.as_bytes();
    let skip = |at: usize| at + bytes[at..].iter().take_while(|it| matches!(it, b' ' | b'\t' | b'\n' | b'\r')).count();
    let mut strings = Vec::new();
    let mut at = skip(start);
    loop {
        match bytes.get(at) {
            Some(b'"') => {}
            Some(b']') if strings.is_empty() => break,
            Some(b'[' | b'{' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => return None,
            _ => return Some(Json::Malformed),
        }
        let inside = at + 1;
        let Some(length) = bytes[inside..].iter().position(|&it| !is_plain(it)) else { return Some(Json::Malformed) };
        let end = inside + length;
        match bytes[end] {
            b'"' => strings.push((text[inside..end].to_owned(), TextRange::new(at, end + 1))),
            b'\\' => return None,
            _ => return Some(Json::Malformed),
        }
        at = skip(end + 1);
        match bytes.get(at) {
            Some(b',') => at = skip(at + 1),
            Some(b']') => break,
            _ => return Some(Json::Malformed),
        }
    }
    Some(if skip(at + 1) == bytes.len() { Json::Strings(strings) } else { Json::Malformed })
}

/// The ranges of the strings in a text that is known to be valid JSON.
fn string_places(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|&b| b == b'"')?;
        at = start + 1;
        while at < bytes.len() && bytes[at] != b'"' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        at = (at + 1).min(bytes.len());
        Some(TextRange::new(start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_string() {
        let text = r#" [ "a\"b", "c" ]"#;
        let Json::Strings(strings) = read(text) else { panic!("an array of strings") };
        let seen: Vec<_> = strings.iter().map(|(value, range)| (value.as_str(), range.of(text))).collect();
        assert_eq!(seen, [("a\"b", r#""a\"b""#), ("c", r#""c""#)]);
    }

    #[test]
    fn a_plain_array_is_what_json_says() {
        let mut plain_ones = 0;
        for text in [
            r#"["a"]"#,
            r#" [ "a" , "b c","" ] "#,
            "[\"é\",\n\t\"b\"\r]",
            r#"["a",]"#,
            r#"["a" "b"]"#,
            r#"["a"] b"#,
            r#"[,"a"]"#,
            r#"["a\n"]"#,
            r#"["a", 1]"#,
            r#"["a", null, x]"#,
            r#"[["a"]]"#,
            r#"["a"#,
            r#"["a","#,
            r#"['a']"#,
            "[\"a\tb\"]",
            "[\"a\"]\u{a0}",
            "[",
            "[ ",
            "[]",
            "[ ] ]",
        ] {
            let start = text.find('[').expect("a bracket");
            let Some(json) = plain(text, start + 1) else { continue };
            plain_ones += 1;
            match (json, serde_json::from_str::<Vec<String>>(&text[start..])) {
                (Json::Strings(strings), Ok(values)) => {
                    let places: Vec<_> = string_places(text).collect();
                    assert_eq!(strings, values.into_iter().zip(places).collect::<Vec<_>>(), "{text}");
                }
                (Json::Malformed, Err(error)) if !error.is_data() => {}
                (json, read) => panic!("{text}: {json:?}, but {read:?}"),
            }
        }
        assert_eq!(plain_ones, 16);
    }

    #[test]
    fn one_string_is_what_json_says() {
        for text in [r#""a""#, r#""é b""#, r#""a\n""#, r#""a" "#, r#""a"b""#, r#"""#, "\"a\tb\"", "a", "1", ""] {
            assert_eq!(string(text), serde_json::from_str(text).ok(), "{text}");
        }
    }

    #[test]
    fn words_are_written_as_json_writes_them() {
        assert_eq!(array(&[]), "[]");
        for word in ["", "a", "é b", "a\"b", "a\\", "a\tb", "\u{7f}"] {
            assert_eq!(array(&[word, "x"]), format!("[{}, \"x\"]", Value::from(word)), "{word}");
        }
    }

    #[test]
    fn tells_the_failures_apart() {
        assert_eq!(read("echo"), Json::NoArray);
        assert_eq!(read("['a']"), Json::Malformed);
        assert_eq!(read(r#"["a"] b"#), Json::Malformed);
        assert_eq!(read(r#"["a", 1]"#), Json::NotStrings);
        assert_eq!(read("[]"), Json::Strings(Vec::new()));
    }
}
