//! What follows from the state, and what the state does to the browser.

mod use_saved_work;
mod use_snapshot;

pub(crate) use use_saved_work::{restored_work, use_saved_work};
pub(crate) use use_snapshot::{Snapshot, use_snapshot};
