use expect_test::expect;
use serde_json::json;

use super::call;

const DEVELOPMENT: &str = "FROM python:3.12-slim\nENV FLASK_ENV=development\nCMD [\"flask\", \"run\", \"--reload\"]\n";

const TO_PRODUCTION: [&str; 8] =
    ["convert", "-", "--to", "prod", "--registry", "registry.example.com", "--image", "python=base-python"];

#[test]
fn prints_the_variant() {
    let answer = call(&TO_PRODUCTION, DEVELOPMENT);
    assert_eq!(answer.status, 0);
    // What is left is told beside the variant, not in it.
    assert!(answer.err.contains("left, for you to change:\n  line 4: `flask run`"), "{}", answer.err);
    assert_eq!(call(&["convert", "-", "--to", "prod"], "FROM nginx:1.29\nUSER nginx\n").err, "");
    assert!(answer.out.starts_with("FROM registry.example.com/base-python:3.12-slim\n"), "{}", answer.out);
    assert!(!answer.out.contains("--reload") && !answer.out.contains("=development"), "{}", answer.out);
    let back = call(&["convert", "-", "--to", "dev"], &answer.out).out;
    assert!(back.contains("--reload"), "{back}");
}

#[test]
fn explains_every_change() {
    let answer = call(&["convert", "-", "--to", "prod", "--explain"], "FROM python:3.12\nRUN pip install ./app\n");
    expect![[r#"
        Dockerfile: 1 change for production

        line 2
          - RUN pip install ./app
          + RUN pip install --no-cache-dir ./app
            Add `--no-cache-dir`: small image, slow rebuild (pip-cache-in-image)
            pip keeps every downloaded package in its cache, and the layer keeps the cache: bytes that nothing reads again
    "#]]
    .assert_eq(&answer.out);
    let left =
        call(&["convert", "-", "--to", "prod", "--explain"], "FROM python:3.12\nUSER 1\nCMD [\"flask\", \"run\"]\n");
    assert!(left.out.contains("left, for you to change") && left.err.is_empty(), "{}", left.out);
    let explained = call(&[&TO_PRODUCTION[..], &["--explain"]].concat(), DEVELOPMENT).out;
    let rules = ["base-image-outside-registry", "flask-env-development", "reloader-in-production"];
    assert!(rules.iter().all(|rule| explained.matches(rule).count() == 1), "{explained}");
}

#[test]
fn patch_and_json() {
    let patch = call(&[&TO_PRODUCTION[..], &["--diff"]].concat(), DEVELOPMENT).out;
    assert!(patch.starts_with("--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,3 +1,"), "{patch}");
    let seen = call(&[&TO_PRODUCTION[..], &["--format", "json"]].concat(), DEVELOPMENT).json();
    assert_eq!((&seen["schema"], &seen["to"]), (&json!(1), &json!("prod")));
    let change = &seen["changes"][0];
    assert_eq!(change["rule"], "base-image-outside-registry");
    assert!(["title", "why"].iter().all(|field| change[field].is_string()), "{change}");
    assert_eq!(change["before"]["start"], 5);
    let left = &seen["left"][0];
    assert_eq!((&left["rule"], &left["thing"]), (&json!("development-server-in-production"), &json!("server")));
    assert!(left["because"].as_str().is_some_and(|it| it.contains("WSGI")) && left["line"] == 4, "{left}");
    assert_eq!((&seen["findings"]["worst"], &seen["errors"]), (&json!("warning"), &json!(0)));
}

#[test]
fn both_variants_in_one_file() {
    let development = DEVELOPMENT.replacen("ENV", "WORKDIR /app\nENV", 1);
    let to = |more: &[&str]| call(&[&["convert", "-", "--to", "multi-target"], more].concat(), &development);
    let text = to(&[]).out;
    assert!(text.contains("FROM base AS dev\n") && text.contains("FROM base AS prod\n"), "{text}");
    let seen = to(&["--format", "json"]).json();
    assert_eq!(
        (&seen["schema"], &seen["to"], seen["text"].as_str()),
        (&json!(1), &json!("multi-target"), Some(text.as_str()))
    );
    assert!(to(&["--diff"]).out.contains("+FROM base AS dev"));
    to(&["--explain"]).is_refused(&["--to prod"]);
    call(&["convert", "-", "--to", "multi-target"], "FROM a AS dev\n").is_refused(&["`dev`"]);
}

#[test]
fn bad_usage() {
    call(&["convert", "-"], DEVELOPMENT).is_refused(&["--to"]);
    call(&["convert", "-", "--to", "test"], DEVELOPMENT).is_refused(&["test", "dev", "prod"]);
    call(&["convert", "-", "--to", "prod", "--image", "python=x"], DEVELOPMENT).is_refused(&["--registry"]);
    call(&["convert", "-", "--to", "prod", "--registry", "r", "--image", "python"], DEVELOPMENT)
        .is_refused(&["NAME=VALUE"]);
}

/// What, where and what to do, before anything is written.
#[test]
fn a_registry_that_no_reference_can_begin_with() {
    let to_production = |more: &[&str]| call(&[&["convert", "-", "--to", "prod"], more].concat(), DEVELOPMENT);
    for registry in ["a b", "/", "", "r.example.com\n", "é", "https://r.example.com", "my_host.com", "r.example.com:x"]
    {
        to_production(&["--registry", registry]).is_refused(&["--registry", "HOST[:PORT][/PATH]"]);
    }
    to_production(&["--registry", "https://r.example.com"]).is_refused(&["`https://`", "without a protocol"]);
    to_production(&["--registry", "r", "--image", "python:3=base"]).is_refused(&["`:3`", "name the repository only"]);
    to_production(&["--registry", "r", "--image", "python=Base"]).is_refused(&["`Base`", "lower case"]);
    call(&["check", "-", "--registry", "a b"], DEVELOPMENT).is_refused(&["`a b`"]);
    assert!(to_production(&["--registry", "localhost:5000/team/"]).out.starts_with("FROM localhost:5000/team/python:"));
}
