//! Which environment value wins, beside what the tutorial says.

use browser_tests::{Key, Page, id, with_page};

const TASK: &str =
    r#"{"containerDefinitions": [{"name": "web", "environment": [{"name": "API_KEY", "value": "from-ecs"}]}]}"#;

#[test]
fn load_dotenv_and_override_give_different_winners() {
    with_page("environment", |page| {
        page.click(&id("tab-environment"));
        page.click(&id("env-scenario-ecs"));
        page.type_over(&id("env-task"), TASK);
        page.type_over(&id("env-dotenv"), "API_KEY=from-dotenv");
        page.choose(&id("env-variable"), "API_KEY");

        assert_eq!(page.attribute(&id("env-override"), "aria-checked").as_deref(), Some("false"));
        winner_is(page, "from-ecs", "from-dotenv");
        let claims = verdicts(page);
        assert!(!claims.is_empty());

        page.click(&id("env-override"));
        winner_is(page, "from-dotenv", "from-ecs");
        let truth = page.text(".tutorial-summary");
        assert!(truth.contains("from-ecs") && truth.contains("from-dotenv"), "{truth}");
        // With the override the file beats ECS: the tutorial's sentence about the first place is wrong now.
        assert_ne!(verdicts(page), claims);
    });
}

#[test]
fn the_tutorials_order_stands_beside_the_truth() {
    with_page("tutorial_order", |page| {
        page.click(&id("tab-environment"));
        let order = page.text(".tutorial-list ol");
        let places = ["ECS", "compose", ".env", "System"];
        let found: Vec<_> = places.iter().map(|place| order.to_lowercase().find(&place.to_lowercase())).collect();
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
