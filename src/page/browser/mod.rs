//! The browser, in the words of the page. Nothing outside this folder names `web_sys`, `js_sys` or `gloo`.

mod address;
mod clipboard;
mod clock;
mod dialog;
mod download;
mod element;
mod field;
mod frame;
mod loading;
mod project_files;
mod rich_editor;
mod script;
mod storage;
#[cfg(not(test))]
mod texts;
mod timer;

pub(crate) use address::{address_with, address_without_fragment, clear_fragment, fragment, on_fragment_change};
pub(crate) use clipboard::copy;
pub(crate) use clock::today;
pub(crate) use dialog::{ask, close_dialog, close_dialog_around, show_dialog};
pub(crate) use download::{download, download_bytes};
pub(crate) use element::{
    focus_first, is_read_only, mark_started, on_plain_key, root, set_presenting, set_theme, show_child, show_first,
    toggle_popover,
};
pub(crate) use field::{TextField, opened_file, value_of};
pub(crate) use frame::{listen_to_frame, tell_frame};
pub(crate) use loading::{is_whole, load_text, when_whole};
pub(crate) use project_files::{FileReader, load_file_reader};
pub(crate) use rich_editor::{Answer, Diagnostic, Handlers, RichEditor, RichEditorModule, load_rich_editor};
use script::call;
pub(crate) use storage::{forget, load, save, save_text};
#[cfg(not(test))]
pub(crate) use texts::text;
pub(crate) use timer::Timer;
