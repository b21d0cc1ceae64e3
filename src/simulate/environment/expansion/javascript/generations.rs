//! The replacing itself, one function per generation.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Budget;
use super::ENDLESS;

/// How deep values may refer to values before the original is said to overflow its stack.
const DEEPEST: usize = 200;

pub(super) struct Generation<'a> {
    pub(super) process: &'a BTreeMap<String, String>,
    pub(super) parsed: &'a BTreeMap<String, String>,
    /// The values expanded so far.
    pub(super) running: &'a BTreeMap<String, String>,
    /// The values of the file before anything was expanded.
    pub(super) raw: &'a BTreeMap<String, String>,
    pub(super) budget: &'a mut Budget,
}

type Outcome = Result<String, &'static str>;

/// A reference of the generations up to Next 12: the character before `$`, the whole text, name and default.
struct OldToken<'t> {
    before: &'t str,
    text: &'t str,
    body: &'t str,
}

impl Generation<'_> {
    fn enter(&mut self, text: &str, depth: usize) -> Result<(), &'static str> {
        self.budget.spend(text.len())?;
        if depth > DEEPEST { Err(ENDLESS) } else { Ok(()) }
    }

    fn file_value(&self, name: &str) -> &str {
        self.parsed.get(name).map_or("", String::as_str)
    }

    pub(super) fn five(&mut self, value: &str, depth: usize) -> Outcome {
        self.enter(value, depth)?;
        let mut result = value.to_owned();
        for token in old_tokens(value, five_body) {
            let (part, replacement) = if token.before == "\\" {
                (token.text, token.text.replacen("\\$", "$", 1))
            } else {
                // A `$` without a name asks JavaScript for the key `undefined`.
                let name = if token.body.is_empty() { "undefined" } else { token.body };
                let found = self.process.get(name).map_or_else(|| self.file_value(name), String::as_str).to_owned();
                (&token.text[token.before.len()..], self.five(&found, depth + 1)?)
            };
            self.budget.spend(result.len())?;
            result = replace_first(&result, part, &replacement);
        }
        Ok(result)
    }

    pub(super) fn next_twelve(&mut self, value: &str, depth: usize) -> Outcome {
        self.enter(value, depth)?;
        let mut result = value.to_owned();
        let mut tokens: Vec<_> = old_tokens(value, next_twelve_body).collect();
        for at in 0..tokens.len() {
            let (text, before, body) = (tokens[at].text, tokens[at].before, tokens[at].body);
            self.budget.spend(result.len())?;
            if text.is_empty() {
                continue;
            }
            if before == "\\" {
                result = replace_first(&result, text, &text.replacen("\\$", "$", 1));
                continue;
            }
            if body.is_empty() {
                return Err("a $ without a name makes this release of Next fail on the whole file");
            }
            let (name, default) = body.split_once(":-").map_or((body, None), |(name, word)| (name, Some(word)));
            let in_file =
                || Some(self.file_value(name)).filter(|value| !value.is_empty()).or(default).unwrap_or_default();
            let found = self.process.get(name).map_or_else(in_file, String::as_str).to_owned();
            if default.is_some() && !found.is_empty() {
                let next = tokens.get(at + 1).map_or("undefined", |token| token.text);
                result = result.replacen(next, "", usize::from(!next.is_empty()));
                if let Some(next) = tokens.get_mut(at + 1) {
                    next.text = "";
                }
            }
            let replacement = self.next_twelve(&found, depth + 1)?;
            result = replace_first(&result, &text[before.len()..], &replacement);
        }
        Ok(result)
    }

    pub(super) fn rightmost_first(&mut self, value: &str) -> Outcome {
        let mut result = value.to_owned();
        loop {
            self.budget.spend(result.len())?;
            let last = result.match_indices('$').rfind(|(at, _)| !result[..*at].ends_with('\\'));
            let Some((at, _)) = last else { return Ok(result) };
            let Some((length, name, default)) = rightmost_reference(&result[at..]) else { return Ok(result) };
            let in_process = self.process.get(name).map_or("", String::as_str);
            let found = [in_process, default, self.file_value(name)].into_iter().find(|value| !value.is_empty());
            let replaced = replace_first(&result, &result[at..at + length], found.unwrap_or_default());
            result = replaced;
        }
    }

    pub(super) fn eleven(&mut self, value: &str, keeps_self: bool, depth: usize) -> Outcome {
        self.enter(value, depth)?;
        let mut out = String::new();
        let mut rest = value;
        while let Some((at, token)) = eleven_token(rest) {
            out.push_str(&rest[..at]);
            let matched = &rest[at..at + token.length];
            rest = &rest[at + token.length..];
            if let Some(escaped) = matched.strip_prefix('\\') {
                out.push_str(escaped);
                continue;
            }
            let in_process = self.process.get(token.name).filter(|value| !value.is_empty());
            let in_file = self.parsed.get(token.name).filter(|value| !value.is_empty());
            let replacement = match (in_process, in_file) {
                (Some(found), in_file) if in_file == Some(found) => found.clone(),
                (Some(found), _) => self.eleven(&found.clone(), keeps_self, depth + 1)?,
                (None, Some(found)) if found != value => self.eleven(&found.clone(), keeps_self, depth + 1)?,
                (None, Some(found)) if keeps_self => found.clone(),
                _ if token.default.starts_with('$') => self.eleven(token.default, keeps_self, depth + 1)?,
                _ => token.default.to_owned(),
            };
            self.budget.spend(replacement.len())?;
            out.push_str(&replacement);
        }
        out.push_str(rest);
        Ok(out)
    }

    pub(super) fn twelve(&mut self, value: &str, visible: &BTreeMap<String, String>) -> Outcome {
        let mut result = value.to_owned();
        let mut seen = BTreeSet::new();
        while let Some((at, length, expression)) = modern_token(&result) {
            self.budget.spend(result.len())?;
            seen.insert(result.clone());
            let (name, operator, word) = split_expression(expression);
            let found = self.process.get(name).or_else(|| visible.get(name)).map_or("", String::as_str);
            let replacement = match operator {
                ":+" | "+" if found.is_empty() => "",
                ":+" | "+" => word,
                _ if found.is_empty() || seen.contains(found) => word,
                _ => found,
            };
            let done = visible.get(name).map(String::as_str);
            let replaced = replace_first(&result, &result[at..at + length], replacement);
            let finished = done == Some(&replaced);
            result = replaced;
            if finished {
                break;
            }
        }
        Ok(result)
    }

    pub(super) fn thousand(&mut self, value: &str) -> Outcome {
        let mut result = value.to_owned();
        while let Some((at, length, expression)) = modern_token(&result) {
            self.budget.spend(result.len())?;
            let (name, operator, word) = split_expression(expression);
            let found = self.thousand_value(name);
            let text = found.unwrap_or_default();
            let replacement = match operator {
                ":-" if text.is_empty() => word,
                "-" if found.is_none() => word,
                ":+" if text.is_empty() => "",
                "+" if found.is_none() => "",
                ":+" | "+" => word,
                _ => text,
            };
            let replaced = replace_first(&result, &result[at..at + length], replacement);
            let finished = found == Some(&replaced);
            result = replaced;
            if finished {
                break;
            }
        }
        Ok(result)
    }

    /// The process wins, unless its value is only what dotenv had copied there from the file.
    fn thousand_value(&self, name: &str) -> Option<&str> {
        let expanded = self.running.get(name);
        let in_process =
            self.process.get(name).filter(|value| expanded.is_none() || self.raw.get(name) != Some(*value));
        in_process.or(expanded).map(String::as_str)
    }
}

