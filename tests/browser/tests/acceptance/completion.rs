//! The editor knows the language: it completes, finds, renames and folds.

use std::thread;
use std::time::Duration;

use browser_tests::{DESKTOP, Key, PHONE, Page, id, with_page};
use serde_json::json;

use crate::editor::{self, Kind};

const TEXT: &str = "FROM rust:1.90 AS build\nRUN cargo build\nFROM alpine:3.22 AS other\nCOPY --from=build";

/// The list of what may be written.
const LIST: &str = ".cm-tooltip-autocomplete";

/// Waits until the first offer is `label`, then takes it.
#[track_caller]
fn take_first(page: &Page, label: &str) {
    let chosen = format!("{LIST} li[aria-selected] .cm-completionLabel");
    page.wait_until_seen(|page| page.text(&chosen), |text| text == label);
    // A list that has just appeared takes no Enter: nobody can mean it yet.
    thread::sleep(Duration::from_millis(150));
    page.press(&char::from(Key::Enter).to_string());
}

/// What is selected in the editor.
fn selected(page: &Page) -> String {
    page.value("String(getSelection())").as_str().unwrap_or_default().to_owned()
}

#[test]
fn what_fits_is_offered_and_taken() {
    with_page("completion", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, "FROM rust:1.90 AS build\nFROM alpine:3.22\n");
        page.type_into(&id("editor"), "COP");
        take_first(page, "COPY");
        page.type_into(&id("editor"), "--fr");
        take_first(page, "--from");
        // Behind an equals sign the list opens by itself.
        take_first(page, "build");
        editor::wait_for_text(page, "FROM rust:1.90 AS build\nFROM alpine:3.22\nCOPY --from=build");

        page.type_into(&id("editor"), " /a /\nRUN --mount=ty");
        take_first(page, "type");
        page.type_into(&id("editor"), "cac");
        take_first(page, "cache");
        page.wait_for_text(LIST, "sharing");
        page.press(&char::from(Key::Escape).to_string());
        page.wait_for_none(LIST);

        // The key asks where nothing has been typed yet.
        editor::type_text(page, "FROM ");
        page.wait_for_none(LIST);
        page.chord(Key::Control, " ");
        page.wait_for_text(LIST, "alpine");
        page.press(&char::from(Key::Escape).to_string());

        // A whole word leaves Enter alone.
        editor::type_text(page, "FROM alpine");
        thread::sleep(Duration::from_millis(300));
        page.press(&char::from(Key::Enter).to_string());
        editor::wait_for_text(page, "FROM alpine\n");
    });
}

#[test]
fn the_list_fits_on_a_phone_too() {
    with_page("completion_list", |page| {
        for (viewport, device) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
            for colours in ["light", "dark"] {
                page.set_viewport(viewport);
                page.prefer_colours(colours);
                editor::use_editor(page, Kind::Rich);
                editor::type_text(page, "FROM alpine:3.22\nCOPY --");
                page.wait_for(LIST);
                page.take_picture(&format!("completion-{device}-{colours}"));
                let is_within = format!("document.querySelector('{LIST}').getBoundingClientRect().right <= innerWidth");
                assert_eq!(page.value(&is_within), json!(true));
                assert_eq!(page.barriers(), [""; 0]);
                page.press(&char::from(Key::Escape).to_string());
            }
        }
    });
}

#[test]
fn a_name_leads_to_its_definition() {
    with_page("definition", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, TEXT);
        page.press(&char::from(Key::Escape).to_string());
        page.wait_until("document.querySelectorAll('.cm-mention').length === 2");
        page.wait_for_text(&id("caret-place"), "Line 4:18 · COPY · stage other");
        page.take_picture("mentions-desktop-light");
        page.press(&char::from(Key::F12).to_string());
        page.wait_until_seen(selected, |text| text == "build");
        page.wait_for_text(&id("caret-place"), "Line 1:19 · FROM · stage build");
    });
}

