//! Secrets within a text: `name=value`, headers, statements of SQL.

use super::exposed::{Part, is_secret_setting};

/// The values in `text` that stand behind a secret name and `=`, each with its name. Where the text is nothing but one
/// such setting, the value goes to its end; `is_assignment` says that it is one.
pub(super) fn settings(text: &str, is_assignment: bool) -> Vec<(&str, Part)> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let mut found = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('=') {
        if at < done || text[at + 1..].starts_with('=') {
            continue;
        }
        let name_start =
            text.as_bytes()[done..at].iter().rposition(|&byte| !is_name(byte)).map_or(done, |it| done + it + 1);
        let written = &text[name_start..at];
        let name = written.trim_start_matches('-');
        let name = if written.len() == name.len() + 1 { name.strip_prefix('D').unwrap_or(name) } else { name };
        done = at + 1;
        if name.is_empty() || !is_secret_setting(name) {
            continue;
        }
        let value = &text[at + 1..];
        let is_whole = is_assignment || name_start == 0;
        let ends = |c: char| c.is_whitespace() || matches!(c, '&' | ',' | ';' | '"' | '\'');
        let length =
            if is_whole && !value.contains('\n') { value.len() } else { value.find(ends).unwrap_or(value.len()) };
        if length > 0 {
            found.push((name, (at + 1, at + 1 + length)));
        }
        done = at + 1 + length;
        if is_whole && !text.contains('\n') {
            break;
        }
    }
    found
}

/// Where the secret of a header begins, if it has one: behind the scheme of `Authorization`.
pub(super) fn headed(header: &str) -> Option<usize> {
    const SCHEMES: &[&str] = &["bearer", "basic", "token", "digest", "apikey", "negotiate", "splunk", "bot"];
    const NAMES: &[&str] =
        &["authorization", "proxy-authorization", "cookie", "x-api-key", "private-token", "job-token"];
    let (name, value) = header.split_once(':')?;
    let lower = name.trim().to_ascii_lowercase();
    if !NAMES.contains(&lower.as_str()) && !is_secret_setting(&lower) {
        return None;
    }
    let blanks = value.len() - value.trim_start().len();
    let start = name.len() + 1 + blanks;
    let value = value.trim_start();
    match value.split_once(' ') {
        Some((scheme, rest)) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
            Some(start + scheme.len() + 1 + (rest.len() - rest.trim_start().len()))
        }
        _ => Some(start),
    }
}

/// How far a quoted password may stand from the word that announces it.
const REACH: usize = 100;

/// The passwords in statements of SQL: `IDENTIFIED BY '…'`, `ALTER USER … PASSWORD '…'`, `SET PASSWORD … = '…'`.
pub(super) fn statements(text: &str) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    let lower = text.to_ascii_lowercase();
    let is_statement = ["identified", "role", "user", "login", "set password"].iter().any(|it| lower.contains(it));
    if !is_statement {
        return found;
    }
    for word in ["identified", "password"] {
        for (at, _) in lower.match_indices(word) {
            let from = at + word.len();
            let mut end = text.len().min(from + REACH);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let near = &lower[from..end];
            let skipped = if word == "identified" {
                near.find(" by ").map(|it| it + 4)
            } else {
                let rest = near.trim_start_matches([' ', '=', '(', 'n']);
                Some(near.len() - rest.len())
            };
            let Some(start) = skipped.map(|it| from + it) else { continue };
            let quoted = text[start..].trim_start().trim_start_matches('\\');
            let Some(quote) = quoted.chars().next().filter(|c| matches!(c, '\'' | '"')) else { continue };
            let open = text.len() - quoted.len() + 1;
            let limit = text[open..].char_indices().nth(300).map_or(text.len(), |it| open + it.0);
            if let Some(length) = text[open..limit].find(quote).filter(|it| *it > 0) {
                let length = text[open..open + length].trim_end_matches('\\').len();
                found.push((open, open + length));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
