//! The work for somebody else.

use browser_tests::{DESKTOP, PHONE, Page, id, with_page};
use serde_json::json;

use crate::editor;

const SEVEN_LINES: &str = "FROM python:3.11-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n\
                           ENV DEBUG=1\nEXPOSE 8000\nCMD [\"flask\", \"run\", \"--reload\"]";

/// A link of the first version, as it was made then.
const FIRST_VERSION: &str = "j1.eyJ0ZXh0IjoiRlJPTSBhbHBpbmU6My4yMlxuIiwicHJvZmlsZSI6ImRldiJ9";

#[test]
fn a_link_to_seven_lines_is_short_and_leads_back() {
    with_page("share_link", |page| {
        editor::type_text(page, SEVEN_LINES);
        let requests = page.requests().len();
        open(page);
        let link = page.copied_by(&id("share-copy"));
        let (address, fragment) = link.split_once('#').expect("a fragment");
        assert_eq!(address, page.url());
        assert!(fragment.starts_with("p2.") && fragment.len() <= 100, "{fragment}");
        assert_eq!(page.value("document.querySelector('[data-testid=share-link]').value"), json!(link));
        page.wait_for_text(&id("share-copy"), "Copied");
        assert_eq!(page.requests().len(), requests, "sharing sent a request");

        page.execute("localStorage.clear()", Vec::new());
        page.leave();
        page.open_link(&link);
        editor::wait_for_text(page, SEVEN_LINES);
        assert!(page.requests().iter().all(|request| !request.target.contains("p2.")), "the work went to the server");
    });
}

#[test]
fn a_link_of_the_first_version_opens() {
    with_page("share_first_version", |page| {
        page.leave();
        page.open_link(&format!("{}#{FIRST_VERSION}", page.url()));
        editor::wait_for_text(page, "FROM alpine:3.22\n");
        page.wait_for("[data-testid=profile-dev][aria-checked=true]");
    });
}

#[test]
fn a_link_that_cannot_be_opened_is_told_of_and_changes_nothing() {
    with_page("share_refused", |page| {
        editor::type_text(page, SEVEN_LINES);
        for (fragment, word) in [
            ("p2.damagedlinkthatmeansnothing".to_owned(), "damaged"),
            ("p9.whoknows".to_owned(), "newer"),
            (format!("p2.{}", "A".repeat(500_000)), "more than"),
            ("j1.e30".to_owned(), "damaged"),
        ] {
            page.execute("location.hash = arguments[0]", vec![json!(fragment)]);
            page.wait_for_text(&id("notice"), word);
            assert_eq!(editor::text(page), SEVEN_LINES);
            assert_eq!(page.value("location.hash"), json!(""));
        }
    });
}

#[test]
fn a_secret_is_asked_about_before_there_is_a_link() {
    with_page("share_secret", |page| {
        editor::type_text(page, "FROM alpine:3.22\nENV API_KEY=abc123def");
        open(page);
        page.wait_for_text(&id("guard"), "API_KEY");
        assert_eq!(page.count(&id("share-copy")), 0);
        assert_eq!(page.barriers(), [""; 0]);
        page.take_picture("share-guard-desktop-light");
        page.click(&id("guard-cancel"));
        page.wait_for_none(&id("share-dialog"));

        open(page);
        page.click(&id("guard-placeholders"));
        let link = page.copied_by(&id("share-copy"));
        let text = opened(page, &link);
        assert_eq!(text, "FROM alpine:3.22\nENV API_KEY=YOUR_API_KEY");

        editor::type_text(page, "FROM alpine:3.22\nENV API_KEY=abc123def");
        open(page);
        page.click(&id("guard-anyway"));
        let link = page.copied_by(&id("share-copy"));
        assert_eq!(opened(page, &link), "FROM alpine:3.22\nENV API_KEY=abc123def");
    });
}

#[test]
fn every_form_of_it_looks_well() {
    with_page("share_forms", |page| {
        editor::type_text(page, SEVEN_LINES);
        for (device, viewport, colours) in [("desktop", DESKTOP, "light"), ("phone", PHONE, "dark")] {
            page.set_viewport(viewport);
            page.prefer_colours(colours);
            open(page);
            for (at, form) in ["link", "markdown", "qr", "embed"].iter().enumerate() {
                page.click(&format!("{} [data-index=\"{at}\"]", id("share-pane")));
                page.wait_for(&format!("{} [data-index=\"{at}\"][aria-checked=true]", id("share-pane")));
                page.take_picture(&format!("share-{form}-{device}-{colours}"));
                assert_eq!(page.barriers(), [""; 0], "{form} on a {device}");
                assert_eq!(page.value("document.querySelector('.dialog-body').scrollWidth <= document.querySelector('.dialog-body').clientWidth"), json!(true), "{form} on a {device}");
            }
            page.click(&id("dialog-close"));
            page.wait_for_none(&id("share-dialog"));
            page.click(&id("export"));
            page.wait_for(&id("export-zip"));
            page.take_picture(&format!("export-{device}-{colours}"));
            assert_eq!(page.barriers(), [""; 0], "export on a {device}");
            page.click(&id("dialog-close"));
            page.wait_for_none(&id("export-dialog"));
        }
    });
}

#[test]
fn markdown_and_a_picture_carry_the_same_link() {
    with_page("share_markdown", |page| {
        editor::type_text(page, SEVEN_LINES);
        open(page);
        let link = page.copied_by(&id("share-copy"));
        page.click(&format!("{} [data-index=\"1\"]", id("share-pane")));
        let markdown = page.copied_by(&id("share-copy-markdown"));
        assert!(
            markdown.contains(&format!("```dockerfile\n{SEVEN_LINES}\n```")) && markdown.contains(&link),
            "{markdown}"
        );
        page.click(&format!("{} [data-index=\"2\"]", id("share-pane")));
        page.wait_for(&format!("{} path", id("share-qr")));
        assert!(page.attribute(&id("share-qr"), "aria-label").is_some_and(|label| label.contains("QR code")));
    });
}

fn open(page: &Page) {
    page.click(&id("share"));
    page.wait_for(&id("share-dialog"));
}

/// What the link brings to somebody else.
fn opened(page: &Page, link: &str) -> String {
    page.execute("localStorage.clear()", Vec::new());
    page.leave();
    page.open_link(link);
    page.wait_until_seen(editor::text, |text| text.contains("API_KEY"))
}
