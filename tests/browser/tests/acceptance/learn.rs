//! Lessons: a goal that ticks itself, the way on, and what is kept; the sheet of keys, large type, high contrast.

use browser_tests::{PHONE, id, with_page};
use serde_json::json;

use crate::editor;

#[test]
fn a_lesson_is_opened_solved_and_remembered() {
    with_page("lesson", |page| {
        editor::type_text(page, "FROM mine\n");
        page.click(&id("tab-learn"));
        page.click(&id("lesson-cache-order"));
        // The first step is there to be watched: its goal holds at once.
        page.wait_for("[data-testid=goal][data-state=met]");
        page.click(&id("step-next"));
        page.wait_for_text(&id("desk"), "step 2 of 2");
        page.wait_for("[data-testid=goal][data-state=open]");
        page.click(&id("step-solve"));
        page.wait_for_none("[data-testid=goal][data-state=open]");
        page.click(&id("lesson-finish"));
        page.wait_for_none(&id("desk"));
        page.wait_for_text(&id("learn-progress"), "2 of ");
        page.reload();
        page.wait_for_text(&id("learn-progress"), "2 of ");
        // What stood in the editor before can be had back.
        page.choose(&id("sample"), "previous");
        editor::wait_for_text(page, "FROM mine\n");
    });
}

#[test]
fn a_lesson_fits_a_phone() {
    with_page("lesson-phone", |page| {
        page.set_viewport(PHONE);
        page.click(&id("tab-learn"));
        page.click(&id("lesson-secrets"));
        page.wait_for(&id("desk"));
        page.wait_until("document.documentElement.scrollWidth <= innerWidth");
    });
}

#[test]
fn keys_large_type_and_contrast_are_a_key_away() {
    with_page("keys", |page| {
        page.click(&id("tab-findings"));
        page.press("?");
        page.wait_for("#keys:popover-open");
        page.click(&id("presenting"));
        page.wait_until("parseFloat(getComputedStyle(document.documentElement).fontSize) > 20");
        page.press("?");
        page.wait_for_none("#keys:popover-open");
        page.choose(&id("theme"), "contrast");
        page.wait_until(
            "getComputedStyle(document.documentElement).getPropertyValue('--surface').trim() === '#000000'",
        );
        page.reload();
        page.wait_for("html[data-theme=contrast][data-presenting]");
        assert_eq!(page.value("document.documentElement.dataset.theme"), json!("contrast"));
    });
}
