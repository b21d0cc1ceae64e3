//! The page loads: at any address, without errors, and without a word to another server.

use std::fs;

use browser_tests::{Page, id, with_page, with_page_at, with_page_before};
use serde_json::json;

use crate::editor;

fn is_served_completely(page: &Page) {
    let requests = page.requests();
    assert!(requests.iter().any(|request| request.target.contains(".wasm")), "{requests:?}");
    assert!(requests.iter().any(|request| request.target.contains("editor.js")), "{requests:?}");
}

#[test]
fn loads_at_the_root() {
    with_page("loads_at_the_root", is_served_completely);
}

#[test]
fn the_policy_refuses_other_origins_and_inline_scripts() {
    with_page("the_policy_refuses", |page| {
        let outcome = page.execute(
            "const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.body.append(script);
             const sent = await fetch('http://127.0.0.1:9/').then(() => true, () => false);
             return [window.ran === true, sent];",
            Vec::new(),
        );
        assert_eq!(outcome, json!([false, false]));
        let errors = page.take_console_errors();
        let refused = errors.iter().filter(|error| error.contains("Content Security Policy")).count();
        assert!(refused >= 2, "{errors:#?}");
        // The attempt itself must not count as the page's own.
        page.take_requested_urls();
    });
}

/// How the page asked for the code that comes behind the first view: `fetch`, or `xmlhttprequest` when it waited for it.
fn asked_for_the_rest(page: &Page) -> serde_json::Value {
    let rest = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('_rest.wasm'))";
    page.wait_until(&format!("{rest}.length > 0"));
    page.value(&format!("{rest}.map(({{ initiatorType }}) => initiatorType)"))
}

#[test]
fn the_first_view_waits_for_nothing_that_comes_later() {
    with_page("first_view", |page| {
        page.wait_for("[data-testid=finding]");
        assert_eq!(asked_for_the_rest(page), json!(["fetch"]));
    });
}

#[test]
fn a_first_visitor_works_before_all_of_the_code_is_there() {
    with_page_before("before_the_rest", "_rest.wasm", |page| {
        page.wait_for("[data-testid=finding]");
        let typed = "FROM node:20\nUSER root\nCMD [\"npm\", \"start\"]\n";
        editor::type_text(page, typed);
        page.click(&id("profile-prod"));
        page.wait_until("document.querySelector('[data-rule=root-at-run-time]')");
        page.choose(&id("theme"), "dark");
        page.wait_until("document.documentElement.dataset.theme === 'dark'");
        editor::type_text(page, "FRUM node");
        page.wait_for("[data-rule=syntax-error]");
        editor::type_text(page, typed);
        // Whoever goes away now finds it again.
        let saved = "JSON.parse(localStorage.getItem('dockerfile-playground.work.1')).text";
        assert_eq!(page.value(saved), json!(typed));
        page.let_through();
        editor::wait_for_text(page, typed);
        assert_eq!(asked_for_the_rest(page), json!(["fetch"]));
    });
}

/// Every sample, and whatever else is looked for in it, is analysed with what is there first.
#[test]
fn no_file_needs_the_code_that_comes_later() {
    let samples =
        fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/samples")).expect("there are samples");
    let files: Vec<_> = samples.map(|sample| sample.expect("a file").path()).collect();
    let dockerfiles: Vec<_> = files.iter().filter(|it| it.extension().is_some_and(|it| it == "Dockerfile")).collect();
    assert!(dockerfiles.len() > 10, "{files:?}");
    with_page_before("samples_before_the_rest", "_rest.wasm", |page| {
        page.wait_for("[data-testid=finding]");
        for profile in ["dev", "prod"] {
            page.click(&id(&format!("profile-{profile}")));
            for (number, file) in dockerfiles.iter().enumerate() {
                let sample = fs::read_to_string(file).expect("a sample is text");
                // No such instruction: a mark that tells which text the findings are about.
                let mark = format!("NONE{profile}{number}");
                page.execute(
                    "const [text] = arguments, field = document.querySelector('textarea[data-testid=editor]');
                     field.value = text;
                     field.dispatchEvent(new Event('input', { bubbles: true }));",
                    vec![json!(format!("{sample}\n{mark} x\n"))],
                );
                page.wait_until(&format!(
                    "[...document.querySelectorAll('[data-rule=syntax-error]')].some((it) => it.textContent.includes('{mark}'))"
                ));
            }
        }
        page.let_through();
        assert_eq!(asked_for_the_rest(page), json!(["fetch"]));
    });
}

#[test]
fn saved_work_is_drawn_when_all_of_the_code_is_there() {
    with_page("saved_work_first", |page| {
        page.click(&id("tab-environment"));
        page.wait_for("#panel-environment");
        page.reload();
        page.wait_for("#panel-environment");
        assert_eq!(asked_for_the_rest(page), json!(["fetch"]));
        page.click(&id("tab-rebuild"));
        page.wait_for("[data-testid=cache-verdict]");
    });
}

#[test]
fn loads_below_a_path() {
    with_page_at("loads_below_a_path", "/sub/path", is_served_completely);
}
