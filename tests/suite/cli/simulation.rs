use expect_test::expect;
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
    let outcomes: Vec<_> = seen["steps"].as_array().into_iter().flatten().map(|step| &step["outcome"]).collect();
    assert_eq!(outcomes, ["cached", "cached", "cached", "cached", "executed", "none"]);
    assert_eq!(seen["summary"], json!({"cached": 4, "executed": 1}));
    let step = &seen["steps"][4];
    assert_eq!((&step["line"], &step["stage"], &step["instruction"]), (&json!(5), &json!("0"), &json!("COPY")));
    assert!(step["because"].as_str().is_some_and(|because| because.contains("app.py")), "{step}");
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
    expect![[r#"
        line  stage  step                                 outcome   because
           1  0      FROM python:3.12                     cached    the image is the same as before
           2  0      WORKDIR /app                         cached    nothing that it depends on changed
           3  0      COPY requirements.txt .              cached    nothing that it depends on changed
           4  0      RUN pip install -r requirements.txt  cached    nothing that it depends on changed
           5  0      COPY . .                             executed  app.py changed
           6  0      CMD ["python", "app.py"]             -         only metadata: no build step
        4 cached, 1 executed
    "#]]
    .assert_eq(&answer.out);
    let hidden = call_in(&folder, &[&cache[..], &["--touch", "notes"]].concat(), "");
    assert_eq!(hidden.err, "warning: --touch notes: .dockerignore hides it from the build\n");
    call_in(&folder, &[&cache[..], &["--touch", "none.py"]].concat(), "").is_refused(&["none.py", "build context"]);
    call_in(&folder, &["simulate", "cache", "Dockerfile", "--context", "nowhere"], "").is_refused(&["nowhere"]);
}

#[test]
fn cache_as_a_gate() {
    let gate = |changed: &str, line: &str| {
        call(&["simulate", "cache", "-", "--touch", changed, "--expect-cached", line, "--format", "json"], APP)
    };
    let kept = gate("app.py", "4");
    assert_eq!((kept.status, kept.err.as_str()), (0, ""));
    let lost = gate("requirements.txt", "4");
    assert_eq!(lost.status, 1);
    assert_eq!(
        lost.err,
        "error: line 4 (RUN pip install -r requirements.txt) is not cached: its input, the COPY in line 3, changed\n"
    );
    assert_eq!(lost.json()["summary"]["executed"], 3, "the answer is printed all the same");
    let metadata = gate("app.py", "6");
    assert!(metadata.status == 1 && metadata.err.contains("line 6 is no step that could be cached"), "{metadata:?}");
}

#[test]
fn cache_after_a_changed_argument_or_file() {
    let text = "FROM alpine\nARG V=1\nRUN echo $V\n";
    let steps = |options: &[&str]| {
        let answer = call(&[&["simulate", "cache", "-", "--format", "json"], options].concat(), text).json();
        answer["steps"][2]["outcome"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(steps(&[]), "cached");
    assert_eq!(steps(&["--change-arg", "V=2"]), "executed");
    assert_eq!(steps(&["--build-arg", "V=2"]), "cached", "both builds are given it");
    let folder = folder("cache-before", &[("Dockerfile", APP), ("old", &APP.replace("install", "install -v"))]);
    let answer = call_in(&folder, &["simulate", "cache", "Dockerfile", "--before", "old", "--expect-cached", "4"], "");
    assert_eq!(answer.status, 1);
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
