//! What a change rebuilds: the order of the steps decides whether dependencies are installed again.

use browser_tests::{Key, Page, id, with_page};
use serde_json::{Value, json};

use crate::editor;

/// Everything is copied before the dependencies are installed.
const COPY_ALL: &str = "FROM python:3.10-slim-buster
WORKDIR /backend-flask
COPY . .
RUN pip3 install -r requirements.txt
CMD [\"python3\", \"-m\", \"flask\", \"run\"]
";

#[test]
fn editing_the_code_installs_dependencies_again_only_if_everything_is_copied_first() {
    with_page("rebuild", |page| {
        editor::type_text(page, COPY_ALL);
        page.click(&id("tab-rebuild"));

        happens(page, "file:app.py");
        assert_eq!(install(page, "before"), ("executed".to_owned(), true));
        assert_eq!(install(page, "after"), ("cached".to_owned(), true));
        assert!(page.text(&id("cache-verdict")).contains("better order"));

        happens(page, "file:requirements.txt");
        assert_eq!(install(page, "before"), ("executed".to_owned(), true));
        assert_eq!(install(page, "after"), ("executed".to_owned(), true));

        happens(page, "nothing");
        page.wait_for_none("[data-testid=cache-step][data-outcome=executed]");
    });
}

#[test]
fn the_lesson_of_the_tutorial_is_walked_from_the_wrong_order_to_the_saved_time() {
    with_page("rebuild_lesson", |page| {
        editor::type_text(page, COPY_ALL);
        page.click(&id("tab-rebuild"));
        happens(page, "file:app.py");
        assert_eq!(install(page, "before").0, "executed");
        // 1 s for the files and 40 s for the installation, against 1 s.
        let verdict = page.text(&id("cache-verdict"));
        assert!(verdict.contains("about 41 s") && verdict.contains("40 s saved"), "{verdict}");
        assert!(page.text(&id("cache-average")).contains("41 s"));
        assert_eq!(page.count(&id("cache-price")), 1);

        page.click(&id("cache-accept"));
        page.wait_until("!document.querySelector('[data-testid=cache-accept]')");
        assert_eq!(install(page, "before").0, "cached");
        assert!(page.text(&id("cache-verdict")).contains("1 step runs again, about 1 s"));
        assert!(page.text(&id("cache-average")).contains("3.4 s"));
        assert_eq!(page.count(&id("cache-price")), 0);
    });
}

#[test]
fn a_build_is_gone_through_by_keyboard() {
    with_page("rebuild_walk", |page| {
        editor::type_text(page, COPY_ALL);
        page.click(&id("tab-rebuild"));
        happens(page, "file:app.py");
        page.click(&id("cache-next"));
        page.wait_for_text(&id("cache-walk"), "Line 1 ");
        for (key, part) in [
            (Key::Right, "Line 2 "),
            (Key::Down, "app.py changed"),
            (Key::End, "its input, the COPY in line 3, changed"),
            (Key::Right, "41 s so far"),
            (Key::Left, "app.py changed"),
            (Key::Home, "cached"),
        ] {
            page.press(&char::from(key).to_string());
            page.wait_for_text(&id("cache-walk"), part);
        }
        assert_eq!(page.attribute(&id("cache-walk"), "aria-live").as_deref(), Some("polite"));
        assert_eq!(page.attribute("[data-testid=cache-step][aria-current]", "data-line").as_deref(), Some("1"));
        assert_eq!(page.count(".picture-step[data-current]"), 1);
    });
}

#[test]
fn stages_are_a_picture_with_an_arrow_for_what_they_take() {
    with_page("rebuild_picture", |page| {
        let text = "FROM a AS one\nRUN x\nFROM one AS two\nRUN --mount=from=one,target=/m y\nFROM b\n\
                    COPY --from=two /y /\n";
        editor::type_text(page, text);
        page.click(&id("tab-rebuild"));
        page.wait_for(&id("cache-picture"));
        for kind in ["from", "mount", "copy"] {
            let arrows = format!("{} .picture-arrow[data-kind={kind}]", id("cache-picture"));
            assert_eq!(page.count(&arrows), 1, "{kind}");
        }
        assert_eq!(page.count(&format!("{} .picture-stage", id("cache-picture"))), 3);
        // A picture alone would leave out whoever cannot see it.
        let spoken = page.attribute(&id("cache-picture"), "aria-label").unwrap_or_default();
        assert!(spoken.contains("stage one") && spoken.contains("3 arrows"), "{spoken}");
        assert_eq!(page.count(&id("cache-step")), 6);
        page.choose(&id("cache-edit"), "base-images");
        page.wait_until(
            "document.querySelectorAll('.picture-stage .picture-step[data-outcome=executed]').length === 5",
        );
        page.choose(&id("cache-edit"), "line:2");
        page.wait_until(
            "document.querySelectorAll('.picture-stage .picture-step[data-outcome=executed]').length === 3",
        );
    });
}

#[test]
fn typing_tells_at_once_what_it_would_rebuild() {
    with_page("rebuild_typing", |page| {
        editor::type_text(page, COPY_ALL);
        page.click(&id("tab-rebuild"));
        page.wait_for(&id("cache-typed"));
        page.click(&id("cache-baseline"));
        page.wait_for_none(&id("cache-typed"));
        editor::type_text(page, &COPY_ALL.replace("pip3 install", "pip3 install --no-cache-dir"));
        // The Dockerfile is one of the files that `COPY . .` takes.
        page.wait_for_text(&id("cache-typed"), "2 steps run again, about 41 s");
        page.click(&id("cache-typed-show"));
        page.wait_until("document.querySelector('[data-testid=cache-edit]').value === 'typed'");
        page.wait_until("document.querySelectorAll('[data-side=before][data-outcome=executed]').length === 2");
    });
}

/// Chooses what happens between the two builds, and waits until the steps tell of it.
fn happens(page: &Page, change: &str) {
    page.choose(&id("cache-edit"), change);
    page.wait_until(&format!("document.querySelector('[data-testid=cache-edit]').value === '{change}'"));
    let file = change.strip_prefix("file:").unwrap_or_default();
    page.wait_until_seen(steps, |steps| {
        let reasons = steps.as_array().into_iter().flatten();
        !file.is_empty() && reasons.map(|step| step["because"].to_string()).any(|because| because.contains(file))
            || file.is_empty()
    });
    // Every step says because of what.
    for step in steps(page).as_array().expect("a list") {
        let because = step["because"].as_str().unwrap_or_default();
        assert!(step["outcome"] == json!("none") || because.split_whitespace().count() > 1, "{step}");
    }
}

/// What happens to the installation of dependencies on one side, and whether a reason is told.
fn install(page: &Page, side: &str) -> (String, bool) {
    let steps = steps(page);
    let step = steps.as_array().expect("a list").iter().find(|step| {
        step["side"] == json!(side) && step["text"].as_str().is_some_and(|text| text.contains("pip3 install"))
    });
    let step = step.unwrap_or_else(|| panic!("no installation on the side {side}: {steps:#?}"));
    let because = step["because"].as_str().unwrap_or_default();
    (step["outcome"].as_str().unwrap_or_default().to_owned(), !because.is_empty())
}

/// All steps on show.
fn steps(page: &Page) -> Value {
    page.value(
        "[...document.querySelectorAll('[data-testid=cache-step]')].map((step) => ({
            side: step.dataset.side, outcome: step.dataset.outcome,
            text: step.querySelector('.step-text').textContent,
            because: step.querySelector('.step-because').textContent,
        }))",
    )
}
