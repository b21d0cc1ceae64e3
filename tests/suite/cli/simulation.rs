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

/// Everything is copied first, and then two slow steps run.
const SLOW: &str = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nRUN apt-get update && apt-get install -y curl\n";

#[test]
fn cache_advice_for_people() {
    let files = [("Dockerfile", SLOW), ("app.py", "1"), ("requirements.txt", "flask")];
    let folder = folder("advice", &files);
    let answer = call_in(&folder, &["simulate", "cache", "Dockerfile", "--context", ".", "--advise"], "");
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    expect![[r#"
        What an edit costs
          After an edit, a build takes 66 s on average. With the changes below it takes 4.9 s.

        What to change
          @@ -1,5 +1,6 @@
           FROM python:3.12
           WORKDIR /app
          -COPY . .
          +COPY requirements.txt .
           RUN pip install -r requirements.txt
           RUN apt-get update && apt-get install -y curl
          +COPY . .
          Copy `requirements.txt` first, the source after the installation: from 66 s to 28 s
          Move what changes often below what takes long: from 28 s to 4.9 s
          All of it: from 66 s to 4.9 s

        The proof: every edit, built as the file stands and as it could be
          how often  edited            runs now            runs then
               94 %  app.py            3 steps, 1 min 6 s  1 step, 1 s
                6 %  requirements.txt  3 steps, 1 min 6 s  4 steps, 1 min 7 s

        Source, configuration and dependencies are edited 80 : 15 : 5 (--mix). Seconds are guessed by the command (--seconds LINE=SECONDS).
    "#]]
    .assert_eq(&answer.out);
    let patch = call_in(&folder, &["simulate", "cache", "Dockerfile", "--context", ".", "--advise", "--diff"], "").out;
    assert!(patch.starts_with("--- a/Dockerfile\n+++ b/Dockerfile\n@@ "), "{patch}");
    let good = call(&["simulate", "cache", "-", "--advise"], APP);
    assert!(
        good.out.contains("No change that is known to build the same") && good.out.contains("guessed from"),
        "{good:?}"
    );
}

#[test]
fn cache_advice_as_json() {
    let pair = json!({
        "before": {"dockerfile": SLOW, "files": {"app.py": "1", "requirements.txt": "flask"}},
        "after": {"dockerfile": SLOW, "files": {"app.py": "2", "requirements.txt": "flask"}},
    })
    .to_string();
    let of = |options: &[&str]| {
        let answer = call(&[&["simulate", "cache", "-", "--advise"], options].concat(), &pair);
        assert_eq!((answer.status, answer.err.as_str()), (0, ""));
        answer.json()
    };
    let seen = of(&[]);
    assert_eq!((&seen["schema"], &seen["summary"]["executed"]), (&json!(1), &json!(3)), "the report stays as it is");
    let advice = &seen["advice"];
    let text = advice["text"].as_str().unwrap_or_default();
    let line = |start: &str| text.lines().position(|line| line.starts_with(start));
    assert!(line("COPY . .") > line("RUN pip") && line("COPY . .") > line("RUN apt-get"), "{text}");
    assert_eq!((&advice["certainty"], &advice["guessed_files"]), (&json!("sure"), &json!(false)));
    let proof = &advice["proof"][0];
    assert_eq!(
        (&proof["path"], &proof["before"]["executed"], &proof["after"]["executed"]),
        (&json!("app.py"), &json!(3), &json!(1))
    );
    // The prices are those of the proof.
    let average = |side: &str| {
        let proofs = advice["proof"].as_array().into_iter().flatten();
        let costs = proofs
            .map(|it| it["share"].as_f64().unwrap_or_default() * it[side]["seconds"].as_f64().unwrap_or_default());
        (costs.sum::<f64>() * 1_000.0).round() / 1_000.0
    };
    assert_eq!(advice["average"]["before"].as_f64(), Some(average("before")));
    assert_eq!(advice["average"]["after"].as_f64(), Some(average("after")));
    assert_eq!(advice["changes"].as_array().and_then(|it| it.last()?["after"].as_f64()), Some(average("after")));
    // The better file, asked about again, has nothing to be improved, and its steps take what was told.
    let again = call(&["simulate", "cache", "-", "--advise", "--format", "json", "--seconds", "5=600"], text).json();
    assert_eq!(again["advice"]["text"], json!(null));
    let slow = of(&["--seconds", "4=600", "--mix", "1,0,0"]);
    assert_eq!(slow["advice"]["average"]["before"].as_f64().map(f64::round), Some(626.0), "{slow}");
}

#[test]
fn cache_bad_input() {
    for (options, part) in [
        (["--advise", "--mix", "1,2"], "three numbers"),
        (["--advise", "--mix", "a,b,c"], "three numbers"),
        (["--advise", "--seconds", "x"], "LINE=SECONDS"),
        (["--advise", "--seconds", "99=1"], "no instruction"),
        (["--mix", "1,2,3", "--fresh"], "--advise"),
    ] {
        call(&[&["simulate", "cache", "-"], &options[..]].concat(), APP).is_refused(&[part]);
    }

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
