use std::process::{Command, Stdio};

use serde_json::json;

use super::{CACHED_PIP, call, call_in, folder};

#[test]
fn one_line_says_what_is_wrong() {
    call(&["nonsense"], "").is_refused(&["nonsense"]);
    call(&["check", "--formt", "json"], "").is_refused(&["--formt", "'--format'"]);
    call(&["check", "-", "--format", "xml"], "").is_refused(&["xml", "sarif"]);
    call(&["check", "-", "--threshold", "fatal"], "").is_refused(&["fatal", "never"]);
    call(&["check", "no/such/file"], "").is_refused(&["no/such/file", "no such file"]);
    call(&["check", "src"], "").is_refused(&["src", "directory"]);
    call(&["check", "a", "--project", "b"], "").is_refused(&["--project"]);
    call(&["check", "a\nb"], "").is_refused(&["a b"]);
}

#[test]
fn projects_that_are_none() {
    for (text, part) in [
        ("", "EOF"),
        ("FROM alpine", "line 1 column 1"),
        ("[]", "found a list"),
        ("{\"dockerfile\": 1}", "column 16"),
        ("{\"files\": {\"a\": {\"content\": \"\", \"mode\": \"9\"}}}", "octal"),
    ] {
        call(&["check", "--project", "-"], text).is_refused(&["standard input is not a project in JSON", part]);
    }
    let deep = format!("{{\"unknown\": {}", "[".repeat(100_000));
    call(&["check", "--project", "-"], deep).is_refused(&["EOF"]);
}

#[test]
fn configurations_that_are_none() {
    let folder = folder("config", &[("a.yaml", "ignored:\n  - DL3008\n  x\n"), ("b.yaml", "\nignored: 3\n")]);
    call_in(&folder, &["check", "-", "--config", "a.yaml"], CACHED_PIP).is_refused(&["a.yaml:"]);
    call_in(&folder, &["check", "-", "--config", "b.yaml"], CACHED_PIP).is_refused(&["b.yaml:2: `ignored` must be"]);
    call_in(&folder, &["check", "-", "--config", "c.yaml"], CACHED_PIP).is_refused(&["c.yaml", "no such file"]);
}

#[test]
fn bytes_that_are_not_text_are_told_of_and_keep_their_places() {
    let text = b"FROM python:3.12\nENV PYTHONUNBUFFERED=1\nRUN : \xe9\xe8 && pip install ./app\n";
    let answer = call(&["check", "-", "--format", "json"], text);
    assert_eq!(answer.status, 1);
    let told =
        "warning: standard input:3:7: 2 bytes are not UTF-8 from here on and read as `?`; save the file as UTF-8\n";
    assert_eq!(answer.err, told);
    let start = &answer.json()["findings"][0]["range"]["start"];
    assert_eq!(start, &json!({"line": 3, "column": 13, "offset": 52}));
    call(&["fix", "-"], text).is_refused(&["3:7", "not UTF-8"]);
    call(&["convert", "-", "--to", "dev"], text).is_refused(&["3:7"]);
    call(&["check", "-"], b"\xff\xfeF\0R\0").is_refused(&["UTF-16"]);
}

#[test]
fn empty_and_strange_files_are_judged_calmly() {
    for text in ["", "\n", "\\", "\u{feff}FROM a\n", "FROM", "RUN <<EOF", "\0", "# escape=`\nFROM a\n"] {
        for call_name in ["check", "inspect", "fix"] {
            let answer = call(&[call_name, "-"], text);
            assert!((0..2).contains(&answer.status), "{call_name} {text:?}: {answer:?}");
        }
    }
}

/// `head -1` closes the pipe long before the answer is written.
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dockerfile-playground"))
        .args(["inspect", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built with the tests");
    drop(child.stdout.take());
    let stdin = child.stdin.take().expect("standard input is a pipe");
    std::io::Write::write_all(&mut { stdin }, format!("FROM a\n{}", "RUN true\n".repeat(2000)).as_bytes())
        .expect("the program reads all of its input");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
