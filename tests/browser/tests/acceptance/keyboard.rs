//! Everything can be reached and used without a mouse.

use browser_tests::{Key, Page, id, with_page};
use serde_json::json;

use crate::editor::{self, KINDS};

const PANELS: [&str; 6] = ["findings", "variant", "rebuild", "environment", "explain", "rules"];

/// Remembers which elements had the focus and which of them were covered then, and lists those that Tab should reach.
const WATCH: &str = "
    window.reached = new Set();
    window.covered = [];
    const describe = (it) => it.outerHTML.slice(0, 160);
    const isSeen = (it) => {
        const { left, top, right, bottom } = it.getBoundingClientRect();
        const [x, y] = [Math.max(left, 0) + Math.min(right, innerWidth), Math.max(top, 0) + Math.min(bottom, innerHeight)];
        const seen = document.elementFromPoint(x / 2, y / 2);
        return seen && (it.contains(seen) || seen.contains(it) || it.closest('label')?.contains(seen));
    };
    addEventListener('focusin', ({ target }) => {
        window.reached.add(target);
        // The browser scrolls to the element after it has told of the focus.
        // Behind the last element the browser's own bar has its turn, and the page's element only remembers the focus.
        const look = () => target.matches(':focus') && !isSeen(target) && window.covered.push(describe(target));
        requestAnimationFrame(() => setTimeout(look));
    });
    window.reachable = () => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]')]
        .filter((it) => !it.disabled && it.tabIndex >= 0 && it.checkVisibility({ visibilityProperty: true }));
    window.missed = () => window.reachable().filter((it) => !window.reached.has(it)).map(describe);";

#[test]
fn tab_reaches_every_control_of_every_panel() {
    with_page("keyboard_reach", |page| {
        page.execute(WATCH, Vec::new());
        for (at, panel) in PANELS.iter().enumerate() {
            if at > 0 {
                page.execute("document.querySelector('.tab[aria-selected=true]').focus()", Vec::new());
                page.press(&char::from(Key::Right).to_string());
            }
            page.wait_for(&format!("[data-testid=tab-{panel}][aria-selected=true]"));
            page.wait_for(&format!("#panel-{panel}"));
            tab_through(page);
            assert_eq!(page.value("missed()"), json!([]), "Tab does not reach everything in the panel {panel}");
            assert_eq!(page.value("covered"), json!([]), "something covers what has the focus in the panel {panel}");
        }
    });
}

/// Presses Tab until every control had its turn and some more: a panel may still be growing when it is counted.
fn tab_through(page: &Page) {
    let count = page.value("reachable().length").as_u64().expect("a number");
    page.execute("window.reached.clear(); document.activeElement.blur()", Vec::new());
    let tab = char::from(Key::Tab).to_string();
    // A few at a time: one command must not take longer than a command may.
    for _ in 0..=(count + 30) / 15 {
        page.press(&tab.repeat(15));
    }
}

#[test]
fn tab_leaves_either_editor() {
    with_page("keyboard_editor", |page| {
        for kind in KINDS {
            editor::use_editor(page, kind);
            for (held, leaving) in [(None, "forwards"), (Some(Key::Shift), "backwards")] {
                page.click(&id("editor"));
                page.wait_until("document.activeElement.dataset.testid === 'editor'");
                let text = editor::text(page);
                let tab = char::from(Key::Tab).to_string();
                match held {
                    None => page.press(&tab),
                    Some(held) => page.chord(held, &tab),
                }
                page.wait_until("!document.activeElement.closest('.cm-editor, textarea[data-testid=editor]')");
                assert_eq!(editor::text(page), text, "Tab changed the text ({kind:?}, {leaving})");
            }
        }
    });
}

#[test]
fn the_main_job_needs_no_mouse() {
    with_page("keyboard_main_job", |page| {
        let [right, left, end, space, enter] =
            [Key::Right, Key::Left, Key::End, Key::Space, Key::Enter].map(|key| char::from(key).to_string());
        focus(page, &id("profile-prod"));
        page.press(&left);
        page.wait_for("[data-testid=profile-dev][aria-checked=true]:focus");
        page.press(&right);
        page.wait_for("[data-testid=profile-prod][aria-checked=true]:focus");

        focus(page, &id("tab-findings"));
        page.press(&end);
        page.wait_for("[data-testid=tab-learn][aria-selected=true]:focus");
        page.press(&right);
        page.wait_for("[data-testid=tab-findings][aria-selected=true]:focus");

        let findings = page.count(&id("finding"));
        focus(page, &format!("{} [data-testid=fix]", id("finding")));
        page.press(&space);
        page.wait_until_seen(|page| page.count(&id("finding")), |count| *count < findings);

        focus(page, &id("tab-findings"));
        page.press(&right);
        page.wait_for("[data-testid=tab-variant][aria-selected=true]:focus");
        focus(page, &id("variant-accept"));
        page.press(&enter);
        page.wait_for("[data-testid=variant-accept]:disabled");
    });
}

/// Presses Tab until the element has the focus.
#[track_caller]
fn focus(page: &Page, selector: &str) {
    let tab = char::from(Key::Tab).to_string();
    let is_there = format!("document.activeElement === document.querySelector('{selector}')");
    let most = 150;
    let found = (0..most).any(|_| {
        page.press(&tab);
        page.value(&is_there) == json!(true)
    });
    assert!(found, "{most} times Tab do not lead to {selector}");
}
