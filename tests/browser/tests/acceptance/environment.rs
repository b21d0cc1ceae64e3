//! Which environment value wins, beside what the tutorial says.

use browser_tests::{Key, PHONE, Page, id, with_page};

use crate::editor;

const TASK: &str =
    r#"{"containerDefinitions": [{"name": "web", "environment": [{"name": "STAGE", "value": "from-ecs"}]}]}"#;

#[test]
fn load_dotenv_and_override_give_different_winners() {
    with_page("environment", |page| {
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-ecs"));
        write(page, "task", TASK);
        write(page, "dotenv", "STAGE=from-dotenv");
        page.choose(&id("env-variable"), "STAGE");

        assert_eq!(page.attribute(&id("env-override"), "aria-checked").as_deref(), Some("false"));
        winner_is(page, "from-ecs", "from-dotenv");
        let claims = verdicts(page);
        assert!(!claims.is_empty());
        // The file lies below the process environment, whatever the list beside it says.
        let truth = page.text(".truth");
        assert!(truth.find("process environment") < truth.find(".env"), "{truth}");

        page.click(&id("env-override"));
        winner_is(page, "from-dotenv", "from-ecs");
        let truth = page.text(".truth");
        assert!(truth.find(".env") < truth.find("process environment"), "{truth}");
        let summary = page.text(".tutorial-summary");
        assert!(summary.contains("from-ecs") && summary.contains("from-dotenv"), "{summary}");
        // With the override the file beats ECS: the tutorial's sentence about the first place is wrong now.
        assert_ne!(verdicts(page), claims);
    });
}

#[test]
fn one_variable_from_the_image_through_compose_to_ecs_and_back() {
    with_page("environment_journey", |page| {
        editor::type_text(page, "FROM python:3.13-slim\nENV STAGE=image\n");
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-docker-run"));
        page.choose(&id("env-variable"), "STAGE");
        source_is(page, "image", "Dockerfile, line 2");
        page.wait_for(".winner .when[data-when=image]");

        page.click(&id("env-scenario-compose"));
        write(
            page,
            "compose",
            "services:\n  web:\n    build: .\n    environment:\n      STAGE: compose\n  db:\n    image: postgres\n",
        );
        source_is(page, "compose", "compose.yaml, line 5");
        page.wait_for(".winner .when[data-when=run]");
        let losers = page.text(".losers");
        assert!(losers.contains("image") && losers.contains("Dockerfile, line 2"), "{losers}");
        // The other service has an image of its own.
        page.choose(&id("env-service"), "db");
        page.wait_for_none("[data-testid=env-winner][data-value=compose]");
        page.choose(&id("env-service"), "web");
        page.wait_for("[data-testid=env-winner][data-value=compose]");

        page.click(&id("env-scenario-ecs"));
        write(page, "task", TASK);
        source_is(page, "from-ecs", "task-definition.json, line 1");
        let losers = page.text(".losers");
        assert!(losers.contains("compose.yaml, line 5") && losers.contains("ECS never reads"), "{losers}");

        // And back: without an entry in the task definition, the image's default is what counts.
        write(page, "task", "{\"containerDefinitions\": [{\"name\": \"web\"}]}");
        source_is(page, "image", "Dockerfile, line 2");
        let row = page.text("[data-testid=env-table] tr[data-name=STAGE]");
        assert!(row.contains("image default"), "{row}");
    });
}

#[test]
fn no_setting_at_run_time_changes_a_bundle() {
    with_page("environment_bundle", |page| {
        page.choose(&id("sample"), "react");
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-static"));
        write(page, "bundle-production", "REACT_APP_API_URL=built");
        write(page, "run", "-e REACT_APP_API_URL=from-run");
        write(
            page,
            "task",
            r#"[{"name": "web", "environment": [{"name": "REACT_APP_API_URL", "value": "from-ecs"}]}]"#,
        );
        page.choose(&id("env-variable"), "REACT_APP_API_URL");
        page.wait_for("[data-testid=env-winner][data-value=built]");
        page.wait_for(".winner .when[data-when=build]");
        let losers = page.text(".losers");
        assert!(losers.contains("from-run") && losers.contains("from-ecs"), "{losers}");
        let note = page.wait_for_text(&id("env-no-effect"), "string at build time");
        assert!(note.contains("docker run -e") && note.contains("config.js"), "{note}");
        // Only what the build sees counts.
        write(page, "bundle-production", "REACT_APP_API_URL=rebuilt");
        page.wait_for("[data-testid=env-winner][data-value=rebuilt]");
    });
}

