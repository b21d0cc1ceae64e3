//! Secrets that can be told by the name that they are given to.

use super::Suspect;
use crate::text::TextRange;

/// Parts of names that only secrets have, between underscores, dashes, dots or the ends.
const SECRET_PARTS: &[&str] = &[
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PWD",
    "SECRET",
    "TOKEN",
    "APIKEY",
    "CREDENTIAL",
    "CREDENTIALS",
    "PASS",
    "AUTHTOKEN",
];

/// Two parts in a row that only secrets have.
const SECRET_PAIRS: &[(&str, &str)] = &[
    ("API", "KEY"),
    ("ACCESS", "KEY"),
    ("PRIVATE", "KEY"),
    ("SECRET", "KEY"),
    ("ENCRYPTION", "KEY"),
    ("SIGNING", "KEY"),
    ("AUTH", "KEY"),
];

/// Last parts of names of what only leads to a secret, or tells of it.
const HARMLESS_ENDS: &[&str] = &[
    "FILE", "PATH", "DIR", "NAME", "ID", "URL", "URI", "ARN", "LENGTH", "EXPIRY", "TTL", "TYPE", "HEADER", "LIFETIME",
];

/// Values that stand for a secret and are none.
const HARMLESS_VALUES: &[&str] = &[
    "",
    "null",
    "none",
    "true",
    "false",
    "changeme",
    "change-me",
    "change_me",
    "secret",
    "password",
    "example",
    "todo",
    "xxx",
    "placeholder",
    "redacted",
    "dummy",
];

/// Values that a line gives to names of secrets: `NAME=value`, `NAME: value`, `"name": "value"`, `ENV NAME value` and
/// `--name value`.
pub(super) fn values(line: &str) -> Vec<Suspect> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_name(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        at += bytes[at..].iter().take_while(|byte| is_name(**byte)).count();
        let name = &line[start..at];
        if !is_secret_name(name) {
            continue;
        }
        let is_expanded = start > 0 && matches!(bytes[start - 1], b'$' | b'{' | b'/');
        if let Some(range) = (!is_expanded).then(|| value(line, start, at)).flatten() {
            let named = name.trim_start_matches('-');
            let placeholder = named.to_ascii_uppercase().replace(['-', '.'], "_");
            found.push(Suspect::new(format!("the value of `{named}`"), range, format!("YOUR_{placeholder}")));
            at = range.end;
        }
    }
    found
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

pub(super) fn is_secret_name(name: &str) -> bool {
    let split = split_words(name);
    let parts: Vec<&str> = split.split('_').filter(|part| !part.is_empty()).collect();
    if parts.last().is_none_or(|last| HARMLESS_ENDS.contains(last)) {
        return false;
    }
    // `PWD` alone is the working directory.
    let is_alone = parts.len() == 1;
    parts.iter().any(|part| SECRET_PARTS.contains(part) && !(is_alone && matches!(*part, "PWD" | "PASS")))
        || parts.windows(2).any(|pair| SECRET_PAIRS.contains(&(pair[0], pair[1])))
}

/// `dbPassword`, `db-password` and `DB_PASSWORD` as `DB_PASSWORD`.
fn split_words(name: &str) -> String {
    let mut split = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for char in name.chars() {
        if char.is_ascii_uppercase() && was_lower {
            split.push('_');
        }
        was_lower = char.is_ascii_lowercase() || char.is_ascii_digit();
        split.push(if matches!(char, '-' | '.') { '_' } else { char.to_ascii_uppercase() });
    }
    split
}

/// Where the value stands that the name at `start..end` is given.
fn value(line: &str, start: usize, end: usize) -> Option<TextRange> {
    let after = &line[end..];
    let closing = after.len() - after.trim_start_matches(['"', '\'']).len();
    let rest = &after[closing..];
    let blanks = rest.len() - rest.trim_start().len();
    let trimmed = rest.trim_start();
    let before = line[..start].trim();
    let skipped = if let Some(value) = trimmed.strip_prefix(['=', ':']) {
        // `https://` and `a::b` assign nothing; neither does a comparison.
        if value.starts_with(['/', ':', '=']) {
            return None;
        }
        blanks + 1 + value.len() - value.trim_start().len()
    } else {
        let keyword = before.eq_ignore_ascii_case("ENV");
        let is_flag = line[start..end].starts_with("--");
        if closing > 0 || blanks == 0 || !(keyword || is_flag) {
            return None;
        }
        blanks
    };
    let from = end + closing + skipped;
    let text = &line[from..];
    let quote = text.chars().next().filter(|char| matches!(char, '"' | '\''));
    let (from, length) = if let Some(quote) = quote {
        (from + 1, text[1..].find(quote).unwrap_or(text.len() - 1))
    } else {
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '&' | '|' | ')' | '`' | ']' | '}');
        (from, text.find(ends).unwrap_or(text.len()))
    };
    let range = TextRange::new(from, from + length);
    (!is_harmless(range.of(line))).then_some(range)
}

/// Whether a value is no secret: empty, another variable, a placeholder.
pub(super) fn is_harmless(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    HARMLESS_VALUES.contains(&lower.as_str())
        || value.starts_with(['$', '<', '/', '{'])
        || lower.starts_with("your")
        || lower.contains("example")
        || lower.bytes().all(|byte| byte == b'x' || byte == b'*')
}
