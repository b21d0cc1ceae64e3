//! A whole work as the fragment of an address, which no browser sends to a server.
//!
//! `p2.`, three digits that tell whether the rest is damaged, and the work in base64url, compressed by a model that has
//! read `dictionary.txt` before: what most Dockerfiles say costs little. Links live for ever, so neither the model nor
//! the dictionary of a version ever changes; a new form gets a new prefix and its own reader. Version 1 was `j1.` and
//! JSON in base64url.
//!
//! Knows the text of the Dockerfile and nothing of the settings beside it: they are JSON whose fields belong to the
//! page, a lesson among them.

mod coder;
mod digits;
mod fragment;
mod model;

use std::fmt;

use serde_json::{Map, Value};

pub use fragment::Fragment;

use self::coder::END;
use self::model::Model;

/// What the model has read before it reads a link. Part of the format.
const DICTIONARY: &str = include_str!("dictionary.txt");

const PREFIX: &str = "p2.";
const FIRST_PREFIX: &str = "j1.";

/// How many digits of a link tell whether the others are damaged.
const CHECK: usize = 3;

/// Stands between the Dockerfile and the settings; no text in UTF-8 holds this byte.
const SEPARATOR: u8 = 0xfe;

/// The longest link that is read, in characters, and the most that it may hold, in bytes. A hostile link is short and
/// holds much; with these limits it takes a fraction of a second.
pub const LONGEST_LINK: usize = 400_000;
/// See [`LONGEST_LINK`].
pub const LONGEST_WORK: usize = 400_000;

/// What a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// The Dockerfile.
    pub dockerfile: String,
    /// Whatever belongs to it: the page's choices, other files, a lesson. Without those that are as usual.
    pub settings: Map<String, Value>,
}

/// Why a link cannot be opened, as a sentence for the person who did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Its version is not known.
    Newer,
    /// Some of it is missing or changed.
    Damaged,
    /// It is longer, or holds more, than any link may.
    TooLong,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Newer => "This link needs a newer version of the page: reload it, or ask for the file itself",
            Self::Damaged => "This link is damaged: a part may be missing at its end; ask for it once more",
            Self::TooLong => "This link holds more than a link may; ask for the file itself",
        })
    }
}

impl std::error::Error for LinkError {}

/// The payload as a fragment, without `#`.
///
/// # Errors
///
/// [`LinkError::TooLong`] for what nobody could open.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::export::link::{self, Payload};
///
/// let payload = Payload { dockerfile: "FROM alpine:3.22\nRUN apk add curl\n".to_owned(), ..Payload::default() };
/// let fragment = link::encode(&payload).unwrap();
/// assert!(fragment.len() < 30, "{fragment}");
/// assert_eq!(link::decode(&fragment), Some(Ok(payload)));
/// ```
pub fn encode(payload: &Payload) -> Result<String, LinkError> {
    let mut bytes = payload.dockerfile.as_bytes().to_vec();
    if !payload.settings.is_empty() {
        bytes.push(SEPARATOR);
        bytes.extend(serde_json::to_vec(&payload.settings).unwrap_or_default());
    }
    if bytes.len() > LONGEST_WORK {
        return Err(LinkError::TooLong);
    }
    let check = digits::write_number(check(&bytes));
    let fragment = format!("{PREFIX}{check}{}", digits::write(&coder::write(primed(), &bytes)));
    if fragment.len() > LONGEST_LINK { Err(LinkError::TooLong) } else { Ok(fragment) }
}

/// What a fragment without `#` carries; `None` for one that is no link.
pub fn decode(fragment: &str) -> Option<Result<Payload, LinkError>> {
    if let Some(rest) = fragment.strip_prefix(PREFIX) {
        Some(read(rest))
    } else if let Some(rest) = fragment.strip_prefix(FIRST_PREFIX) {
        Some(read_first(rest))
    } else {
        is_link(fragment).then_some(Err(LinkError::Newer))
    }
}

/// Whether this is a link of any version: a letter, a number, a dot.
fn is_link(fragment: &str) -> bool {
    let Some((version, _)) = fragment.split_once('.') else { return false };
    let mut version = version.bytes();
    version.next().is_some_and(|it| it.is_ascii_lowercase())
        && (1..=3).contains(&version.len())
        && version.all(|it| it.is_ascii_digit())
}

fn read(rest: &str) -> Result<Payload, LinkError> {
    if rest.len() > LONGEST_LINK {
        return Err(LinkError::TooLong);
    }
    let (wanted, rest) = rest.split_at_checked(CHECK).ok_or(LinkError::Damaged)?;
    let written = digits::read(rest).ok_or(LinkError::Damaged)?;
    let bytes = coder::read(primed(), &written, LONGEST_WORK).ok_or(LinkError::Damaged)?;
    if digits::write_number(check(&bytes)) != wanted {
        return Err(LinkError::Damaged);
    }
    let mut parts = bytes.splitn(2, |&byte| byte == SEPARATOR);
    let text = parts.next().unwrap_or_default().to_vec();
    let settings = parts.next().map_or_else(|| Ok(Map::new()), serde_json::from_slice);
    Ok(Payload {
        dockerfile: String::from_utf8(text).map_err(|_| LinkError::Damaged)?,
        settings: settings.map_err(|_| LinkError::Damaged)?,
    })
}

/// Version 1: everything in one object of JSON, the Dockerfile as `text`.
fn read_first(rest: &str) -> Result<Payload, LinkError> {
    if rest.len() > LONGEST_LINK {
        return Err(LinkError::TooLong);
    }
    let json = digits::read(rest).ok_or(LinkError::Damaged)?;
    let mut settings: Map<String, Value> = serde_json::from_slice(&json).map_err(|_| LinkError::Damaged)?;
    match settings.remove("text") {
        Some(Value::String(dockerfile)) => Ok(Payload { dockerfile, settings }),
        _ => Err(LinkError::Damaged),
    }
}

/// A model that has read the dictionary.
fn primed() -> Model {
    let mut model = Model::new();
    for record in DICTIONARY.split_terminator("====\n") {
        let mut parts = record.split("----\n");
        parts.next().unwrap_or_default().bytes().for_each(|byte| model.learn_byte(byte));
        for settings in parts {
            model.learn_byte(SEPARATOR);
            settings.trim_end().bytes().for_each(|byte| model.learn_byte(byte));
        }
        model.learn_byte(END);
    }
    model
}

/// A number below 2¹⁸ that a change of the bytes changes most probably (FNV-1a, folded).
fn check(bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 18) & 0x3_ffff
}

#[cfg(test)]
mod tests;
