//! The browser, in the words of the page. Nothing outside this folder names `web_sys`, `js_sys` or `gloo`.

mod address;
mod clipboard;
mod download;
mod element;
mod field;
mod loading;
mod rich_editor;
mod storage;
mod timer;

pub(crate) use address::{address_with, clear_fragment, fragment, on_fragment_change};
pub(crate) use clipboard::copy;
pub(crate) use download::download;
pub(crate) use element::{focus_first, mark_started, root, set_theme, show_child};
pub(crate) use field::{TextField, opened_file, value_of};
pub(crate) use loading::load_text;
pub(crate) use rich_editor::{Diagnostic, Handlers, RichEditor, RichEditorModule, load_rich_editor};
pub(crate) use storage::{forget, load, save};
pub(crate) use timer::Timer;
