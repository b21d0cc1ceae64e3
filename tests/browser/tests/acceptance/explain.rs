//! What stands at the caret: the panel follows the editor, and leads back to it.

use browser_tests::{Key, Page, id, with_page};
use serde_json::json;

use crate::editor::{self, KINDS};

const FILE: &str = "ARG TAG=3.21
FROM alpine:$TAG
ENV MODE=dev
ENV MODE=prod
COPY --link a /b/";

#[test]
fn the_panel_follows_the_caret_in_either_editor() {
    with_page("explain_caret", |page| {
        for kind in KINDS {
            editor::use_editor(page, kind);
            editor::type_text(page, FILE);
            page.click(&id("tab-explain"));
            // The caret stands at the end of the file.
            page.wait_for_text(&id("explain-title"), "COPY");
            page.click(&id("editor"));
            page.chord(Key::Control, &char::from(Key::Home).to_string());
            page.wait_for_text(&id("explain-title"), "ARG");
            let down = char::from(Key::Down).to_string();
            page.press(&format!("{down}{}", char::from(Key::End)));
            page.wait_for_text(&id("explain-title"), "FROM");
            let here = page.wait_for_text(&id("explain-here"), "$TAG");
            assert!(here.contains("3.21") && here.contains("line 1"), "{here}");
        }
    });
}

#[test]
fn tokens_and_the_state_after_the_instruction() {
    with_page("explain_state", |page| {
        editor::type_text(page, FILE);
        page.click(&id("tab-explain"));
        let parts = page.text(&id("explain-parts"));
        assert!(parts.contains("since Dockerfile syntax 1.4"), "{parts}");
        page.click(&id("explain-previous"));
        page.wait_for_text(&id("explain-title"), "ENV");
        let changed = page.text("[data-testid=explain-state][data-changed]");
        assert!(changed.contains("ENV MODE") && changed.contains("prod") && changed.contains("was dev"), "{changed}");
        page.click(&id("explain-previous"));
        page.wait_for_text("[data-testid=explain-state][data-changed]", "new");
        assert_eq!(page.count("[data-testid=explain-state][data-changed]"), 1);
    });
}

#[test]
fn the_panel_is_used_by_keyboard_alone() {
    with_page("explain_keyboard", |page| {
        editor::type_text(page, FILE);
        page.click(&id("tab-explain"));
        let (tab, enter) = (char::from(Key::Tab).to_string(), char::from(Key::Enter).to_string());
        focus(page, &tab, &id("explain-previous"));
        page.press(&enter);
        page.wait_for_text(&id("explain-title"), "ENV");
        // The focus stays, so that the next step is one more key.
        page.press(&enter);
        page.wait_for_text(&id("explain-here"), "ENV");
        assert!(page.value("document.activeElement.dataset.testid") == json!("explain-previous"));
        // A token leads to its place in the editor.
        focus(page, &tab, "[data-testid=explain-part]:nth-child(2) button");
        page.press(&enter);
        page.wait_until("document.activeElement.closest('[data-testid=editor]') !== null");
        page.wait_until("getSelection().toString() === 'MODE'");
    });
}

#[track_caller]
fn focus(page: &Page, tab: &str, selector: &str) {
    let is_there = format!("document.activeElement === document.querySelector('{}')", selector.replace('\'', "\""));
    let found = (0..60).any(|_| {
        page.press(tab);
        page.value(&is_there) == json!(true)
    });
    assert!(found, "Tab does not lead to {selector}");
}
