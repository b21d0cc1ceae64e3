use std::rc::Rc;

use serde_json::Value;
use yew::prelude::*;

use crate::page::browser;
use crate::page::files::Files;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::work::Work;

/// The name changes only when old work cannot be read any more.
const KEY: &str = "dockerfile-playground.work.1";

/// The build context, which may be large and so is not written with every letter of the Dockerfile.
const FILES: &str = "dockerfile-playground.files.1";

/// What was on the page when it was last closed on this machine.
pub(crate) fn restored_work() -> Option<Work> {
    // Through `Value`, as links do: one reader and one writer of `Work` are enough in the module.
    let read = |key| serde_json::from_str::<Value>(&browser::load(key)?).ok();
    let work: Work = serde_json::from_value(read(KEY)?).ok()?;
    // Older pages kept all in one place.
    let Some((files, previous_files)) = read(FILES).and_then(|both| serde_json::from_value(both).ok()) else {
        return Some(work);
    };
    Some(Work { files, previous_files, ..work })
}

/// Keeps the work on this machine, at every change and before anything else is done with it: whatever goes wrong
/// afterwards, nothing typed is lost. A frame keeps nothing: what is saved belongs to the page that stands for itself.
#[hook]
pub(crate) fn use_saved_work(work: &Work, is_frame: bool, dispatch: &Callback<Action>) {
    let (files, previous_files) = (work.files.clone(), work.previous_files.clone());
    use_effect_with(Work { files: None, previous_files: None, ..work.clone() }, move |work| {
        if is_frame {
            return;
        }
        // What writes all of the work comes behind the first view. Work that was saved has waited for it; without any,
        // the text is all that can be lost before.
        if !browser::is_whole() {
            browser::save_text(KEY, &work.text);
        } else if let Ok(fields) = serde_json::to_value(work) {
            browser::save(KEY, &fields.to_string());
        }
    });
    let dispatch = dispatch.clone();
    use_effect_with((files, previous_files), move |(files, previous)| {
        let small: Option<&Rc<Files>> = previous.as_ref().filter(|files| files.is_small());
        if is_frame {
            return;
        }
        if files.is_none() && small.is_none() {
            browser::forget(FILES);
            return;
        }
        if !serde_json::to_value((files, small)).is_ok_and(|both| browser::save(FILES, &both.to_string())) {
            dispatch.emit(Action::Announced(text!("files-no-room").into()));
        }
    });
}
