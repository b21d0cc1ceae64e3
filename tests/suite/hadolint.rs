//! hadolint's options and comments, as its users know them.

use dockerfile_playground::rules::{Finding, Severity};
use dockerfile_playground::settings::{HadolintConfig, RuleSet};
use dockerfile_playground::{Project, Settings, analyze};

/// What is found with the text of a `.hadolint.yaml`.
#[track_caller]
fn findings(text: &str, config: &str) -> Vec<Finding> {
    let (hadolint, problems) = HadolintConfig::parse(config).expect("a valid configuration");
    assert_eq!(problems, [], "{config}");
    let settings = Settings { rules: RuleSet::Hadolint, hadolint, ..Settings::default() };
    analyze(&Project::new(text), &settings).findings
}

/// `Code@line` of every finding, in order.
#[track_caller]
fn codes(text: &str, config: &str) -> String {
    let mut found: Vec<_> = findings(text, config).iter().map(|it| (it.span.start.line, it.codes[0])).collect();
    found.sort_unstable();
    found.iter().map(|(line, code)| format!("{code}@{line}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_comment_silences_the_next_line_only() {
    let plain = "FROM alpine:3\nWORKDIR a/b\nWORKDIR c/d\n";
    assert_eq!(codes(plain, ""), "DL3000@2 DL3000@3");
    assert_eq!(codes("FROM alpine:3\n# hadolint ignore=DL3000\nWORKDIR a/b\nWORKDIR c/d\n", ""), "DL3000@4");
    assert_eq!(codes("FROM alpine:3\n# hadolint ignore=DL3006,DL3000 # see 1\nWORKDIR a/b\n", ""), "");
    // A blank line or another comment parts it from what it is about; small letters make it no code.
    assert_eq!(codes("FROM alpine:3\n# hadolint ignore=DL3000\n\nWORKDIR a/b\n", ""), "DL3000@4");
    assert_eq!(codes("FROM alpine:3\n# hadolint ignore=DL3000\n# x\nWORKDIR a/b\n", ""), "DL3000@4");
    assert_eq!(codes("FROM alpine:3\n# hadolint ignore=dl3000\nWORKDIR a/b\n", ""), "DL3000@3");
    assert_eq!(codes("FROM alpine:3\n# hadolint ignore=DL3001\nWORKDIR a/b\n", ""), "DL3000@3");
}

#[test]
fn comments_for_a_stage_and_for_the_file() {
    let text = |comment: &str| format!("{comment}FROM alpine:3 AS a\nWORKDIR a/b\nFROM alpine:3\nWORKDIR c/d\n");
    assert_eq!(codes(&text("# hadolint stage ignore=DL3000\n"), ""), "DL3000@5");
    assert_eq!(codes(&text("# hadolint global ignore=DL3000\n"), ""), "");
    let behind = "FROM alpine:3\nWORKDIR a/b\n# hadolint global ignore=DL3000\n";
    assert_eq!(codes(behind, ""), "");
}

#[test]
fn comments_can_be_forbidden_and_found() {
    let text = "FROM alpine:3\n# hadolint ignore=DL3000\nWORKDIR a/b\n# hadolint global ignore=DL3006\n";
    assert_eq!(codes(text, "disable-ignore-pragma: true"), "DL3000@3");
    assert_eq!(codes(text, "override: {info: [DL1001]}"), "DL1001@2");
    assert_eq!(codes(text, "disable-ignore-pragma: true\noverride: {error: [DL1001]}"), "DL1001@2 DL3000@3");
}

#[test]
fn severities_and_silence() {
    let text = "FROM alpine\nWORKDIR a/b\n";
    let severities = |config| findings(text, config).iter().map(|it| it.severity).collect::<Vec<_>>();
    assert_eq!(severities(""), [Severity::Warning, Severity::Error]);
    assert_eq!(severities("override: {style: [DL3000], error: [DL3006]}"), [Severity::Error, Severity::Style]);
    assert_eq!(severities("override: {ignore: [DL3000]}"), [Severity::Warning]);
    assert_eq!(severities("ignored: [DL3006, DL3000]"), []);
    // A severity switches rules on that are off by default.
    assert_eq!(codes("FROM alpine:3\nRUN true\n", "override: {info: [DL3057]}"), "DL3057@1");
    assert_eq!(codes("FROM alpine:3\nHEALTHCHECK NONE\n", "override: {info: [DL3057]}"), "");
}

#[test]
fn registries_that_are_trusted() {
    let images = ["alpine:3", "docker.io/alpine:3", "ghcr.io/a/b:1", "x.example.com/a:1", "reg.local:5000/a:1"];
    let trusted = |list: &str| {
        let config = format!("trustedRegistries: [{list}]");
        images.map(|image| codes(&format!("FROM {image}\n"), &config).is_empty())
    };
    assert_eq!(trusted(""), [true; 5]);
    assert_eq!(trusted("docker.io"), [true, true, false, false, false]);
    assert_eq!(trusted("'*.example.com', ghcr.io"), [false, false, true, true, false]);
    assert_eq!(trusted("'reg*'"), [false, false, false, false, true]);
    assert_eq!(trusted("'*'"), [true; 5]);
    let copied = "FROM scratch\nCOPY --from=ghcr.io/a/b:1 /x /y\n";
    assert_eq!(codes(copied, "trustedRegistries: [docker.io]"), "DL3026@2");
    let mounted = "FROM scratch\nRUN --mount=type=bind,from=ghcr.io/a/b:1,target=/x true\n";
    assert_eq!(codes(mounted, "trustedRegistries: [docker.io]"), "DL3026@2");
}

#[test]
fn labels_of_a_schema() {
    let schema = "label-schema: {author: text, version: semver, url: url, built: rfc3339, mail: email, commit: hash, \
                  licence: spdx}";
    let labels = |labels: &str| codes(&format!("FROM alpine:3\nLABEL {labels}\n"), schema);
    let good = "author=a version=1.2.3 url=https://a.example built=2024-05-01T10:00:00Z mail=a@example.com \
                commit=0123abc licence=MIT";
    assert_eq!(labels(good), "");
    assert_eq!(labels("author=a"), ["DL3049@1"; 6].join(" "));
    let bad = "author=\"\" version=1.2 url=x built=2024 mail=a commit=01 licence=mine";
    assert_eq!(labels(bad), "DL3051@2 DL3052@2 DL3053@2 DL3054@2 DL3055@2 DL3056@2 DL3058@2");
}

#[test]
fn labels_outside_of_the_schema() {
    let text = "FROM alpine:3\nLABEL author=a other=b\n";
    assert_eq!(codes(text, "label-schema: {author: text}"), "");
    assert_eq!(codes(text, "label-schema: {author: text}\nstrict-labels: true"), "DL3050@2");
    assert_eq!(codes(text, "strict-labels: true"), "DL3050@2");
}

#[test]
fn codes_of_shellcheck_are_nobodys() {
    // What hadolint 2.15.1 prints for each: SC2035, SC2164, SC2006, SC3010, SC2155, SC2102, and nothing for the last one.
    for run in
        ["rm *.log", "cd /a; b", "X=`a`; b $X", "[[ -f a ]]", "export X=\"$(a)\"", "pip install x[aa]==1", ". ./a"]
    {
        let text = format!("FROM debian:13\nSHELL [\"/bin/sh\", \"-o\", \"pipefail\", \"-c\"]\nRUN {run}\n");
        assert!(!codes(&text, "").contains("SC"), "{run}");
    }
    let text = "FROM alpine:3\n# hadolint ignore=SC2086,DL3000\nWORKDIR a/b\n";
    assert_eq!(codes(text, "ignored: [SC2046]\noverride: {error: [SC2035]}"), "");
}
