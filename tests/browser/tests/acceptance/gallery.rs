//! The gallery: every sample before and after, started from either side without losing one's own file.

use browser_tests::{DESKTOP, Key, PHONE, Page, id, with_page};
use serde_json::json;

use crate::editor::{self, Kind};

const MINE: &str = "FROM mine\n";

fn open_gallery(page: &Page) {
    page.click(&id("gallery-open"));
    page.wait_for(&id("sample-open"));
}

/// Opens a card and waits for its comparison.
fn open_card(page: &Page, sample: &str) {
    page.click(&id(&format!("sample-{sample}")));
    page.wait_for(&format!("{}[aria-expanded=true]", id(&format!("sample-{sample}"))));
    page.wait_for(&format!("{} .diff", id("sample-open")));
}

#[test]
fn a_sample_is_started_from_before_or_after_and_ones_own_file_stays() {
    with_page("gallery", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, MINE);
        open_gallery(page);
        open_card(page, "java-maven");
        assert_eq!(page.count(&id("sample-open")), 1, "one card is open at a time");
        page.wait_for_text(&id("sample-open"), "FROM maven");
        page.click(&id("sample-after"));
        page.wait_for_none("dialog");
        let after = page.wait_until_seen(editor::text, |text| text.contains("maven"));

        // From the other side of another sample; what was made of the first one is not taken for the user's own.
        open_gallery(page);
        open_card(page, "java-maven");
        page.click(&id("sample-before"));
        page.wait_for_none("dialog");
        let before = page.wait_until_seen(editor::text, |text| *text != after);
        assert!(before.contains("maven"), "{before}");

        page.click(&id("editor"));
        page.chord(Key::Control, "z");
        editor::wait_for_text(page, &after);
        page.choose(&id("sample"), "previous");
        editor::wait_for_text(page, MINE);
    });
}

#[test]
fn what_is_shown_is_what_the_editor_gets_and_its_findings() {
    with_page("gallery_truth", |page| {
        page.click(&id("profile-prod"));
        page.choose(&id("sample"), "node-dev");
        page.wait_until_seen(editor::text, |text| text.contains("nodemon"));
        let count = |page: &Page| page.count(&id("finding"));
        let findings = page.wait_until_seen(count, |count| *count > 0);
        open_gallery(page);
        // The sample in the editor is the one that is open.
        page.wait_for("[data-testid=sample-node-dev][aria-expanded=true]");
        let told = "[...document.querySelectorAll('.sample[data-open] .sample-head .count')]
            .reduce((sum, it) => sum + parseInt(it.textContent), 0)";
        assert_eq!(page.value(told), json!(findings));
        let left = "[...document.querySelectorAll('.sample-side:last-child .count:not([data-level=none])')]
            .reduce((sum, it) => sum + parseInt(it.textContent), 0)";
        let left = page.value(left);
        page.click(&id("sample-after"));
        page.wait_until_seen(|page| json!(page.count(&id("finding"))), |count| *count == left);
    });
}

#[test]
fn a_finished_file_and_one_full_of_typos_say_so() {
    with_page("gallery_kinds", |page| {
        open_gallery(page);
        page.click(&id("sample-flask-gunicorn"));
        page.wait_for_text(&id("sample-open"), "Nothing to change");
        assert_eq!(page.count(&id("sample-after")), 0);
        open_card(page, "typos");
        page.wait_for_text(&id("sample-open"), "FROM");
        // Pressed again, a card closes.
        page.click(&id("sample-typos"));
        page.wait_for_none(&id("sample-open"));
    });
}

#[test]
fn the_gallery_needs_no_mouse() {
    with_page("gallery_keyboard", |page| {
        let [tab, enter, escape] = [Key::Tab, Key::Enter, Key::Escape].map(|key| char::from(key).to_string());
        let focus = |wanted: &str| {
            let is_there = format!("document.activeElement === document.querySelector('{wanted}')");
            let found = (0..60).any(|_| {
                page.press(&tab);
                page.value(&is_there) == json!(true)
            });
            assert!(found, "Tab does not lead to {wanted}");
            // What has the focus is in sight.
            page.wait_until(
                "(() => {
                    const { left, top, width, height } = document.activeElement.getBoundingClientRect();
                    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
                    return document.activeElement.contains(seen);
                })()",
            );
        };
        focus(&id("gallery-open"));
        page.press(&enter);
        page.wait_for(&id("sample-open"));
        focus(&id("sample-react"));
        page.press(&enter);
        page.wait_for("[data-testid=sample-react][aria-expanded=true]:focus");
        page.wait_for_text(&id("sample-open"), "REACT_APP_API_URL");
        // The open sample follows its card.
        page.press(&tab);
        page.wait_for("[data-testid=sample-before]:focus");
        page.press(&tab);
        page.press(&enter);
        page.wait_for_none("dialog");
        page.wait_until_seen(editor::text, |text| text.contains("REACT_APP_API_URL"));
        page.wait_for("[data-testid=gallery-open]:focus");
        page.press(&enter);
        page.wait_for(&id("gallery"));
        page.press(&escape);
        page.wait_for_none("dialog");
    });
}

#[test]
fn the_gallery_in_every_theme_on_a_laptop_and_a_phone() {
    with_page("gallery_appearance", |page| {
        page.click(&id("tab-learn"));
        for theme in ["light", "dark", "contrast"] {
            page.choose(&id("theme"), theme);
            for (viewport, device) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
                page.set_viewport(viewport);
                page.click(&id("learn-gallery"));
                page.wait_for(&id("sample-open"));
                for sample in ["react", "typos", "flask-gunicorn", "secrets"] {
                    page.click(&id(&format!("sample-{sample}")));
                    page.wait_for(&format!("{}[aria-expanded=true]", id(&format!("sample-{sample}"))));
                    page.wait_until("document.getAnimations().every((it) => it.playState !== 'running')");
                    page.take_picture(&format!("gallery-{sample}-{device}-{theme}"));
                    assert_eq!(page.barriers(), [""; 0], "{sample}, {device}, {theme}");
                    assert_eq!(page.value("document.documentElement.scrollWidth <= innerWidth"), json!(true));
                    let inside = "[...document.querySelectorAll('.gallery *')].every((it) => !it.checkVisibility()
                        || it.classList.contains('visually-hidden') || it.closest('.variant-text')
                        || it.getBoundingClientRect().right <= innerWidth)";
                    assert_eq!(page.value(inside), json!(true), "{sample}, {device}, {theme}");
                }
                // One column on a phone, two on a laptop.
                let layouts = "[...document.querySelectorAll('.sample-open .diff')]
                    .filter((it) => it.checkVisibility()).map((it) => it.dataset.layout)";
                let layout = if viewport == PHONE { "unified" } else { "split" };
                assert_eq!(page.value(layouts), json!([layout]));
                page.click(&id("dialog-close"));
                page.wait_for_none("dialog");
            }
        }
    });
}
