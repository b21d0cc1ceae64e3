//! New names, and what is said of them; keys of the plain editor that have to do with names.

use dockerfile_playground::analysis::{self, NameKind, Renamed};
use dockerfile_playground::text::{Edit, apply};
use yew::prelude::*;

use super::EditorProps;
use super::utf16::byte_of_unit;
use crate::page::browser::{self, TextField};
use crate::page::state::Action;

/// What gives the name at a byte of the text the new name `to`, and what to tell the user; no edits where that cannot be.
pub(super) fn renaming(text: &str, offset: usize, to: &str) -> (Vec<Edit>, String) {
    match analysis::rename(text, offset, to) {
        Ok(renamed) => {
            let told = told(&renamed, to);
            (renamed.edits, told)
        }
        Err(reason) => (Vec::new(), reason),
    }
}

fn told(renamed: &Renamed, to: &str) -> String {
    let Renamed { old, edits, is_argument, is_kept, left, .. } = renamed;
    let mut told = match edits.len() {
        0 => return format!("`{to}` is its name already"),
        1 => "Renamed in 1 place; undo takes it back.".to_owned(),
        count => format!("Renamed in {count} places; undo takes it back."),
    };
    if *is_kept || *is_argument {
        let when = if *is_kept { "" } else { " in the build" };
        told += &format!(" Programs that read `{old}`{when} must read `{to}` now");
        told +=
            &if *is_argument { format!(", and `--build-arg {old}` is `--build-arg {to}`.") } else { ".".to_owned() };
    }
    if !left.is_empty() {
        let lines: Vec<String> = left.iter().map(usize::to_string).collect();
        let lines = lines.join(", ");
        told += &format!(" `{old}` still stands on line {lines}: see whether it means the same.");
    }
    told
}

/// The keys that rename and lead to definitions, in the text field.
pub(super) fn onkeydown(field: &TextField, editor: &EditorProps) -> Callback<KeyboardEvent> {
    let (field, editor) = (field.clone(), editor.clone());
    Callback::from(move |event: KeyboardEvent| {
        let key = event.key();
        if !matches!(key.as_str(), "F2" | "F12") || event.ctrl_key() || event.alt_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        let Some(text) = field.text() else { return };
        let offset = byte_of_unit(&text, field.caret().unwrap_or_default());
        let action = if key == "F2" { rename(&text, offset) } else { Some(definition(&text, offset)) };
        if let Some(action) = action {
            editor.dispatch.emit(action);
        }
    })
}

/// Asks for a new name; nothing where the user thinks better of it.
fn rename(text: &str, offset: usize) -> Option<Action> {
    let Some(name) = analysis::name_at(text, offset) else {
        return Some(Action::Announced("Put the caret on the name of a stage or variable to rename it"));
    };
    let question = match name.kind {
        NameKind::Stage => "New name of the stage",
        NameKind::Variable => "New name of the variable",
    };
    let to = browser::ask(question, name.here.of(text))?;
    let (edits, told) = renaming(text, offset, to.trim());
    let by = apply(text, &edits).ok().filter(|_| !edits.is_empty());
    Some(match by {
        Some(by) => Action::Replaced { of: text.into(), by: by.into(), notice: told.into() },
        None => Action::Told(told.into()),
    })
}

/// Selects where the name at the caret comes from.
fn definition(text: &str, offset: usize) -> Action {
    match analysis::name_at(text, offset).map(|name| name.definition) {
        Some(Some(range)) => Action::Revealed(range),
        Some(None) => Action::Announced("Nothing in this file sets it: it comes with the builder or the base image"),
        None => Action::Announced("Put the caret on the name of a stage or variable"),
    }
}
