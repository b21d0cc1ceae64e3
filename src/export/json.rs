//! The JSON of the command line, which is public API.
//!
//! Every document names the version of its shape and of the engine beside the fields of what it holds.

use serde::Serialize;

/// Version of the shape of every JSON document; changes when a field is renamed or removed, not when one is added.
pub const SCHEMA: u32 = 1;

/// Version of the engine.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

#[derive(Serialize)]
struct Document<'a, T> {
    schema: u32,
    engine: &'static str,
    #[serde(flatten)]
    content: &'a T,
}

/// `content`, which must serialise as an object, with the two versions before its fields, indented, with a line break
/// at the end.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::{Project, Settings, analyze, export::json};
///
/// let text = json::document(&analyze(&Project::new("FROM alpine\n"), &Settings::default()));
/// assert!(text.starts_with("{\n  \"schema\": 1,\n  \"engine\": \""));
/// ```
pub fn document<T: Serialize>(content: &T) -> String {
    let document = Document { schema: SCHEMA, engine: ENGINE, content };
    let mut text = serde_json::to_string_pretty(&document).expect("an object with text keys can be written");
    text.push('\n');
    text
}
