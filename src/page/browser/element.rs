use gloo::events::EventListener;
use gloo::utils::{body, document};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

use super::call;

/// The element that the page draws itself into.
pub(crate) fn root() -> Element {
    document().get_element_by_id("app").unwrap_or_else(|| body().into())
}

/// Moves the focus to the first element within `node` that `selector` finds.
pub(crate) fn focus_first(node: &NodeRef, selector: &str) {
    let found = node.cast::<HtmlElement>().and_then(|it| it.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls until the child of `node` with that number is seen, no farther than needed.
pub(crate) fn show_child(node: &NodeRef, number: usize) {
    let children = node.cast::<HtmlElement>().map(|it| it.children());
    show(children.and_then(|it| it.item(u32::try_from(number).unwrap_or(u32::MAX))));
}

/// Scrolls until the first element within `node` that `selector` finds is seen, no farther than needed.
pub(crate) fn show_first(node: &NodeRef, selector: &str) {
    show(node.cast::<HtmlElement>().and_then(|it| it.query_selector(selector).ok().flatten()));
}

fn show(element: Option<Element>) {
    if let Some(element) = element {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Follows the system's colours (`None`) or uses the named ones.
pub(crate) fn set_theme(theme: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Makes everything larger, or as it was.
pub(crate) fn set_presenting(presenting: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force("data-presenting", presenting);
    }
}

/// Shows or hides the popover with that id.
pub(crate) fn toggle_popover(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = call(&element, "togglePopover", &[]);
    }
}

/// Calls `action` when `key` is pressed where nobody types, until the result is dropped.
pub(crate) fn on_plain_key(key: &'static str, action: impl Fn() + 'static) -> EventListener {
    EventListener::new(&document(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let typing = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|it| it.matches("input, textarea, select, [contenteditable=true]").unwrap_or(false));
        if event.key() == key && !typing && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            action();
        }
    })
}

/// Whether the page around wants the file only to be looked at.
pub(crate) fn is_read_only() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-readonly"))
}

/// Tells style sheets and tests that the page has drawn itself.
pub(crate) fn mark_started() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-started", "");
    }
}
