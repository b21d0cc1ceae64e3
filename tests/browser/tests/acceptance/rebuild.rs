//! What a change rebuilds: the order of the steps decides whether dependencies are installed again.

use browser_tests::{Page, id, with_page};
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
