//! Pieces of any page: buttons, choices, tabs, fields, comparisons, text. They know nothing of Docker.

mod button;
mod choice;
mod copied;
mod dialog;
mod dialog_button;
mod diff_table;
mod field;
mod icon;
mod inline;
mod markdown;
pub(crate) mod roving;
mod switch;
mod tabs;

pub(crate) use button::{Button, ButtonKind};
pub(crate) use choice::{Choice, ChoiceItem, bool_text};
pub(crate) use copied::CopyButton;
pub(crate) use dialog::Dialog;
pub(crate) use dialog_button::DialogButton;
pub(crate) use diff_table::{DiffLayout, DiffTable};
pub(crate) use field::{Field, Select, SelectItem};
pub(crate) use icon::{Symbol, icon};
pub(crate) use inline::inline;
pub(crate) use markdown::Markdown;
pub(crate) use switch::Switch;
pub(crate) use tabs::{TabItem, Tabs};
