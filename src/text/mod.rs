//! Text as an editor sees it: ranges, lines and columns, edits.
//!
//! Knows nothing of Docker. Offsets are UTF-8 bytes everywhere inside the engine; lines and UTF-16 columns, which
//! editors and browsers use, exist only here ([`Position`]).

mod edit;
mod line_index;
mod range;

pub use edit::{Edit, EditError, apply};
pub use line_index::{LineIndex, Position, Span};
pub use range::TextRange;