#[test]
fn a_stage_is_renamed_in_one_step() {
    with_page("rename", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, TEXT);
        page.press(&char::from(Key::Escape).to_string());
        let enter = char::from(Key::Enter).to_string();
        let rename = |to: &str| {
            page.press(&char::from(Key::F2).to_string());
            page.wait_for(".cm-rename input:focus");
            page.take_picture("rename-desktop-light");
            page.press(&format!("{to}{enter}"));
            page.wait_for_none(".cm-rename");
        };
        rename("other");
        page.wait_for_text(&id("notice"), "other is taken");
        assert_eq!(editor::text(page), TEXT);
        rename("compile");
        editor::wait_for_text(page, &TEXT.replace("AS build", "AS compile").replace("=build", "=compile"));
        page.chord(Key::Control, "z");
        editor::wait_for_text(page, TEXT);
    });
}

/// A variable with a use in each way, and one that only looks like it.
const VARIABLES: &str = "ARG VERSION=3.22\nFROM alpine:${VERSION}\nARG VERSION\nRUN echo \"$VERSION\" '$VERSION'";

#[test]
fn a_variable_is_renamed_where_it_means_the_same() {
    with_page("rename_variable", |page| {
        let renamed = "ARG RELEASE=3.22\nFROM alpine:${RELEASE}\nARG RELEASE\nRUN echo \"$RELEASE\" '$VERSION'";
        for kind in editor::KINDS {
            editor::use_editor(page, kind);
            editor::type_text(page, VARIABLES);
            page.press(&char::from(Key::Escape).to_string());
            page.chord(Key::Control, &char::from(Key::Home).to_string());
            page.press(&char::from(Key::Right).to_string().repeat(5));
            page.wait_for_text(&id("caret-place"), "Line 1:6");
            let rename = |to: &str| {
                page.press(&char::from(Key::F2).to_string());
                if kind == Kind::Plain {
                    page.answer_prompt(to);
                } else {
                    page.wait_for(".cm-rename input:focus");
                    assert_eq!(page.barriers(), [""; 0]);
                    page.press(&format!("{to}{}", char::from(Key::Enter)));
                    page.wait_for_none(".cm-rename");
                }
            };
            rename("1ST");
            page.wait_for_text(&id("notice"), "1ST is no name of a variable");
            assert_eq!(editor::text(page), VARIABLES);
            rename("RELEASE");
            editor::wait_for_text(page, renamed);
            let told = page.wait_for_text(&id("notice"), "Renamed in 4 places; undo takes it back.");
            assert!(told.contains("--build-arg RELEASE") && told.contains("VERSION still stands on line 4"), "{told}");
            page.take_picture(if kind == Kind::Plain { "renamed-plain" } else { "renamed-rich" });
            page.chord(Key::Control, "z");
            editor::wait_for_text(page, VARIABLES);
        }
    });
}

#[test]
fn in_the_plain_editor_too_a_key_leads_to_the_definition() {
    with_page("definition_plain", |page| {
        editor::use_editor(page, Kind::Plain);
        editor::type_text(page, TEXT);
        page.wait_for_text(&id("caret-place"), "Line 4:18");
        page.press(&char::from(Key::F12).to_string());
        page.wait_for_text(&id("caret-place"), "Line 1:19");
        let selected = "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))";
        let selected = format!("{selected}(document.querySelector('[data-testid=editor]'))");
        assert_eq!(page.value(&selected), json!("build"));
        // What nothing in the file sets is told.
        editor::type_text(page, "FROM --platform=$BUILDPLATFORM");
        page.press(&char::from(Key::F12).to_string());
        page.wait_for_text(&id("notice"), "Nothing in this file sets it");
    });
}

#[test]
fn a_click_with_control_leads_to_the_definition() {
    with_page("definition_click", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, "FROM alpine\nENV VERSION=1\nUSER $VERSION\n# Done");
        page.press(&char::from(Key::Escape).to_string());
        page.control_click(".cm-line:nth-child(3) .token.variable");
        page.wait_until_seen(selected, |text| text == "VERSION");
        page.wait_for_text(&id("caret-place"), "Line 2:5 · ENV");
        // Where nothing is named, it is a click as any other.
        page.control_click(".cm-line:nth-child(4) .token.comment");
        page.wait_for_text(&id("caret-place"), "Line 4:");
    });
}

