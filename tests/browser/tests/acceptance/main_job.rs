//! The main job: a development Dockerfile is typed, and the production file of the tutorial comes out, and back.

use browser_tests::{PHONE, Page, id, with_page, with_page_at};
use serde_json::json;

use crate::editor::{self, KINDS, Kind};

const REGISTRY: &str = "257394477950.dkr.ecr.us-east-1.amazonaws.com";

/// What the tutorial says a development file does, in a layout that must survive.
const DEVELOPMENT: &str = r#"# How the backend runs while we work on it.
FROM python:3.10-slim-buster

WORKDIR /backend-flask

# The list of packages changes less often than the code.
COPY requirements.txt .
RUN pip3 install -r requirements.txt

COPY . .


# What Flask is told.
ENV FLASK_ENV=development

EXPOSE 5000

# Started by the orchestrator, too.
CMD [ "python3", "-m", "flask", "run", "--host=0.0.0.0", "--port=5000", "--reload"]
"#;

/// The same, by somebody who copies everything first.
const COPY_ALL: &str = r#"FROM python:3.10-slim-buster
WORKDIR /backend-flask

COPY . .
RUN pip3 install -r requirements.txt

# What Flask is told.
ENV FLASK_ENV=development
EXPOSE 5000
CMD ["python3", "-m", "flask", "run", "--host=0.0.0.0", "--port=5000", "--reload"]
"#;

/// What the tutorial's production file says, instruction by instruction.
const PRODUCTION: [&str; 9] = [
    "FROM 257394477950.dkr.ecr.us-east-1.amazonaws.com/cruddur-python:3.10-slim-buster",
    "WORKDIR /backend-flask",
    "COPY requirements.txt .",
    "RUN pip3 install --no-cache-dir -r requirements.txt",
    "COPY . .",
    "ENV FLASK_ENV=production",
    "ENV PYTHONUNBUFFERED=1",
    "EXPOSE 5000",
    "CMD [ \"python3\", \"-m\", \"flask\", \"run\", \"--host=0.0.0.0\", \"--port=5000\" ]",
];

/// Rules behind the changes from the one to the other.
const REASONS: [&str; 5] = [
    "base-image-outside-registry",
    "pip-cache-in-image",
    "flask-env-development",
    "python-output-buffered",
    "reloader-in-production",
];

#[test]
fn typed_into_codemirror() {
    with_page("typed_into_codemirror", |page| {
        editor::use_editor(page, Kind::Rich);
        enter_registry(page);
        there_and_back(page, DEVELOPMENT);
    });
}

#[test]
fn typed_into_codemirror_with_everything_copied_first() {
    with_page("typed_into_codemirror_copy_all", |page| {
        editor::use_editor(page, Kind::Rich);
        enter_registry(page);
        there_and_back(page, COPY_ALL);
    });
}

#[test]
fn typed_into_the_plain_editor() {
    with_page("typed_into_the_plain_editor", |page| {
        editor::use_editor(page, Kind::Plain);
        enter_registry(page);
        there_and_back(page, DEVELOPMENT);
    });
}

#[test]
fn typed_into_the_plain_editor_with_everything_copied_first() {
    with_page("typed_into_the_plain_editor_copy_all", |page| {
        editor::use_editor(page, Kind::Plain);
        enter_registry(page);
        there_and_back(page, COPY_ALL);
    });
}

#[test]
fn on_a_phone() {
    with_page("on_a_phone", |page| {
        page.set_viewport(PHONE);
        for kind in KINDS {
            editor::use_editor(page, kind);
            enter_registry(page);
            editor::type_text(page, COPY_ALL);
            let production = production_of(page);
            assert_eq!(instructions(&production), instructions(&PRODUCTION.join("\n")), "{production}");
            assert_eq!(page.value("document.documentElement.scrollWidth <= innerWidth"), json!(true));
        }
    });
}

