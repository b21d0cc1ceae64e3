use gloo::file::callbacks::{FileReader, read_as_text};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDocument, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::{Callback, NodeRef};

/// What stands in the field that the event is about; a text field, a text area or a list of choices.
pub(crate) fn value_of(event: &Event) -> String {
    // All three have a property of this name, and the binding only reads it.
    event.target().map(|target| target.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}

/// Reads the file that was chosen in a file field, as text. Dropping the result stops the reading.
pub(crate) fn opened_file(event: &Event, done: Callback<Option<String>>) -> Option<FileReader> {
    let field: HtmlInputElement = event.target()?.unchecked_into();
    let file = gloo::file::File::from(field.files()?.get(0)?);
    // Choosing the same file again shall be an event again.
    field.set_value("");
    Some(read_as_text(&file, move |text| done.emit(text.ok())))
}

/// A text area whose caret and undo history matter. Offsets are UTF-16 units.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextField(pub(crate) NodeRef);

impl TextField {
    fn element(&self) -> Option<HtmlTextAreaElement> {
        self.0.cast()
    }

    /// Its text.
    pub(crate) fn text(&self) -> Option<String> {
        self.element().map(|element| element.value())
    }

    /// Where the caret is; the start of what is selected.
    pub(crate) fn caret(&self) -> Option<u32> {
        self.element()?.selection_start().ok().flatten()
    }

    /// Writes the first text, which nobody can undo.
    pub(crate) fn fill(&self, text: &str) {
        if let Some(element) = self.element() {
            element.set_value(text);
        }
    }

    /// Replaces `start..end` by `text` as if it had been typed, so that undo takes it back. The caret stays where it
    /// was in the text around, and the focus where it was on the page.
    pub(crate) fn replace(&self, start: u32, end: u32, text: &str) {
        let Some(element) = self.element() else { return };
        let caret = element.selection_start().ok().flatten().unwrap_or(0);
        let focused = document().active_element();
        let _ = element.focus();
        let _ = element.set_selection_range(start, end);
        let typed = document().dyn_into::<HtmlDocument>().is_ok_and(|document| {
            let command = if text.is_empty() { "delete" } else { "insertText" };
            document.exec_command_with_show_ui_and_value(command, false, text).unwrap_or(false)
        });
        if !typed {
            let _ = element.set_range_text_with_start_and_end(text, start, end);
        }
        let length = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
        let caret = if caret <= start { caret } else { caret.max(end) - end + start + length };
        let _ = element.set_selection_range(caret, caret);
        let focused = focused.and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(before) = focused.filter(|before| before.is_connected() && !before.is_same_node(Some(&element))) {
            // Where nothing had the focus, the body is said to have it, and cannot take it back.
            let _ = element.blur();
            let _ = before.focus();
        }
    }

    /// Selects `start..end` and moves the focus there.
    pub(crate) fn select(&self, start: u32, end: u32) {
        if let Some(element) = self.element() {
            let _ = element.focus();
            let _ = element.set_selection_range(start, end);
        }
    }

    /// The layers share one scrolling parent: the text area itself must never scroll.
    pub(crate) fn keep_in_place(&self) {
        if let Some(element) = self.element() {
            element.set_scroll_top(0);
            element.set_scroll_left(0);
        }
    }
}