#[test]
fn keys_fold_and_unfold() {
    with_page("folding_keys", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, TEXT);
        page.press(&char::from(Key::Escape).to_string());
        page.chord(Key::Control, &char::from(Key::Home).to_string());
        page.wait_for_text(&id("caret-place"), "Line 1:1 ");
        page.chord_of(&[Key::Control, Key::Shift], "[");
        page.wait_for(".cm-foldPlaceholder");
        page.wait_until("!document.querySelector('.cm-content').textContent.includes('cargo build')");
        page.chord_of(&[Key::Control, Key::Shift], "]");
        page.wait_for_none(".cm-foldPlaceholder");
        page.wait_until("document.querySelector('.cm-content').textContent.includes('cargo build')");
    });
}

#[test]
fn stages_fold_and_text_is_found() {
    with_page("folding", |page| {
        editor::use_editor(page, Kind::Rich);
        editor::type_text(page, TEXT);
        page.press(&char::from(Key::Escape).to_string());
        page.click(".cm-foldGutter span[title='Fold line']");
        page.wait_for(".cm-foldPlaceholder");
        page.wait_until("!document.querySelector('.cm-content').textContent.includes('cargo build')");
        page.take_picture("folded-desktop-light");
        page.click(".cm-foldPlaceholder");
        page.wait_until("document.querySelector('.cm-content').textContent.includes('cargo build')");
        page.chord(Key::Control, "f");
        page.wait_for(".cm-search input:focus");
        page.take_picture("find-desktop-light");
        assert_eq!(page.barriers(), [""; 0]);
        // The editor's own words are the page's.
        page.press(&char::from(Key::Escape).to_string());
        page.wait_for_none(".cm-search");
        page.chord_of(&[Key::Control, Key::Shift], "m");
        page.wait_for(".cm-panel-lint ul[aria-label='Findings']");
    });
}

#[test]
fn undo_takes_back_all_fixes_and_leaves_what_was_typed() {
    with_page("undo_fix", |page| {
        page.click(&id("profile-prod"));
        let typed = "FROM python:3.13-slim\nRUN pip install ./app\nCMD [\"flask\", \"run\", \"--reload\"]";
        for kind in editor::KINDS {
            editor::use_editor(page, kind);
            editor::type_text(page, typed);
            page.wait_for_text(&id("editor-fix-all"), "safely");
            page.click(&id("editor-fix-all"));
            page.wait_until_seen(editor::text, |text| text.contains("--no-cache-dir") && !text.contains("--reload"));
            page.click(&id("editor"));
            page.chord(Key::Control, "z");
            editor::wait_for_text(page, typed);
            page.chord(Key::Control, "y");
            page.wait_until_seen(editor::text, |text| text.contains("--no-cache-dir") && !text.contains("--reload"));
        }
    });
}

#[test]
fn a_finding_is_explained_where_it_is() {
    with_page("hover", |page| {
        editor::use_editor(page, Kind::Rich);
        page.click(&id("profile-prod"));
        let typed = "FROM python:3.13-slim\nUSER 10001\nCMD [\"flask\", \"run\", \"--reload\"]\n";
        editor::type_text(page, typed);
        // What was found while typing gives way to what is found in the whole text, and a hint on it closes then.
        page.wait_for("[data-testid=finding][data-rule=reloader-in-production]");
        page.wait_for(".cm-lintRange");
        page.point_at(".cm-lintRange-warning, .cm-lintRange-error");
        page.wait_for(".cm-tooltip .diagnostic-why");
        page.wait_for(".cm-tooltip .diagnostic-help");
        page.click(".cm-tooltip .cm-diagnosticAction");
        page.wait_until_seen(editor::text, |text| text != typed);
    });
}