#[test]
fn below_a_path() {
    with_page_at("below_a_path", "/tools/dockerfile", |page| {
        enter_registry(page);
        editor::type_text(page, DEVELOPMENT);
        let production = production_of(page);
        assert_eq!(instructions(&production), instructions(&PRODUCTION.join("\n")), "{production}");
        assert!(page.requests().iter().all(|request| request.target.starts_with("/tools/dockerfile/")));
    });
}

fn there_and_back(page: &Page, dockerfile: &str) {
    let requests = page.requests().len();
    editor::type_text(page, dockerfile);
    let production = production_of(page);
    assert_eq!(instructions(&production), instructions(&PRODUCTION.join("\n")), "{production}");
    assert_eq!(untouched(&production), untouched(dockerfile), "{production}");
    for rule in REASONS {
        page.wait_for(&format!("{} [data-rule={rule}]", id("variant-diff")));
    }
    assert_eq!(page.copied_by(&id("export-copy")), production);

    page.click(&id("variant-accept"));
    editor::wait_for_text(page, &production);
    let development = development_of(page);
    assert_ne!(development, production);
    for wanted in ["FROM python:3.10-slim-buster\n", "FLASK_ENV=development\n", "\"--reload\""] {
        assert!(development.contains(wanted), "{wanted} is missing: {development}");
    }
    page.click(&id("variant-accept"));
    editor::wait_for_text(page, &development);
    assert_eq!(production_of(page), production);
    assert_eq!(page.requests().len(), requests, "the page sent requests after it had loaded");
}

/// Enters the registry and what Python is called there.
fn enter_registry(page: &Page) {
    switch_to(page, "prod");
    page.click(&id("tab-variant"));
    page.type_over(&id("registry-host"), REGISTRY);
    page.type_over(&id("registry-image-from"), "python");
    page.type_over(&id("registry-image-to"), "cruddur-python");
}

fn switch_to(page: &Page, profile: &str) {
    page.click(&id(&format!("profile-{profile}")));
    page.wait_for(&format!("{}[aria-checked=true]", id(&format!("profile-{profile}"))));
}

/// Switches to production and downloads what is offered.
fn production_of(page: &Page) -> String {
    switch_to(page, "dev");
    switch_to(page, "prod");
    let of = format!("FROM {REGISTRY}/cruddur-python");
    let (name, text) = downloaded(page, |text| text.contains(&of) && !text.contains("--reload"));
    assert_eq!(name, "Dockerfile.prod");
    text
}

/// Switches to development and downloads what is offered.
fn development_of(page: &Page) -> String {
    switch_to(page, "dev");
    let (name, text) = downloaded(page, |text| text.contains("--reload"));
    assert_eq!(name, "Dockerfile");
    text
}

/// Waits until the variant is as expected, then downloads it: the file and its text on the page are the same.
fn downloaded(page: &Page, is_expected: impl Fn(&str) -> bool) -> (String, String) {
    page.click("[role=radiogroup][aria-label=View] [role=radio]:last-child");
    let shown = page.wait_until_seen(|page| page.text(&id("variant-text")), |text| is_expected(text));
    page.click("[role=radiogroup][aria-label=View] [role=radio]:first-child");
    page.wait_for(&id("variant-diff"));
    page.click(&id("export-download"));
    let (name, bytes) = page.take_download();
    let text = String::from_utf8(bytes).expect("the file is text");
    assert_eq!(text, shown);
    (name, text)
}

/// Instructions without comments and blank lines; blanks inside a JSON array do not count.
fn instructions(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| if line.contains('[') { line.replace(' ', "") } else { line.to_owned() }).collect()
}

/// What no rule has a reason to touch, in its order: comments, blank lines and these instructions.
fn untouched(text: &str) -> Vec<&str> {
    let is_untouched = |line: &&str| {
        let line = line.trim_start();
        line.is_empty() || ["#", "WORKDIR", "EXPOSE"].iter().any(|start| line.starts_with(start))
    };
    text.split('\n').filter(is_untouched).collect()
}
