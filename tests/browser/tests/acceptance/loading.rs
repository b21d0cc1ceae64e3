//! The page loads: at any address, without errors, and without a word to another server.

use browser_tests::{Page, with_page, with_page_at};
use serde_json::json;

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

#[test]
fn loads_below_a_path() {
    with_page_at("loads_below_a_path", "/sub/path", is_served_completely);
}
