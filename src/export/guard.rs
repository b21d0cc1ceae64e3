//! What must not leave by accident: secrets in texts that somebody is about to share.
//!
//! Three ways to know one: by its own form, which its issuer made recognisable on purpose, by the name that it is given
//! to, and by the program that takes it in its words ([`crate::model::secret`]). Errs on the side of asking: the person
//! decides. Which texts a link carries is the business of [`crate::export::link`].

mod assignment;
mod dockerfile;
mod form;

use serde_json::Value;

use super::link::Payload;
use crate::model::secret::Exposed;
use crate::project::Project;
use crate::shell::{self, Dialect};
use crate::syntax::SyntaxTree;
use crate::text::{Edit, TextRange, apply};

/// Lines beyond this length are looked at up to it only, so that time stays linear.
const LONGEST_LINE: usize = 20_000;

/// Something that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// What it seems to be, such as "an access key of AWS" or "the value of `DB_PASSWORD`".
    pub what: String,
    /// Where it stands, in bytes of the text.
    pub range: TextRange,
    /// What can stand in its place, such as `YOUR_DB_PASSWORD`.
    pub placeholder: String,
}

/// A suspect in one of the texts of a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The text, such as `Dockerfile`, or `.env` for a file of the project.
    pub place: String,
    /// Its line there, counted from 1.
    pub line: usize,
    /// What it seems to be.
    pub what: String,
    /// The first characters of it and how many there are, for the owner to recognise it by.
    pub hint: String,
}

/// Everything in `text` that looks like a secret, sorted and disjoint.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::export::guard::{redact, scan};
///
/// let text = "ENV DB_PASSWORD=hunter2\n";
/// assert_eq!(scan(text)[0].what, "the value of `DB_PASSWORD`");
/// assert_eq!(redact(text), "ENV DB_PASSWORD=YOUR_DB_PASSWORD\n");
/// ```
pub fn scan(text: &str) -> Vec<Suspect> {
    let mut suspects = form::private_keys(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let line_text = shortened(line).trim_end();
        suspects.extend(form::tokens(line_text).into_iter().map(|it| it.moved(start)));
        suspects.extend(form::passwords_in_addresses(line_text).into_iter().map(|it| it.moved(start)));
        suspects.extend(assignment::values(line_text).into_iter().map(|it| it.moved(start)));
        start += line.len();
    }
    if shell::interpreter(text).is_some_and(|words| shell::dialect(&words) == Dialect::Posix) {
        let found = Exposed::all(&shell::parse(text)).into_iter();
        suspects.extend(found.map(|it| dockerfile::exposed(&it, it.range, text)));
    }
    merged(suspects)
}

/// As much of a line as is looked at.
fn shortened(line: &str) -> &str {
    let mut end = line.len().min(LONGEST_LINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// The suspects in order, those that overlap as one: what begins first, or was found first, says what it is.
fn merged(mut suspects: Vec<Suspect>) -> Vec<Suspect> {
    suspects.sort_by_key(|it| it.range.start);
    let mut merged: Vec<Suspect> = Vec::new();
    for suspect in suspects {
        match merged.last_mut() {
            Some(last) if suspect.range.start < last.range.end => last.range = last.range.cover(suspect.range),
            _ => merged.push(suspect),
        }
    }
    merged
}

/// Everything in a Dockerfile that looks like a secret, sorted and disjoint.
fn suspects(tree: &SyntaxTree) -> Vec<Suspect> {
    let mut found = scan(&tree.text);
    found.extend(dockerfile::suspects(tree));
    // The escape character at the end of a line is no value.
    found.retain(|it| !dockerfile::pieces(tree, it.range).is_empty());
    merged(found)
}

/// `text` with a placeholder for everything that looks like a secret.
pub fn redact(text: &str) -> String {
    let edits: Vec<Edit> = scan(text).into_iter().map(|it| Edit::replace(it.range, it.placeholder)).collect();
    apply(text, &edits).unwrap_or_else(|_| text.to_owned())
}

/// A Dockerfile with a placeholder for everything that looks like a secret; its instructions stay what they are, also
/// where a value goes over several lines.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::export::guard::redact_dockerfile;
///
/// let text = "FROM alpine\nRUN curl --user \\\n  me:hunter2 https://example.com\n";
/// let redacted = "FROM alpine\nRUN curl --user \\\n  me:YOUR_PASSWORD https://example.com\n";
/// assert_eq!(redact_dockerfile(text), redacted);
/// ```
pub fn redact_dockerfile(text: &str) -> String {
    let tree = dockerfile::tree(text);
    let mut edits = Vec::new();
    for suspect in suspects(&tree) {
        let mut placeholder = suspect.placeholder;
        for piece in dockerfile::pieces(&tree, suspect.range) {
            edits.push(Edit::replace(piece, std::mem::take(&mut placeholder)));
        }
    }
    apply(text, &edits).unwrap_or_else(|_| redact(text))
}

/// A project whose Dockerfile has placeholders for everything that looks like a secret.
pub fn redact_project(project: &Project) -> Project {
    Project { dockerfile: redact_dockerfile(&project.dockerfile), ..project.clone() }
}

/// Everything in a Dockerfile that looks like a secret, with its line.
pub fn scan_dockerfile(text: &str) -> Vec<Located> {
    located("Dockerfile", text, suspects(&dockerfile::tree(text)))
}

/// Everything in a payload that looks like a secret, in the order of its texts.
pub fn scan_payload(payload: &Payload) -> Vec<Located> {
    let mut located = scan_dockerfile(&payload.dockerfile);
    each_text(&mut payload.settings.clone(), &mut |place, text| {
        located.extend(self::located(place, text, scan(text)));
    });
    located
}

/// The payload with placeholders for everything that looks like a secret.
pub fn redact_payload(payload: &Payload) -> Payload {
    let mut redacted =
        Payload { dockerfile: redact_dockerfile(&payload.dockerfile), settings: payload.settings.clone() };
    each_text(&mut redacted.settings, &mut |_, text| *text = redact(text));
    redacted
}

fn located(place: &str, text: &str, suspects: Vec<Suspect>) -> Vec<Located> {
    let (mut line, mut counted) = (1, 0);
    let located = suspects.into_iter().map(|it| {
        line += text[counted..it.range.start].matches('\n').count();
        counted = it.range.start;
        let secret = it.range.of(text);
        let start: String = secret.chars().take(if secret.chars().count() > 8 { 4 } else { 1 }).collect();
        Located {
            place: place.to_owned(),
            line,
            what: it.what,
            hint: format!("{}… ({} characters)", start.replace('\n', " "), secret.chars().count()),
        }
    });
    located.collect()
}

/// Calls `see` with every text in the settings and the name of the field or file that it is.
fn each_text(settings: &mut serde_json::Map<String, Value>, see: &mut impl FnMut(&str, &mut String)) {
    for (name, value) in settings {
        each_text_of(name, value, see);
    }
}

fn each_text_of(name: &str, value: &mut Value, see: &mut impl FnMut(&str, &mut String)) {
    match value {
        Value::String(text) => see(name, text),
        Value::Array(values) => values.iter_mut().for_each(|it| each_text_of(name, it, see)),
        Value::Object(map) => map.iter_mut().for_each(|(name, value)| each_text_of(name, value, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Suspect {
    fn new(what: impl Into<String>, range: TextRange, placeholder: impl Into<String>) -> Self {
        Self { what: what.into(), range, placeholder: placeholder.into() }
    }

    fn moved(mut self, by: usize) -> Self {
        self.range = TextRange::new(self.range.start + by, self.range.end + by);
        self
    }
}

#[cfg(test)]
mod tests;
