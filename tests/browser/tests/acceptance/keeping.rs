//! Nothing that was typed or chosen is lost.

use browser_tests::{Key, Page, id, with_page};
use serde_json::json;

use crate::editor::{self, KINDS};

const TYPED: &str = "FROM alpine:3.22\n# é, 日本 and 🐳\nRUN true";

#[test]
fn what_was_typed_is_there_after_reloading() {
    with_page("reloading", |page| {
        for kind in KINDS {
            editor::use_editor(page, kind);
            editor::type_text(page, TYPED);
            page.reload();
            editor::wait_for_text(page, TYPED);

            // Without a pause between the last letter and the end of the page.
            page.click(&id("editor"));
            let behind = "
                const editor = document.querySelector('[data-testid=editor]');
                editor.focus();
                document.execCommand('insertText', false, 'LAST');
                location.reload();";
            page.execute(behind, Vec::new());
            let text = page.wait_until_seen(saved_and_shown, |(saved, shown)| saved == shown && shown.contains("LAST"));
            assert_eq!(text.1.replace("LAST", ""), TYPED);
        }
    });
}

/// What the browser keeps, and what the page shows after it has started again.
fn saved_and_shown(page: &Page) -> (String, String) {
    let saved = page.value("JSON.parse(localStorage.getItem('dockerfile-playground.work.1'))?.text ?? ''");
    let is_there = page.value("document.querySelector('[data-started] [data-testid=editor]') !== null") == json!(true);
    let shown = if is_there { editor::text(page) } else { String::new() };
    (saved.as_str().unwrap_or_default().to_owned(), shown)
}

#[test]
fn choices_are_there_after_reloading() {
    with_page("choices", |page| {
        page.click(&id("profile-dev"));
        page.choose(&id("theme"), "dark");
        page.click(&id("tab-environment"));
        page.click(&id("tab-env-source-dotenv"));
        page.type_over(&id("env-dotenv"), "A=1");
        page.click(&id("env-override"));
        page.wait_for("[data-testid=env-override][aria-checked=true]");
        page.reload();
        page.wait_for("[data-testid=profile-dev][aria-checked=true]");
        page.wait_for("html[data-theme=dark]");
        page.wait_for("[data-testid=tab-environment][aria-selected=true]");
        page.wait_for("[data-testid=env-override][aria-checked=true]");
        page.wait_until("document.querySelector('[data-testid=env-dotenv]').value === 'A=1'");
    });
}

#[test]
fn a_link_carries_the_work() {
    with_page("link", |page| {
        editor::type_text(page, TYPED);
        page.click(&id("profile-dev"));
        page.click(&id("tab-environment"));
        page.click(&id("tab-env-source-dotenv"));
        page.type_over(&id("env-dotenv"), "A=1");
        page.click(&id("share"));
        let link = page.copied_by(&id("share-copy"));
        assert!(link.starts_with(&format!("{}#", page.url())), "{link}");

        // Somebody else opens it: nothing is saved there.
        page.execute("localStorage.clear()", Vec::new());
        page.leave();
        page.open_link(&link);
        editor::wait_for_text(page, TYPED);
        page.wait_for("[data-testid=profile-dev][aria-checked=true]");
        page.wait_until("document.querySelector('[data-testid=env-dotenv]').value === 'A=1'");
        assert!(page.requests().iter().all(|request| !request.target.contains("p2.")), "the work went to the server");
    });
}

#[test]
fn a_sample_does_not_take_the_work_away() {
    with_page("sample", |page| {
        for kind in KINDS {
            editor::use_editor(page, kind);
            editor::type_text(page, TYPED);
            page.choose(&id("sample"), "react");
            page.wait_until_seen(editor::text, |text| text.contains("nginx"));
            page.click(&id("editor"));
            page.chord(Key::Control, "z");
            editor::wait_for_text(page, TYPED);
        }
    });
}

#[test]
fn colours_follow_the_system_until_they_are_chosen() {
    with_page("colours", |page| {
        page.prefer_colours("dark");
        page.wait_until_seen(brightness, |brightness| *brightness < 0.2);
        page.prefer_colours("light");
        page.wait_until_seen(brightness, |brightness| *brightness > 0.8);
        page.choose(&id("theme"), "dark");
        page.wait_until_seen(brightness, |brightness| *brightness < 0.2);
        page.reload();
        page.wait_until_seen(brightness, |brightness| *brightness < 0.2);
        page.choose(&id("theme"), "light");
        page.prefer_colours("dark");
        page.wait_until_seen(brightness, |brightness| *brightness > 0.8);
    });
}

/// How bright the page's background is, from 0 to 1.
fn brightness(page: &Page) -> f64 {
    let brightness = page.value(
        "(() => {
            const context = document.createElement('canvas').getContext('2d');
            for (const element of [document.documentElement, document.body, document.querySelector('.page')]) {
                context.fillStyle = getComputedStyle(element).backgroundColor;
                context.fillRect(0, 0, 1, 1);
            }
            const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
            return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
        })()",
    );
    brightness.as_f64().expect("a number")
}

#[test]
fn a_mistake_in_the_saved_work_does_not_stop_the_page() {
    with_page("saved_mistake", |page| {
        for saved in ["{\"text\": 7}", "[", "{\"panel\": \"unknown\"}"] {
            page.execute("localStorage.setItem('dockerfile-playground.work.1', arguments[0])", vec![json!(saved)]);
            page.reload();
            page.wait_for("[data-testid=findings]");
        }
    });
}
