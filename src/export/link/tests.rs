use proptest::prelude::*;
use serde_json::json;

use super::*;

fn payload(dockerfile: &str, settings: Value) -> Payload {
    let Value::Object(settings) = settings else { panic!("settings are an object") };
    Payload { dockerfile: dockerfile.to_owned(), settings }
}

/// Files of seven lines; none of them stands in the dictionary.
const SEVEN_LINES: [&str; 6] = [
    "FROM python:3.11-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nENV DEBUG=1\nEXPOSE 8000\nCMD [\"flask\", \"run\", \"--reload\"]\n",
    "FROM python:3.9-slim\nWORKDIR /shop\nCOPY requirements.txt .\nRUN pip3 install -r requirements.txt\nCOPY shop/ shop/\nEXPOSE 7000\nCMD [\"gunicorn\", \"shop.wsgi\", \"-b\", \"0.0.0.0:7000\"]\n",
    "FROM node:20-alpine\nWORKDIR /web\nCOPY package.json yarn.lock ./\nRUN yarn install --production\nCOPY . .\nUSER node\nCMD [\"node\", \"dist/main.js\"]\n",
    "FROM golang:1.23 AS compile\nWORKDIR /work\nCOPY . .\nRUN go build -o /server .\nFROM alpine:3.20\nCOPY --from=compile /server /server\nCMD [\"/server\"]\n",
    "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y nginx\nCOPY site.conf /etc/nginx/sites-enabled/default\nCOPY html /var/www/html\nEXPOSE 80\nSTOPSIGNAL SIGQUIT\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n",
    "FROM ruby:3.2\nWORKDIR /blog\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\nENV RAILS_ENV=production\nCMD [\"bundle\", \"exec\", \"puma\"]\n",
];

#[test]
fn seven_lines_are_a_hundred_characters() {
    for text in SEVEN_LINES {
        let fragment = encode(&payload(text, json!({}))).expect("a short text");
        assert!(fragment.len() <= 100, "{} characters for {} bytes: {text}", fragment.len(), text.len());
    }
}

#[test]
fn links_of_this_version_stay_readable() {
    let one = payload("FROM alpine:3.22\nRUN apk add curl # é 𝄞\n", json!({"panel": "rebuild", "profile": "dev"}));
    expect_test::expect!["p2.sft7bMaE_rQw3YRXC7FNDaFwLB-sIY"].assert_eq(&encode(&one).expect("a short text"));
}

#[test]
fn links_of_the_first_version_stay_readable() {
    let fragment = "j1.eyJ0ZXh0IjoiRlJPTSBhXG4iLCJwcm9maWxlIjoiZGV2IiwicGFuZWwiOiJyZWJ1aWxkIn0";
    let wanted = payload("FROM a\n", json!({"panel": "rebuild", "profile": "dev"}));
    assert_eq!(decode(fragment), Some(Ok(wanted)));
    assert_eq!(decode("j1.AAAA"), Some(Err(LinkError::Damaged)));
    assert_eq!(decode("j1.!"), Some(Err(LinkError::Damaged)));
}

#[test]
fn a_damaged_link_is_told_of() {
    let fragment = encode(&payload(SEVEN_LINES[0], json!({"panel": "rebuild"}))).expect("a short text");
    for cut in 3..fragment.len() {
        assert_eq!(decode(&fragment[..cut]), Some(Err(LinkError::Damaged)), "cut at {cut}");
    }
    for at in 3..fragment.len() - 1 {
        let other = if fragment.as_bytes()[at] == b'A' { "B" } else { "A" };
        let changed = format!("{}{other}{}", &fragment[..at], &fragment[at + 1..]);
        assert_eq!(decode(&changed), Some(Err(LinkError::Damaged)), "changed at {at}");
    }
}

#[test]
fn other_fragments_are_no_links() {
    for fragment in ["", "panel", "text=a.b", "p2", "v1.2.3", "panel.x", "p.1"] {
        let is_other = decode(fragment).is_none();
        assert_eq!(is_other, fragment != "v1.2.3", "{fragment}");
    }
    assert_eq!(decode("p3.abc"), Some(Err(LinkError::Newer)));
}

#[test]
fn what_is_too_long_is_refused_on_both_sides() {
    let long = payload(&"x".repeat(LONGEST_WORK + 1), json!({}));
    assert_eq!(encode(&long), Err(LinkError::TooLong));
    assert_eq!(decode(&format!("p2.{}", "A".repeat(LONGEST_LINK + 1))), Some(Err(LinkError::TooLong)));
    assert_eq!(decode(&format!("j1.{}", "A".repeat(LONGEST_LINK + 1))), Some(Err(LinkError::TooLong)));
}

#[test]
fn a_text_that_shrinks_a_hundredfold_can_be_opened() {
    let long = payload(&"RUN true\n".repeat(5_000), json!({}));
    let fragment = encode(&long).expect("within the limit");
    assert!(fragment.len() < 500, "{}", fragment.len());
    assert_eq!(decode(&fragment), Some(Ok(long)));
}

#[test]
fn flags_stand_beside_a_link() {
    let link = encode(&payload("FROM a\n", json!({}))).expect("a short text");
    let read = Fragment::parse(&format!("#embed&theme=dark&{link}&origin=https%3A%2F%2Fdocs.example"));
    assert_eq!(read.payload(), Some(Ok(payload("FROM a\n", json!({})))));
    assert_eq!((read.flag("embed"), read.flag("theme"), read.flag("view")), (Some(""), Some("dark"), None));
    assert_eq!(read.flag("origin"), Some("https://docs.example"));
}

#[test]
fn a_text_can_be_written_by_hand() {
    let read = Fragment::parse("text=FROM%20a%0A%zz%&profile=dev");
    assert_eq!(read.payload(), Some(Ok(payload("FROM a\n%zz%", json!({"profile": "dev"})))));
    assert_eq!(Fragment::parse("text=a&profile=x").payload(), Some(Ok(payload("a", json!({})))));
    assert_eq!(Fragment::parse("#panel").payload(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_text_comes_back(text in "(FROM|RUN|[ -~é𝄞\\x00\\n\r]){0,80}", value in "[ -~é𝄞]{0,20}") {
        let one = payload(&text, json!({"files": {"a": value}}));
        let fragment = encode(&one).expect("a short text");
        prop_assert!(fragment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
        prop_assert_eq!(decode(&fragment), Some(Ok(one)));
    }

    #[test]
    fn any_fragment_is_read(digits in "[A-Za-z0-9_-]{0,60}") {
        let _ = decode(&format!("p2.{digits}"));
        let _ = decode(&format!("j1.{digits}"));
    }
}
