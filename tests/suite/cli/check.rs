use expect_test::expect;
use serde_json::{Value, json};

use super::{CACHED_PIP, call, call_in, folder};

#[test]
fn text_shows_place_reason_and_fix() {
    let answer = call(&["check", "-"], CACHED_PIP);
    assert_eq!((answer.status, answer.err.as_str()), (1, ""));
    expect![[r#"
        Builds: as far as can be known · Starts: as far as can be known · Healthy: no health check

        warning[pip-cache-in-image]: `pip install` leaves its cache in the image (DL3042)
         --> Dockerfile:3:5
          |
        3 | RUN pip install ./app
          |     ^^^^^^^^^^^^^^^^^
          = why: pip keeps every downloaded package in its cache, and the layer keeps the cache: bytes that nothing reads again
          = help: Add `--no-cache-dir`, or keep the cache outside the image with `RUN --mount=type=cache,target=/root/.cache/pip`
          = fix: Add `--no-cache-dir`: small image, slow rebuild
          = fix: Mount a cache: small image, fast rebuild (unsafe: Only BuildKit knows cache mounts; a user other than root has its cache elsewhere)

        Dockerfile: 1 warning; `fix` removes 1
    "#]]
    .assert_eq(&answer.out);
}

#[test]
fn json_has_the_documented_fields() {
    let seen = call(&["check", "-", "--format", "json"], CACHED_PIP).json();
    assert_eq!(seen["schema"], 1);
    assert_eq!(seen["engine"], env!("CARGO_PKG_VERSION"));
    assert_eq!(seen["syntax_errors"], json!([]));
    let finding = &seen["findings"][0];
    assert_eq!((&finding["rule"], &finding["codes"]), (&json!("pip-cache-in-image"), &json!(["DL3042"])));
    assert_eq!(finding["severity"], "warning");
    assert_eq!(
        finding["range"],
        json!({"start": {"line": 3, "column": 5, "offset": 44}, "end": {"line": 3, "column": 22, "offset": 61}})
    );
    let insertion = json!([{"start": 55, "end": 55, "text": " --no-cache-dir"}]);
    let title = "Add `--no-cache-dir`: small image, slow rebuild";
    assert_eq!(finding["fixes"][0], json!({"title": title, "safety": "safe", "edits": insertion}));
    assert_eq!(finding["fixes"][1]["safety"], "unsafe");
    assert_eq!(finding["ignore"]["edits"][0]["text"], "# hadolint ignore=DL3042\n");
    assert!(["message", "why", "help"].iter().all(|field| finding[field].is_string()), "{finding}");
}

#[test]
fn syntax_errors_come_with_a_suggestion() {
    let answer = call(&["check", "-", "--format", "json"], "FROM alpine\nRNU true\n");
    assert_eq!(answer.status, 1);
    let error = &answer.json()["syntax_errors"][0];
    assert_eq!((&error["suggestion"], &error["range"]["start"]["line"]), (&json!("RUN"), &json!(2)));
}

#[test]
fn thresholds() {
    for (threshold, status) in [("error", 0), ("warning", 1), ("info", 1), ("style", 1), ("never", 0)] {
        let answer = call(&["check", "-", "--format", "json", "--threshold", threshold], CACHED_PIP);
        assert_eq!(answer.status, status, "{threshold}");
        assert_eq!(answer.json()["findings"].as_array().map(Vec::len), Some(1), "a threshold hides nothing");
    }
    assert_eq!(call(&["check", "-", "--threshold", "error"], "FROM a\nRNU\n").status, 1);
    assert_eq!(call(&["check", "-"], "FROM scratch\n").status, 0);
}

#[test]
fn profiles_and_ignored_rules() {
    assert_eq!(call(&["check", "-", "--profile", "dev"], CACHED_PIP).status, 0);
    assert_eq!(call(&["check", "-", "--ignore", "DL3042"], CACHED_PIP).status, 0);
    assert_eq!(call(&["check", "-", "--ignore", "pip-cache-in-image"], CACHED_PIP).status, 0);
}

#[test]
fn the_day_decides_what_is_out_of_support() {
    let old = "FROM debian:bookworm\n";
    assert_eq!(call(&["check", "-"], old).status, 0);
    assert_eq!(call(&["check", "-", "--today", "2028-06-30"], old).status, 0);
    let answer = call(&["check", "-", "--today", "2028-07-01"], old);
    assert!(answer.status == 1 && answer.out.contains("since 2028-06-30"), "{}", answer.out);
    assert_eq!(call(&["check", "-", "--today", "tomorrow"], old).status, 2);
}

#[test]
fn a_project_on_standard_input() {
    let project = json!({"dockerfile": CACHED_PIP, "dockerfile_path": "docker/app", "files": {"a": "1"}});
    let answer = call(&["check", "--project", "-"], project.to_string());
    assert_eq!(answer.status, 1);
    assert!(answer.out.contains("--> docker/app:3:5"), "{}", answer.out);
}

#[test]
fn without_a_path_the_dockerfile_here() {
    let folder = folder("default-path", &[("Dockerfile", CACHED_PIP)]);
    assert!(call_in(&folder, &["check"], "").out.contains("--> Dockerfile:3:5"));
}

#[test]
fn hadolint_configuration() {
    let config = "ignored: [DL3042]\nfailure-threshold: error\n";
    let folder =
        folder("hadolint", &[("Dockerfile", CACHED_PIP), ("own.yaml", config), (".hadolint.yaml", "bad: 1\n")]);
    let answer = call_in(&folder, &["check", "--config", "own.yaml"], "");
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    let answer = call_in(&folder, &["check", "--rules", "hadolint"], "");
    assert_eq!(
        answer.err.lines().next(),
        Some("warning: .hadolint.yaml:1: `bad` is no key of a hadolint configuration and is passed over")
    );
    assert_eq!(call_in(&folder, &["check"], "").err, "", "only hadolint's rules look for the file");
}

#[test]
fn colours_only_for_terminals_or_on_demand() {
    assert!(!call(&["check", "-"], CACHED_PIP).out.contains('\x1b'));
    assert!(call(&["check", "-", "--color", "always"], CACHED_PIP).out.contains('\x1b'));
    let json = call(&["check", "-", "--color", "always", "--format", "json"], CACHED_PIP);
    assert!(!json.out.contains('\x1b'));
}

#[test]
fn nothing_in_the_file_reaches_the_terminal() {
    let answer = call(&["check", "-"], "FROM alpine\nRNU \x1b[2J\u{202e}\n");
    assert!(answer.out.contains("RNU \u{241b}[2J\u{fffd}"), "{}", answer.out);
}

#[test]
fn github_annotations() {
    let answer = call(&["check", "-", "--format", "github"], CACHED_PIP);
    let place = "::warning file=Dockerfile,line=3,endLine=3,col=5,endColumn=22,title=pip-cache-in-image::";
    assert!(answer.out.starts_with(place) && answer.out.lines().count() == 1, "{}", answer.out);
}

#[test]
fn markdown_report() {
    let answer = call(&["check", "-", "--format", "markdown"], CACHED_PIP);
    let start =
        "# `Dockerfile`\n\n1 warning.\n\n## warning: `pip install` leaves its cache in the image\n\nLine 3, column 5";
    assert!(answer.out.starts_with(start), "{}", answer.out);
}

#[test]
fn sarif_holds_together() {
    let text = "FROM python:3.12\r\nRNU x\r\nRUN : é𝄞 && pip install ./app\r\n";
    let log = call(&["check", "-", "--format", "sarif"], text).json();
    assert_eq!((&log["version"], log["runs"].as_array().map(Vec::len)), (&json!("2.1.0"), Some(1)));
    assert!(log["$schema"].as_str().is_some_and(|it| it.ends_with("sarif-2.1.0.json")));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("the driver names its rules");
    let results = run["results"].as_array().expect("a run has results");
    assert!(results.iter().any(|it| it["ruleId"] == "syntax-error"));
    for result in results {
        let index = result["ruleIndex"].as_u64().and_then(|it| usize::try_from(it).ok()).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].iter().any(|level| result["level"] == *level));
        assert!(result["message"]["text"].as_str().is_some_and(|it| !it.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"], json!({"uri": "Dockerfile", "index": 0}));
        is_region(&place["region"]);
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let change = &fix["artifactChanges"][0];
            assert_eq!(change["artifactLocation"]["uri"], "Dockerfile");
            let replacements = change["replacements"].as_array().expect("a change has replacements");
            assert!(!replacements.is_empty() && fix["description"]["text"].is_string());
            for replacement in replacements {
                is_region(&replacement["deletedRegion"]);
            }
        }
    }
    let pip = results.iter().find(|it| it["ruleId"] == "pip-cache-in-image").expect("a finding");
    assert_eq!(pip["locations"][0]["physicalLocation"]["region"]["startColumn"], 14);
    assert_eq!(pip["locations"][0]["physicalLocation"]["region"]["snippet"]["text"], "pip install ./app");
}

/// Lines and columns count from 1 and do not run backwards.
#[track_caller]
fn is_region(region: &Value) {
    let number = |name: &str| region[name].as_u64().unwrap_or(0);
    let start = (number("startLine"), number("startColumn"));
    let end = (number("endLine"), number("endColumn"));
    assert!(start.0 > 0 && start.1 > 0 && start <= end, "{region}");
}

/// What a name proposes counts where nobody chose, and is said where people read.
#[test]
fn a_name_proposes_the_profile() {
    let reloading =
        "FROM python:3.12-slim AS run\nUSER 10001\nENV PYTHONUNBUFFERED=1\nCMD [\"flask\", \"run\", \"--reload\"]\n";
    let staged = reloading.replace("AS run", "AS development");
    let files = [
        ("Dockerfile", reloading),
        ("Dockerfile.dev", reloading),
        (".devcontainer/Dockerfile", reloading),
        ("Dockerfile.staged", &staged),
    ];
    let folder = folder("proposed", &files);
    let finds_reloader = |arguments: &[&str]| {
        let answer = call_in(&folder, &[&["check"], arguments].concat(), "");
        (answer.out.contains("reloader-in-production"), answer.err)
    };
    assert_eq!(finds_reloader(&["Dockerfile"]), (true, String::new()));
    for (file, name) in [
        ("Dockerfile.dev", "Dockerfile.dev"),
        (".devcontainer/Dockerfile", ".devcontainer/Dockerfile"),
        ("Dockerfile.staged", "development"),
    ] {
        let (found, told) = finds_reloader(&[file]);
        assert!(!found && told.contains(&format!("`{name}`")) && told.contains("--profile prod"), "{file}: {told}");
        assert_eq!(finds_reloader(&[file, "--profile", "prod"]), (true, String::new()));
        assert_eq!(finds_reloader(&[file, "--format", "json"]), (false, String::new()));
        assert_eq!(finds_reloader(&[file, "--rules", "hadolint"]).1, "");
    }
    let fixed = call_in(&folder, &["fix", "Dockerfile.dev"], "");
    assert!(fixed.out == reloading && fixed.err.contains("taken for development"), "{}", fixed.err);
}

#[test]
fn what_is_missing_of_hadolint_is_told_once_and_to_people_only() {
    let check = |format, file| call(&["check", "--rules", "hadolint", "--format", format, "-"], file);
    let two = "FROM debian:13\nRUN echo $A\nRUN [ a ]\n";
    assert_eq!(check("text", two).err.matches("ShellCheck").count(), 1);
    assert_eq!(check("text", "FROM debian:13\nONBUILD RUN echo $A\n").err.matches("ShellCheck").count(), 1);
    assert_eq!(check("text", "FROM debian:13\nCMD [\"a\"]\n").err, "");
    for format in ["json", "sarif", "markdown", "github"] {
        let answer = check(format, two);
        assert!(answer.err.is_empty() && !answer.out.contains("ShellCheck"), "{format}: {answer:?}");
    }
    assert_eq!(call(&["check", "-"], two).err, "");
}
