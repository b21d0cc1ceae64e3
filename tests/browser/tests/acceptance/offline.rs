//! The page without a network, and the way to a newer one.

use std::fs;

use browser_tests::{Page, id, with_page, with_page_at};
use serde_json::json;

use crate::editor;

const TYPED: &str = "FROM alpine:3.22\nRUN true";

#[test]
fn opens_without_a_network_after_the_first_visit() {
    with_page("offline", opens_without_network);
}

#[test]
fn opens_without_a_network_below_a_path() {
    with_page_at("offline_path", "/sub/path", opens_without_network);
}

fn opens_without_network(page: &Page) {
    editor::type_text(page, TYPED);
    page.cut_off(true);
    let requests = page.requests().len();
    page.reload();
    editor::wait_for_text(page, TYPED);
    page.click(&id("tab-variant"));
    page.wait_for("#panel-variant");
    assert_eq!(page.requests().len(), requests, "something was answered without a network");
    page.cut_off(false);
}

#[test]
fn a_newer_version_is_told_of_and_takes_nothing_away() {
    with_page("newer_version", |page| {
        let folder = page.copy_of_the_site("newer");
        page.serve_from(&folder);
        page.reload();
        // Whatever changes in the page changes the version in the worker, too.
        let worker = folder.join("service-worker.js");
        let text = fs::read_to_string(&worker).expect("the worker is there");
        fs::write(&worker, text.replacen("const VERSION = \"", "const VERSION = \"newer-", 1)).expect("a copy");
        let index = folder.join("index.html");
        let html = fs::read_to_string(&index).expect("the page is there");
        fs::write(&index, html.replacen("<title>", "<title>Newer ", 1)).expect("a copy");

        page.reload();
        page.wait_for("#new-version");
        assert_eq!(page.barriers(), [""; 0]);
        editor::type_text(page, TYPED);
        assert_eq!(page.value("document.title.startsWith('Newer')"), json!(false));
        page.click("#new-version button");
        page.wait_until_seen(|page| page.value("document.title.startsWith('Newer')"), |newer| *newer == json!(true));
        page.wait_for("[data-started] [data-testid=editor]");
        page.wait_until_seen(editor::text, |text| text == TYPED);
        page.wait_for_none("#new-version:not([hidden])");
    });
}

#[test]
fn can_be_installed() {
    with_page("installed", |page| {
        let manifest =
            page.value("await fetch(document.querySelector('link[rel=manifest]').href).then((it) => it.json())");
        assert_eq!((&manifest["display"], &manifest["start_url"]), (&json!("standalone"), &json!("./")));
        let icons = manifest["icons"].as_array().expect("a list of icons").len();
        let drawn = page.value(
            "await fetch(document.querySelector('link[rel=manifest]').href).then((it) => it.json())
                .then(({ icons }) => Promise.all(icons.map(({ src }) => fetch(src).then((it) => it.ok))))
                .then((all) => all.filter(Boolean).length)",
        );
        assert_eq!(drawn, json!(icons));
        page.take_requested_urls();
    });
}

#[test]
fn works_where_nothing_can_be_kept() {
    with_page("no_worker", |page| {
        page.leave();
        page.before_every_page("Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })");
        page.open();
        editor::type_text(page, TYPED);
        page.wait_for(&id("findings"));
    });
}
