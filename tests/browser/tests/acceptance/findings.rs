//! Findings come and go while somebody types.

use browser_tests::{Key, Page, id, with_page};

use crate::editor::{self, Kind};

const START: &str = "FROM python:3.13-slim\nWORKDIR /app\nCOPY app.py .\n";
const RELOADING: &str = "CMD [\"flask\", \"run\", \"--reload\"]";

/// The card of the finding about the reloader.
const CARD: &str = "[data-testid=finding][data-rule=reloader-in-production]";

#[test]
fn appear_while_typing_in_codemirror() {
    with_page("findings_in_codemirror", |page| {
        come_and_go(page, Kind::Rich);
        // The same finding is told in the editor itself: a mark in the text, a sign beside it, a way to the fix.
        page.wait_for(".cm-content .cm-lintRange-warning, .cm-content .cm-lintRange-error");
        page.wait_for(".cm-gutter-lint .cm-lint-marker");
    });
}

#[test]
fn appear_while_typing_in_the_plain_editor() {
    with_page("findings_in_the_plain_editor", |page| {
        come_and_go(page, Kind::Plain);
        page.wait_for(".editor-layer .editor-sign");
    });
}

fn come_and_go(page: &Page, kind: Kind) {
    editor::use_editor(page, kind);
    page.click(&id("profile-prod"));
    page.click(&id("tab-findings"));
    editor::type_text(page, START);
    page.wait_for_none(CARD);
    page.type_into(&id("editor"), RELOADING);
    page.wait_for(CARD);

    // Where, what, why, and what to do.
    let part = |part: &str| page.text(&format!("{CARD} {part}"));
    let column = RELOADING.find("\"--reload\"").expect("it is there") + 1;
    let place = part("[data-testid=place]");
    assert!(place.contains("Line 4"), "{place}");
    assert!(part(".finding-message").contains("--reload"), "{}", part(".finding-message"));
    for explanation in [".finding-why", ".finding-help"] {
        assert!(part(explanation).split_whitespace().count() > 4, "{explanation}: {}", part(explanation));
    }
    assert_ne!(part(".finding-why"), part(".finding-help"));

    // Its place leads to the text.
    page.click(&format!("{CARD} [data-testid=place]"));
    page.wait_until("document.activeElement.dataset.testid === 'editor'");
    let selected = page.wait_until_seen(selected_text, |text| !text.is_empty());
    assert!(RELOADING.contains(&selected) && selected.contains("--reload"), "{selected}");
    if selected.starts_with("\"--reload") {
        assert!(place.ends_with(&format!(":{column}")), "{place}");
    }

    // The fix takes it away, undo brings it back.
    let broken = format!("{START}{RELOADING}");
    let fixed = format!("{START}CMD [\"flask\", \"run\"]");
    page.click(&format!("{CARD} [data-testid=fix]"));
    page.wait_for_none(CARD);
    editor::wait_for_text(page, &fixed);
    page.click(&id("editor"));
    page.chord(Key::Control, "z");
    editor::wait_for_text(page, &broken);
    page.wait_for(CARD);
}

fn selected_text(page: &Page) -> String {
    let text = page.value(
        "(() => {
            const editor = document.querySelector('[data-testid=editor]');
            return editor.value?.slice(editor.selectionStart, editor.selectionEnd) ?? String(getSelection());
        })()",
    );
    text.as_str().unwrap_or_default().to_owned()
}

#[test]
fn typos_are_found_and_everything_safe_is_fixed_at_once() {
    with_page("typos", |page| {
        editor::type_text(page, "FROM python:3.13-slim\nRNU pip3 install -r requirements.txt\n");
        let refused = "[data-testid=finding][data-rule=syntax-error]";
        page.wait_for_text(&format!("{refused} [data-testid=place]"), "Line 2");
        page.click(&format!("{refused} [data-testid=fix]"));
        editor::wait_for_text(page, "FROM python:3.13-slim\nRUN pip3 install -r requirements.txt\n");
        page.wait_for_none(refused);

        let cache = "[data-testid=finding][data-rule=pip-cache-in-image]";
        page.wait_for(cache);
        page.click(&id("fix-all"));
        page.wait_for_none(cache);
        let fixed = editor::text(page);
        assert!(fixed.contains("pip3 install --no-cache-dir -r requirements.txt"), "{fixed}");
    });
}

#[test]
fn are_told_to_screen_readers() {
    with_page("findings_spoken", |page| {
        editor::type_text(page, "FROM scratch\nCOPY app /\nRNU x\n");
        page.wait_for_text(&id("summary"), "error");
        page.wait_for("[data-testid=tab-findings] .tab-count");
    });
}
