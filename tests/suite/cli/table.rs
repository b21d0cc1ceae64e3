use dockerfile_playground::rules;
use serde_json::json;

use super::call;

#[test]
fn every_rule_has_a_row() {
    let table = call(&["rules"], "");
    let others = rules::originals().count();
    let lines = 1 + rules::ALL.len() + if others > 0 { 2 + others } else { 0 };
    assert_eq!((table.status, table.out.lines().count()), (0, lines));
    let seen = call(&["rules", "--format", "json"], "").json();
    let rows = seen["rules"].as_array().expect("a list of rules");
    assert_eq!((&seen["schema"], rows.len()), (&json!(1), rules::ALL.len()));
    assert_eq!(seen["originals"].as_array().map(Vec::len), Some(others));
    for row in rows {
        assert!(["rule", "topic", "summary", "why", "help"].iter().all(|it| row[it].is_string()), "{row}");
        assert!(row["dev"].is_string() || row["prod"].is_string(), "{row}");
    }
}

#[test]
fn one_rule_by_name_or_code() {
    let by_code = call(&["rules", "dl3042"], "");
    assert_eq!(by_code.status, 0);
    assert!(
        by_code.out.starts_with("pip-cache-in-image (DL3042)\npackages; in development -, in production warning\n")
    );
    assert_eq!(call(&["rules", "pip-cache-in-image"], "").out, by_code.out);
    assert_eq!(call(&["rules", "DL3042", "--format", "json"], "").json()["rule"], "pip-cache-in-image");
    call(&["rules", "pip-cache-in-imag"], "").is_refused(&["did you mean `pip-cache-in-image`?"]);
    call(&["rules", "nothing"], "").is_refused(&["there is no rule `nothing`"]);
}

#[test]
fn every_rule_of_another_tool_can_be_asked_for() {
    for (_, rule) in rules::originals() {
        assert_eq!(call(&["rules", rule.code], "").status, 0, "{}", rule.code);
    }
}

#[test]
fn inspect_prints_instructions_and_stages() {
    let seen = call(&["inspect", "-"], "FROM alpine AS a\nENV A=1\nRUN <<E\ntrue\nE\n").json();
    let run = &seen["instructions"][2];
    assert_eq!((&run["keyword"], &run["stage"], &run["environment"]["A"]), (&json!("RUN"), &json!(0), &json!("1")));
    assert_eq!((&run["range"]["start"]["line"], &run["range"]["end"]["line"]), (&json!(3), &json!(5)));
    assert_eq!(run["heredocs"][0]["content"], "true\n");
    assert_eq!(seen["stages"][0]["name"], "a");
}

#[test]
fn help_and_version() {
    let help = call(&["--help"], "");
    let calls = ["check", "fix", "convert", "simulate", "inspect", "rules"];
    assert!(help.status == 0 && calls.iter().all(|it| help.out.contains(it)), "{help:?}");
    for call_name in calls {
        assert_eq!(call(&["help", call_name], "").status, 0);
    }
    assert!(call(&["help", "check"], "").out.contains("\"syntax_errors\""));
    assert_eq!(call(&["--version"], "").out, format!("dockerfile-playground {}\n", env!("CARGO_PKG_VERSION")));
    let bare = call(&[], "");
    assert!(bare.status == 2 && bare.err.contains("Usage:"), "{bare:?}");
}
