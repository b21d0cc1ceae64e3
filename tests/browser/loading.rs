//! The page loads: at any address, without errors, and without a word to another server.

use std::time::Duration;

use crate::page::{PHONE, Page, with_page};
use crate::site::Options;

/// Long enough for a forgotten request to be sent.
const SETTLING: Duration = Duration::from_millis(500);

fn loads_from_its_own_origin_only(page: &Page) {
    page.wait_for("h1");
    std::thread::sleep(SETTLING);
    let origin = page.site().origin();
    let mut elsewhere = page.take_requested_urls();
    elsewhere.retain(|url| !url.starts_with(&origin) && !url.starts_with("data:"));
    assert!(elsewhere.is_empty(), "requests to other servers: {elsewhere:?}");
    let requests = page.site().requests();
    assert!(requests.iter().any(|request| request.target.contains(".wasm")), "{requests:?}");
    assert!(requests.iter().all(|request| request.status == 200), "{requests:?}");
}

#[test]
fn loads_at_the_root() {
    with_page("loads_at_the_root", Options::default(), |page| {
        loads_from_its_own_origin_only(page);
        page.screenshot("desktop");
        page.set_viewport(PHONE);
        page.set_media_feature("prefers-color-scheme", "dark");
        page.screenshot("phone-dark");
    });
}

#[test]
fn loads_below_a_path() {
    let options = Options { base: "/sub/path", ..Options::default() };
    with_page("loads_below_a_path", options, loads_from_its_own_origin_only);
}

#[test]
fn has_no_accessibility_violations() {
    with_page("has_no_accessibility_violations", Options::default(), |page| {
        page.wait_for("h1");
        let violations = page.accessibility_violations();
        assert!(violations.is_empty(), "{violations:#?}");
    });
}

#[test]
fn the_policy_refuses_other_origins_and_inline_scripts() {
    with_page("the_policy_refuses", Options::default(), |page| {
        page.wait_for("h1");
        let outcome = page.session().execute(
            "const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.body.append(script);
             const sent = await fetch('http://127.0.0.1:9/').then(() => true, () => false);
             return [window.ran === true, sent];",
            &[],
        );
        assert_eq!(outcome, serde_json::json!([false, false]));
        let errors = page.take_console_errors();
        let refused = errors.iter().filter(|error| error.contains("Content Security Policy")).count();
        assert!(refused >= 2, "{errors:#?}");
    });
}
