//! What a change costs on average, and the order of the steps in which it costs least.
//!
//! People edit some files all day and others once a month. With a [`Mix`] of such edits and a time for each step, a
//! Dockerfile has a price: the seconds that a build takes on average. [`better_order`] looks for an order of the same
//! instructions with a lower one.
//!
//! Knows which instructions may change places without a change of what is built (`passing.rs`), and is careful about it.
//! The times are guesses until somebody says better, and what a program reads behind the file's back is not known.

mod guess;
mod mix;
mod order;
mod passing;
mod thin;
mod time;

pub use guess::guessed_files;
pub use mix::{EditKind, Mix, PossibleEdit, possible_edits};
pub use order::{BetterOrder, better_order};
pub(crate) use thin::thinned;
pub use time::{expected_seconds, guessed_seconds, pays, seconds_of, spoken, spoken_average};
