//! The variant piece by piece, both variants in one file, and what is asked before a file leaves.

use browser_tests::{DESKTOP, PHONE, Page, id, with_page};
use serde_json::json;

use crate::editor::{self, Kind};

const DEVELOPMENT: &str = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nEXPOSE 5000\n\
                           ENV FLASK_ENV=development\nCMD [\"flask\", \"run\", \"--reload\"]\n";

const SECRET: &str = "FROM alpine:3.22\nENV DB_PASSWORD=hunter2hunter2\n";

#[track_caller]
fn open_variant(page: &Page, text: &str) {
    editor::use_editor(page, Kind::Rich);
    page.click(&id("profile-prod"));
    editor::type_text(page, text);
    page.click(&id("tab-variant"));
}

#[test]
fn changes_are_taken_one_by_one() {
    with_page("variant_hunks", |page| {
        open_variant(page, DEVELOPMENT);
        let count = page.wait_until_seen(|page| page.count(&id("hunk-take")), |count| *count >= 2);
        page.click(&id("hunk-take"));
        page.wait_until_seen(|page| page.count(&id("hunk-take")), |left| *left < count);
        let partly = editor::text(page);
        assert!(partly != DEVELOPMENT && partly.contains("--reload"), "{partly}");
        while page.count(&id("hunk-take")) > 0 {
            let before = editor::text(page);
            page.click(&id("hunk-take"));
            page.wait_until_seen(editor::text, |text| *text != before);
            page.wait_until_seen(
                |page| page.count("[data-testid=variant-accept]:disabled") + page.count(&id("variant-diff")),
                |drawn| *drawn > 0,
            );
        }
        let whole = editor::text(page);
        assert!(whole.contains("--no-cache-dir") && !whole.contains("--reload"), "{whole}");
    });
}

#[test]
fn both_variants_fit_in_one_file() {
    with_page("variant_targets", |page| {
        open_variant(page, DEVELOPMENT);
        page.click(&id("targets"));
        let text = page.text(&id("targets-text"));
        assert!(text.contains("FROM base AS dev\n") && text.contains("FROM base AS prod\n"), "{text}");
        assert_eq!(page.copied_by(&id("targets-copy")), text);
        for (viewport, device) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
            for colours in ["light", "dark"] {
                page.set_viewport(viewport);
                page.prefer_colours(colours);
                page.wait_for(&id("targets-text"));
                page.take_picture(&format!("targets-{device}-{colours}"));
                assert_eq!(page.barriers(), [""; 0]);
                assert_eq!(page.value("document.documentElement.scrollWidth <= innerWidth"), json!(true));
            }
        }
        page.click(&id("targets-accept"));
        editor::wait_for_text(page, &text);
        // What has targets of its own gets no others.
        page.wait_for_text(&id("targets-error"), "`dev`");
    });
}

#[test]
fn a_secret_is_asked_about_before_a_file_leaves() {
    with_page("variant_secret", |page| {
        open_variant(page, SECRET);
        for button in ["source-copy", "export-copy"] {
            page.click(&id(button));
            page.wait_for_text(&id("guard"), "DB_PASSWORD");
            let copied = page.copied_by(&id("guard-placeholders"));
            assert!(copied.contains("DB_PASSWORD=") && !copied.contains("hunter2"), "{copied}");
            page.wait_for_none(&id("leave-dialog"));
        }
        page.click(&id("source-download"));
        page.wait_for(&id("guard"));
        page.take_picture("leave-desktop-light");
        assert_eq!(page.barriers(), [""; 0]);
        page.click(&id("guard-cancel"));
        page.wait_for_none(&id("leave-dialog"));
        page.click(&id("source-download"));
        page.click(&id("guard-anyway"));
        assert_eq!(page.take_download(), ("Dockerfile".to_owned(), SECRET.as_bytes().to_vec()));
    });
}
