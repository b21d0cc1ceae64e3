//! The project's files beside the Dockerfile: tabs for the ones that matter, a list of all, files and folders from disk.
//!
//! Knows which files are worth a tab, and what is asked before a folder takes the place of another. What the files mean
//! is the engine's business, how they are read the browser's.

mod context;
mod list;
mod notes;
mod opened;
mod pane;
mod strip;

use self::context::Stored;
pub(crate) use self::context::{Files, entries};
pub(crate) use self::list::{ListProps, Reader, files_button};
pub(crate) use self::opened::{Opened, OpenedFiles};
pub(crate) use self::pane::FilePane;
pub(crate) use self::strip::{CHOSEN, FileStrip, PANEL};
