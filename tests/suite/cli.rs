//! The command line as a user meets it: the built program, its output, its exit status.

mod bad_input;
mod check;
mod conversion;
mod export;
mod fix;
mod simulation;
mod table;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a call printed, and its exit status.
#[derive(Debug)]
struct Answer {
    status: i32,
    out: String,
    err: String,
}

impl Answer {
    /// Standard output as JSON.
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Fails unless the call was refused with one line that holds every one of `parts`.
    #[track_caller]
    fn is_refused(&self, parts: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.starts_with("error: ") && parts.iter().all(|part| self.err.contains(part)), "{self:?}");
    }
}

/// Calls the program in `folder` with `input` on standard input.
fn call_in(folder: &Path, arguments: &[&str], input: impl AsRef<[u8]>) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dockerfile-playground"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        // The day of the engine's tables; what the program says of an image must not change with the clock.
        .env("SOURCE_DATE_EPOCH", "1795651200")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built with the tests");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A call that does not read its input closes the pipe, which is no failure of the test.
    let _ = stdin.write_all(input.as_ref());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    Answer { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Calls the program with `input` on standard input.
fn call(arguments: &[&str], input: impl AsRef<[u8]>) -> Answer {
    call_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, input)
}

/// A fresh folder for one test, with files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }
    folder
}

/// A Dockerfile with one finding that has a safe fix, in production.
const CACHED_PIP: &str = "FROM python:3.12\nENV PYTHONUNBUFFERED=1\nRUN pip install ./app\n";
