//! The editor, in either of its kinds.

use browser_tests::{Page, id};

/// Which editor is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `CodeMirror`.
    Rich,
    /// The text field.
    Plain,
}

pub(crate) const KINDS: [Kind; 2] = [Kind::Rich, Kind::Plain];

/// Switches to that editor.
#[track_caller]
pub(crate) fn use_editor(page: &Page, kind: Kind) {
    let is_plain = page.count("[data-testid=editor-plain]:checked") > 0;
    if is_plain != (kind == Kind::Plain) {
        page.click(&id("editor-plain"));
    }
    page.wait_for(match kind {
        Kind::Rich => ".cm-content[data-testid=editor]",
        Kind::Plain => "textarea[data-testid=editor]",
    });
}

/// Types a text, key by key, in the place of what stands in the editor.
#[track_caller]
pub(crate) fn type_text(page: &Page, text: &str) {
    page.type_over(&id("editor"), text);
    wait_for_text(page, text);
}

/// What stands in the editor.
pub(crate) fn text(page: &Page) -> String {
    let text = page.value(
        "(() => {
            const editor = document.querySelector('[data-testid=editor]');
            return editor.value ?? [...editor.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n');
        })()",
    );
    text.as_str().unwrap_or_default().to_owned()
}

/// Waits until the editor holds exactly that text.
#[track_caller]
pub(crate) fn wait_for_text(page: &Page, wanted: &str) {
    page.wait_until_seen(text, |text| text == wanted);
}
