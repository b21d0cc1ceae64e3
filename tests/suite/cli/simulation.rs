use serde_json::json;

use super::{call, call_in, folder};

const APP: &str = "FROM python:3.12\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"python\", \"app.py\"]\n";

#[test]
fn cache_from_a_pair_of_builds() {
    let pair = json!({
        "before": {"dockerfile": APP, "files": {"app.py": "1", "requirements.txt": "flask"}},
        "after": {"dockerfile": APP, "files": {"app.py": "2", "requirements.txt": "flask"}},
        "rerun_output": "same",
        "store": "containerd",
    });
    let answer = call(&["simulate", "cache", "-"], pair.to_string());
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    let seen = answer.json();
    assert_eq!(seen["schema"], 1);
    assert!(seen["steps"].is_array() && seen["summary"]["cached"].is_u64(), "{seen}");
}

#[test]
fn cache_of_a_folder() {
    let files = [
        ("Dockerfile", APP),
        ("app.py", "1"),
        ("requirements.txt", "flask"),
        (".dockerignore", "notes\n"),
        ("notes", ""),
    ];
    let folder = folder("cache", &files);
    let cache = ["simulate", "cache", "Dockerfile", "--context", "."];
    let answer = call_in(&folder, &[&cache[..], &["--touch", "./app.py"]].concat(), "");
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    assert!(answer.out.starts_with("line  stage"), "{}", answer.out);
    let hidden = call_in(&folder, &[&cache[..], &["--touch", "notes"]].concat(), "");
    assert_eq!(hidden.err, "warning: --touch notes: .dockerignore hides it from the build\n");
    call_in(&folder, &[&cache[..], &["--touch", "none.py"]].concat(), "").is_refused(&["none.py", "build context"]);
    call_in(&folder, &["simulate", "cache", "Dockerfile", "--context", "nowhere"], "").is_refused(&["nowhere"]);
}

#[test]
fn cache_bad_input() {
    call(&["simulate", "cache", "-"], "{\"before\": 1}").is_refused(&["standard input", "line 1 column"]);
    call(&["simulate", "cache", "-", "--touch", "a"], "{}").is_refused(&["--touch", "JSON"]);
    call(&["simulate", "cache"], "").is_refused(&["<FILE>"]);
    call(&["simulate", "cache", "-", "--expect-cached", "99"], APP).is_refused(&["99", "no instruction"]);
}

#[test]
fn environment_as_json_and_as_ladders() {
    let scenario = json!({
        "reader": "docker-run",
        "image_env": {"A": "image"},
        "files": {"f.env": "A=file\n"},
        "arguments": ["--env-file", "f.env", "-e", "A=flag"],
    })
    .to_string();
    let answer = call(&["simulate", "env", "-"], &scenario);
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    let seen = answer.json();
    assert_eq!((&seen["schema"], &seen["variables"]["A"]["value"]), (&json!(1), &json!("flag")));
    assert_eq!(seen["variables"]["A"]["shadowed"].as_array().map(Vec::len), Some(2));
    let text = call(&["simulate", "env", "-", "--format", "text", "--variable", "A", "--variable", "B"], &scenario).out;
    assert!(text.starts_with("A = \"flag\"\n  ✓ ") && text.ends_with("B is not set anywhere\n"), "{text}");
    assert_eq!(text.matches("  ✗ ").count(), 2, "{text}");
}

#[test]
fn environment_bad_input() {
    call(&["simulate", "env", "-"], "{\"reader\": \"bash\"}").is_refused(&["standard input", "bash", "python-dotenv"]);
    call(&["simulate", "env", "-"], "A=1").is_refused(&["JSON"]);
    call(&["simulate", "env", "nowhere.json"], "").is_refused(&["nowhere.json", "no such file"]);
}