/// JavaScript's `text.replace(pattern, replacement)` with two strings: the first occurrence, and `$$`, `$&`, `` $` ``
/// and `$'` in the replacement have a meaning.
fn replace_first(text: &str, pattern: &str, replacement: &str) -> String {
    let Some(at) = text.find(pattern) else { return text.to_owned() };
    let (before, after) = (&text[..at], &text[at + pattern.len()..]);
    let mut out = String::with_capacity(text.len() + replacement.len());
    out.push_str(before);
    let mut rest = replacement;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let inserted = match rest.as_bytes().get(at + 1) {
            Some(b'$') => "$",
            Some(b'&') => pattern,
            Some(b'`') => before,
            Some(b'\'') => after,
            _ => {
                out.push('$');
                rest = &rest[at + 1..];
                continue;
            }
        };
        out.push_str(inserted);
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    out.push_str(after);
    out
}

const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word_length(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// References with the character before them; `body` gives the start, the end and the whole length behind `$`.
fn old_tokens(value: &str, body: fn(&str) -> (usize, usize, usize)) -> impl Iterator<Item = OldToken<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut dollar = at + value[at..].find('$')?;
        let mut start = dollar;
        if dollar == at {
            if value[at + 1..].starts_with('$') {
                dollar += 1;
            }
        } else if let Some(before) = value[at..dollar].chars().next_back().filter(|c| !matches!(c, '\n' | '\r')) {
            start = dollar - before.len_utf8();
        }
        let (from, to, length) = body(&value[dollar + 1..]);
        at = dollar + 1 + length;
        let behind = dollar + 1;
        Some(OldToken {
            before: &value[start..dollar],
            text: &value[start..at],
            body: &value[behind + from..behind + to],
        })
    })
}

