use std::fs;

use expect_test::expect;

use super::{CACHED_PIP, call, call_in, folder};

const FIXED: &str = "FROM python:3.12\nENV PYTHONUNBUFFERED=1\nRUN pip install --no-cache-dir ./app\n";

#[test]
fn prints_the_fixed_file_and_nothing_else() {
    let answer = call(&["fix", "-"], CACHED_PIP);
    assert_eq!((answer.status, answer.out.as_str()), (0, FIXED));
    assert_eq!(answer.err, "Dockerfile: 1 fix applied, nothing left\n");
    let answer = call(&["fix", "-"], FIXED);
    assert_eq!((answer.status, answer.out.as_str()), (0, FIXED));
}

#[test]
fn bytes_are_kept() {
    let odd = "# \x1b[31m é\r\nFROM scratch\r\nCMD [\"a\"]";
    assert_eq!(call(&["fix", "-"], odd).out, odd);
}

#[test]
fn a_patch() {
    let answer = call(&["fix", "-", "--diff"], CACHED_PIP);
    expect![[r#"
        --- a/Dockerfile
        +++ b/Dockerfile
        @@ -1,3 +1,3 @@
         FROM python:3.12
         ENV PYTHONUNBUFFERED=1
        -RUN pip install ./app
        +RUN pip install --no-cache-dir ./app
    "#]]
    .assert_eq(&answer.out);
    assert_eq!(call(&["fix", "-", "--diff"], FIXED).out, "");
}

#[test]
fn unsafe_fixes_are_taken_on_demand() {
    let server = "FROM python:3.12\nENV PYTHONUNBUFFERED=1\nUSER 10001\nCMD [\"flask\", \"run\", \"--host=0.0.0.0\"]\n";
    let answer = call(&["fix", "-"], server);
    assert_eq!(answer.out, server);
    assert!(answer.err.contains("1 with a fix to look at first (--unsafe)"), "{}", answer.err);
    assert!(call(&["fix", "-", "--unsafe"], server).out.contains("gunicorn"));
}

#[test]
fn writes_in_place() {
    let folder = folder("write", &[("app/Dockerfile", CACHED_PIP)]);
    let answer = call_in(&folder, &["fix", "--write", "app/Dockerfile"], "");
    assert_eq!(answer.status, 0);
    assert_eq!(answer.out, "app/Dockerfile: 1 fix applied, nothing left\n");
    assert_eq!(fs::read_to_string(folder.join("app/Dockerfile")).expect("the file is there"), FIXED);
    assert_eq!(fs::read_dir(folder.join("app")).expect("the folder is there").count(), 1, "nothing else is left");
}

#[cfg(unix)]
#[test]
fn links_and_modes_survive() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("write-link", &[("real", CACHED_PIP)]);
    let real = folder.join("real");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("the mode can be set");
    symlink("real", folder.join("Dockerfile")).expect("a link can be made");
    assert_eq!(call_in(&folder, &["fix", "--write"], "").status, 0);
    assert!(fs::symlink_metadata(folder.join("Dockerfile")).expect("the link is there").is_symlink());
    assert_eq!(fs::metadata(&real).expect("the file is there").permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(real).expect("the file is there"), FIXED);
}

#[test]
fn what_cannot_be_written() {
    call(&["fix", "--write", "-"], CACHED_PIP).is_refused(&["--write", "path of a Dockerfile"]);
    call(&["fix", "--write", "--diff", "-"], CACHED_PIP).is_refused(&["--diff", "--write"]);
}

#[test]
fn what_is_for_another_file_is_told_shown_and_written() {
    let dockerfile = "FROM python:3.12\nENV PYTHONUNBUFFERED=1\nUSER 10001\nCOPY . /app/\n";
    let files = [("app/Dockerfile", dockerfile), ("app/.env", "TOKEN=1\n"), ("app/a.py", "")];
    let folder = folder("elsewhere", &files);
    let fix = |flags: &[&str]| call_in(&folder, &[&["fix", "app/Dockerfile", "--context", "app"], flags].concat(), "");
    let told = fix(&[]);
    assert_eq!(told.out, dockerfile);
    assert!(told.err.contains(".dockerignore: missing `.env` (--unsafe"), "{}", told.err);
    assert!(fix(&["--diff"]).out.is_empty());
    assert_eq!(fix(&["--diff", "--unsafe"]).out, "--- /dev/null\n+++ b/.dockerignore\n@@ -0,0 +1 @@\n+.env\n");
    fs::write(folder.join("app/.dockerignore"), "*.md").expect("the folder can be written");
    assert!(fix(&["--write"]).err.contains("missing `.env`"));
    let written = fix(&["--write", "--unsafe"]);
    assert_eq!((written.status, written.err.as_str()), (0, ""));
    assert!(written.out.contains("nothing left"), "{}", written.out);
    let ignore = fs::read_to_string(folder.join("app/.dockerignore")).expect("it is there");
    assert_eq!(ignore, "*.md\n.env\n");
}
