use serde_json::Value;
use yew::prelude::*;

use crate::page::browser;
use crate::page::work::Work;

/// The name changes only when old work cannot be read any more.
const KEY: &str = "dockerfile-playground.work.1";

/// What was on the page when it was last closed on this machine.
pub(crate) fn restored_work() -> Option<Work> {
    // Through `Value`, as links do: one reader and one writer of `Work` are enough in the module.
    let fields: Value = serde_json::from_str(&browser::load(KEY)?).ok()?;
    serde_json::from_value(fields).ok()
}

/// Keeps the work on this machine, at every change and before anything else is done with it: whatever goes wrong
/// afterwards, nothing typed is lost. A frame keeps nothing: what is saved belongs to the page that stands for itself.
#[hook]
pub(crate) fn use_saved_work(work: &Work, is_frame: bool) {
    use_effect_with(work.clone(), move |work| {
        if !is_frame && let Ok(fields) = serde_json::to_value(work) {
            browser::save(KEY, &fields.to_string());
        }
    });
}