fn five_body(text: &str) -> (usize, usize, usize) {
    let from = usize::from(text.starts_with('{'));
    let to = from + word_length(&text[from..]);
    (from, to, to + usize::from(text[to..].starts_with('}')))
}

fn next_twelve_body(text: &str) -> (usize, usize, usize) {
    let from = text.find(|c| c != '{').unwrap_or(text.len());
    let mut to = from + word_length(&text[from..]);
    if text[to..].starts_with(":-") {
        to += 2;
    }
    to += word_length(&text[to..]);
    let closing = text[to..].find(|c| c != '}').unwrap_or(text.len() - to);
    (from, to, to + closing)
}

/// `$NAME`, `${NAME}` or `${NAME:-default}` at the start of `text`: length, name and default.
fn rightmost_reference(text: &str) -> Option<(usize, &str, &str)> {
    let from = 1 + usize::from(text[1..].starts_with('{'));
    let to = from + word_length(&text[from..]);
    let mut end = to;
    let mut default = "";
    if let Some(word) = text[to..].strip_prefix(":-") {
        default = &word[..word.find(['}', '\\']).unwrap_or(word.len())];
        end += 2 + default.len();
    }
    (to > from).then(|| (end + usize::from(text[end..].starts_with('}')), &text[from..to], default))
}

struct ElevenToken<'t> {
    length: usize,
    name: &'t str,
    default: &'t str,
}

/// The first reference of release 11: its start and parts. A default needs no brace and runs up to one.
fn eleven_token(text: &str) -> Option<(usize, ElevenToken<'_>)> {
    let mut from = 0;
    loop {
        let dollar = from + text[from..].find('$')?;
        from = dollar + 1;
        let start = if text[..dollar].ends_with('\\') { dollar - 1 } else { dollar };
        let name_at = from + usize::from(text[from..].starts_with('{'));
        let name = text[name_at..]
            .find(|c| !is_word(c) && c != '.')
            .map_or(&text[name_at..], |end| &text[name_at..name_at + end]);
        if name.is_empty() {
            continue;
        }
        let mut end = name_at + name.len();
        let word_at = end + text[end..].strip_prefix(":-").map_or(1, |_| 2);
        let mut default = "";
        if text[end..].starts_with(":-") || text[end..].starts_with('-') {
            default = &text[word_at..word_at + default_length(&text[word_at..])];
            if !default.is_empty() {
                end = word_at + default.len();
            }
        }
        end += usize::from(text[end..].starts_with('}'));
        return Some((start, ElevenToken { length: end - start, name, default }));
    }
}

/// The text up to a brace that belongs to no `${…}` inside; three levels of them are understood.
fn default_length(text: &str) -> usize {
    let Some(last) = text.rfind('}') else { return text.len() };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with('}') {
            break;
        }
        if at > last {
            return text.len();
        }
        let nested = if rest.starts_with("${") { nested_length(rest, 1) } else { None };
        at += nested.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(1);
    }
    at
}

fn nested_length(text: &str, level: usize) -> Option<usize> {
    let mut at = 2;
    let plain = text.find('}').map(|end| end + 1)?;
    if level == 3 {
        return Some(plain);
    }
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with('}') {
            return Some(at + 1);
        }
        let nested = if rest.starts_with("${") { nested_length(rest, level + 1) } else { None };
        at += nested.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(1);
    }
    Some(plain)
}

/// The first `${expression}` or `$NAME` without a backslash before it: start, length and expression.
fn modern_token(text: &str) -> Option<(usize, usize, &str)> {
    text.match_indices('$').filter(|(at, _)| !text[..*at].ends_with('\\')).find_map(|(at, _)| {
        let after = &text[at + 1..];
        if let Some(inner) = after.strip_prefix('{') {
            let end = inner.find(['{', '}'])?;
            return (end > 0 && inner[end..].starts_with('}')).then(|| (at, end + 3, &inner[..end]));
        }
        let starts = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let length = word_length(after);
        starts.then(|| (at, length + 1, &after[..length]))
    })
}

/// Name, operator and word. Without an operator JavaScript's `split(null)` splits at the letters `null`.
fn split_expression(expression: &str) -> (&str, &str, &str) {
    let operator = expression.char_indices().find_map(|(at, c)| {
        let rest = &expression[at..];
        match c {
            ':' if rest.starts_with(":+") => Some(":+"),
            ':' if rest.starts_with(":-") => Some(":-"),
            '+' => Some("+"),
            '-' => Some("-"),
            _ => None,
        }
    });
    let separator = operator.unwrap_or("null");
    let (name, word) = expression.split_once(separator).unwrap_or((expression, ""));
    (name, operator.unwrap_or_default(), word)
}