#[test]
fn a_mistake_is_named_at_its_line_and_the_rest_still_works() {
    with_page("environment_mistake", |page| {
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-ecs"));
        let broken = "[{\"name\": \"web\",\n\"environment\": [\n{\"name\": \"STAGE\", \"value\": \"one\"}\n{\"name\": \"B\", \"value\": \"2\"}]}]";
        write(page, "task", broken);
        page.choose(&id("env-variable"), "STAGE");
        page.wait_for("[data-testid=env-winner][data-value=one]");
        let problems = page.text(&id("env-source-problems"));
        assert!(problems.contains("Line 4") && problems.contains("expected"), "{problems}");
        page.wait_for(".source-number[data-mark=error]");
    });
}

#[test]
fn secrets_are_covered_until_asked_for() {
    with_page("environment_secrets", |page| {
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-compose"));
        write(page, "dotenv", "DB_PASSWORD=hunter2");
        write(page, "compose", "services: {web: {image: x, environment: [DB_PASSWORD]}}");
        page.choose(&id("env-variable"), "DB_PASSWORD");
        page.wait_for_text(".winner", "covered");
        assert!(!page.text(".environment-verdict").contains("hunter2"));
        assert!(!page.text(&id("env-table")).contains("hunter2"));
        page.click(&id("env-show-secrets"));
        page.wait_for("[data-testid=env-winner][data-value=hunter2]");
    });
}

#[test]
fn the_panel_fits_a_phone() {
    with_page("environment_phone", |page| {
        page.set_viewport(PHONE);
        page.click(&id("tab-environment"));
        for scenario in ["local", "docker-run", "compose", "ecs", "kubernetes", "static"] {
            page.click(&id(&format!("env-scenario-{scenario}")));
            page.wait_for(&id("env-table"));
            page.wait_until("document.documentElement.scrollWidth <= innerWidth");
        }
    });
}

#[test]
fn the_tutorials_order_stands_beside_the_truth() {
    with_page("tutorial_order", |page| {
        page.click(&id("tab-environment"));
        let order = page.text(".tutorial-list ol");
        let places = ["ECS", "compose", ".env", "System"];
        let found: Vec<_> =
            places.iter().map(|place| order.to_ascii_lowercase().find(&place.to_ascii_lowercase())).collect();
        assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{order}: {found:?}");
        // The last two places are the wrong way round: a file never beats a variable that is there already.
        page.click(&id("env-scenario-local"));
        page.wait_for("[data-testid=env-claim][data-verdict=inverted]");
        let why = page.text("[data-testid=env-claim][data-verdict=inverted] .claim-why");
        assert!(why.split_whitespace().count() > 5, "{why}");
    });
}

#[test]
fn the_world_is_chosen_with_arrow_keys() {
    with_page("environment_keys", |page| {
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-local"));
        page.press(&char::from(Key::Right).to_string());
        page.wait_for("[data-testid=env-scenario-docker-run][aria-checked=true]:focus");
        page.wait_for("[data-testid=env-winner][data-value=staging]");
    });
}

/// Opens the tab of a source and types over what stands there.
fn write(page: &Page, source: &str, text: &str) {
    page.click(&id(&format!("tab-env-source-{source}")));
    page.type_over(&id(&format!("env-{source}")), text);
}

fn source_is(page: &Page, value: &str, place: &str) {
    page.wait_for(&format!("[data-testid=env-winner][data-value={value}]"));
    page.wait_for_text(".winner-source", place);
}

fn winner_is(page: &Page, winner: &str, loser: &str) {
    page.wait_for(&format!("[data-testid=env-winner][data-value={winner}]"));
    let beaten = page.text(&format!("{}:has(.loser-value)", id("env-loser")));
    assert!(beaten.contains(loser), "{beaten}");
    let because = page.text(&format!("{} .loser-because", id("env-loser")));
    assert!(because.split_whitespace().count() > 3, "{because}");
}

fn verdicts(page: &Page) -> Vec<String> {
    let verdicts =
        page.value("[...document.querySelectorAll('[data-testid=env-claim]')].map((it) => it.dataset.verdict)");
    let verdicts = verdicts.as_array().into_iter().flatten();
    verdicts.map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}
