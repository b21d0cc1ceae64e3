//! The JSON form of arguments: an array of strings, with the place of each string.

use serde_json::Value;

use crate::text::TextRange;

/// What the arguments of an instruction are, read as JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Json {
    /// Does not start with `[`.
    NoArray,
    /// Starts with `[` but is no JSON; BuildKit then reads the plain form.
    Malformed,
    /// A JSON array with something else than strings in it, which BuildKit refuses.
    NotStrings,
    /// The decoded strings, each with its range, quotes included.
    Strings(Vec<(String, TextRange)>),
}

pub(super) fn read(text: &str) -> Json {
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with('[') {
        return Json::NoArray;
    }
    let Ok(values) = serde_json::from_str::<Vec<Value>>(&text[start..]) else { return Json::Malformed };
    let mut places = string_places(text);
    let strings = values.into_iter().map(|value| match value {
        Value::String(string) => Some((string, places.next()?)),
        _ => None,
    });
    strings.collect::<Option<_>>().map_or(Json::NotStrings, Json::Strings)
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
    fn tells_the_failures_apart() {
        assert_eq!(read("echo"), Json::NoArray);
        assert_eq!(read("['a']"), Json::Malformed);
        assert_eq!(read(r#"["a"] b"#), Json::Malformed);
        assert_eq!(read(r#"["a", 1]"#), Json::NotStrings);
        assert_eq!(read("[]"), Json::Strings(Vec::new()));
    }
}
