use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::NodeRef;

use super::call;

/// Opens a `<dialog>` above everything else, which keeps the focus within and closes by Escape or by a click beside it.
/// `closed` is called when it has closed, until the result is dropped.
pub(crate) fn show_dialog(node: &NodeRef, closed: impl Fn() + 'static) -> Option<(EventListener, EventListener)> {
    let dialog: HtmlElement = node.cast()?;
    let _ = call(&dialog, "showModal", &[]);
    let on_close = EventListener::new(&dialog, "close", move |_| closed());
    let on_click = {
        let dialog = dialog.clone();
        // All that is seen of the dialog is within its one child.
        EventListener::new(&dialog.clone(), "mousedown", move |event: &Event| {
            let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            if target.is_some_and(|it| dialog.is_same_node(Some(&it))) {
                let _ = call(&dialog, "close", &[]);
            }
        })
    };
    Some((on_close, on_click))
}

/// Closes the dialog; the focus goes back to where it was.
pub(crate) fn close_dialog(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlElement>() {
        let _ = call(&dialog, "close", &[]);
    }
}

/// Closes the dialog that the node stands in.
pub(crate) fn close_dialog_around(node: &NodeRef) {
    let dialog = node.cast::<HtmlElement>().and_then(|it| it.closest("dialog").ok().flatten());
    if let Some(dialog) = dialog {
        let _ = call(&dialog, "close", &[]);
    }
}

/// Asks for a short text in the browser's own way; nothing where the user cancels.
pub(crate) fn ask(question: &str, proposal: &str) -> Option<String> {
    window().prompt_with_message_and_default(question, proposal).ok().flatten()
}
