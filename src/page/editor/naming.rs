//! New names, and what is said of them; keys of the plain editor that have to do with names.

use dockerfile_playground::analysis::{self, NameKind, Renamed};
use dockerfile_playground::text::{Edit, apply};
use yew::prelude::*;

use super::EditorProps;
use super::utf16::byte_of_unit;
use crate::page::browser::{self, TextField};
use crate::page::state::Action;
use crate::page::texts::text;

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

fn told(renamed: &Renamed, new: &str) -> String {
    let Renamed { old, edits, is_argument, is_kept, left, .. } = renamed;
    if edits.is_empty() {
        return text!("name-is-it-already", name = new);
    }
    let lines: Vec<String> = left.iter().map(usize::to_string).collect();
    let sentences = [
        Some(text!("name-renamed", count = edits.len())),
        is_kept.then(|| text!("name-read-at-run-time", old = old, new = new)),
        (*is_argument && !is_kept).then(|| text!("name-read-in-build", old = old, new = new)),
        is_argument.then(|| text!("name-build-argument", old = old, new = new)),
        (!lines.is_empty()).then(|| text!("name-left", old = old, lines = &lines.join(", "))),
    ];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
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
        return Some(Action::Announced(text!("name-where").into()));
    };
    let question = match name.kind {
        NameKind::Stage => text!("name-of-stage"),
        NameKind::Variable => text!("name-of-variable"),
    };
    let to = browser::ask(&question, name.here.of(text))?;
    let (edits, told) = renaming(text, offset, to.trim());
    let by = apply(text, &edits).ok().filter(|_| !edits.is_empty());
    Some(match by {
        Some(by) => Action::Replaced { of: text.into(), by: by.into(), notice: told.into() },
        None => Action::Announced(told.into()),
    })
}

/// Selects where the name at the caret comes from.
fn definition(text: &str, offset: usize) -> Action {
    match analysis::name_at(text, offset).map(|name| name.definition) {
        Some(Some(range)) => Action::Revealed(range),
        Some(None) => Action::Announced(text!("name-from-outside").into()),
        None => Action::Announced(text!("name-where").into()),
    }
}
