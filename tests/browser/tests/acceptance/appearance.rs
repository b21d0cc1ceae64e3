//! How every panel looks, in both colours, on a laptop and a phone: no barriers, nothing beyond the edge, a picture of
//! each in `target/screenshots`.

use browser_tests::{DESKTOP, PHONE, Page, id, with_page};
use serde_json::{Value, json};

const PANELS: [&str; 7] = ["findings", "variant", "rebuild", "environment", "explain", "rules", "learn"];

/// What stands out of the page and is not within something that scrolls or cuts it off on purpose.
const BEYOND_THE_EDGE: &str = "
    const cuts = (it) => it && it !== document.body
        && (getComputedStyle(it).overflowX !== 'visible' || cuts(it.parentElement));
    return [...document.body.querySelectorAll('*')]
        .filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth + 1
            && !cuts(it.parentElement))
        .map((it) => it.outerHTML.slice(0, 160));";

#[test]
fn light_on_a_laptop() {
    with_page("light_on_a_laptop", |page| show_all(page, "desktop", DESKTOP, "light"));
}

#[test]
fn dark_on_a_laptop() {
    with_page("dark_on_a_laptop", |page| show_all(page, "desktop", DESKTOP, "dark"));
}

#[test]
fn light_on_a_phone() {
    with_page("light_on_a_phone", |page| show_all(page, "phone", PHONE, "light"));
}

#[test]
fn dark_on_a_phone() {
    with_page("dark_on_a_phone", |page| show_all(page, "phone", PHONE, "dark"));
}

fn show_all(page: &Page, device: &str, viewport: (u32, u32), colours: &str) {
    page.set_viewport(viewport);
    page.prefer_colours(colours);
    page.choose(&id("sample"), "flask-copy-all");
    // Afterwards no notice covers anything.
    page.reload();
    let mut troubles = Vec::new();
    let mut look = |what: &str| {
        settle(page);
        page.take_picture(&format!("{what}-{device}-{colours}"));
        troubles.extend(page.barriers().into_iter().map(|barrier| format!("{what}: {barrier}")));
        let beyond = page.execute(BEYOND_THE_EDGE, Vec::new());
        if beyond != json!([]) || scrolls(page, "Width") {
            troubles.push(format!("{what}: the page is wider than the window: {beyond}"));
        }
        if viewport == DESKTOP && scrolls(page, "Height") {
            troubles.push(format!("{what}: the page scrolls as a whole, not its panes"));
        }
    };
    for panel in PANELS {
        page.click(&id(&format!("tab-{panel}")));
        page.wait_for(&format!("#panel-{panel}"));
        look(panel);
    }
    page.click(&id("tab-rules"));
    page.click(&format!("{} .rule-name", id("rule")));
    page.wait_for(&id("rule-page"));
    look("rule-page");
    page.click(&id("tab-findings"));
    page.click(&id("fix-preview"));
    look("findings-preview");
    page.click(&id("tab-variant"));
    page.click("[role=radiogroup][aria-label=View] [role=radio]:nth-child(2)");
    look("variant-split");
    page.click("[role=radiogroup][aria-label=View] [role=radio]:nth-child(3)");
    look("variant-result");
    assert!(troubles.is_empty(), "{troubles:#?}");
}

fn scrolls(page: &Page, direction: &str) -> bool {
    page.value(&format!("document.documentElement.scroll{direction} > inner{direction}")) == json!(true)
}

/// Waits until nothing moves or fades any more.
fn settle(page: &Page) {
    let running = "document.getAnimations().filter((it) => it.playState === 'running').length";
    page.wait_until_seen(|page| page.value(running), |count: &Value| *count == json!(0));
}
