//! What leaves the engine: JSON, SARIF, Markdown, annotations and patches.
//!
//! Turns finished results into text of a known format. Knows no rule and judges nothing; where the text goes is the
//! business of the page and the command line.

pub mod bundle;
pub mod embed;
mod excerpt;
pub mod github;
pub mod guard;
pub mod inspect;
pub mod json;
pub mod link;
pub mod markdown;
pub mod patch;
pub mod rule_table;
pub mod sarif;
pub mod zip;

pub use excerpt::{Excerpt, ExcerptLine, visible};
