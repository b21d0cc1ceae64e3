//! What follows from the state, and what the state does to the browser.

mod use_opened_files;
mod use_opened_link;
mod use_samples;
mod use_saved_work;
mod use_snapshot;
mod use_text;

pub(crate) use use_opened_files::use_opened_files;
pub(crate) use use_opened_link::use_opened_link;
pub(crate) use use_samples::use_samples;
pub(crate) use use_saved_work::{restored_work, use_saved_work};
pub(crate) use use_snapshot::{Snapshot, use_snapshot};
pub(crate) use use_text::use_text;
