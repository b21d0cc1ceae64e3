use std::fs;

use super::{CACHED_PIP, call, call_in, folder};

#[test]
fn prints_one_artefact() {
    let answer = call(&["export", "dockerfile", "-"], CACHED_PIP);
    assert!(answer.status == 0 && answer.out.contains("--no-cache-dir"), "{answer:?}");
    let answer = call(&["export", "build-command", "-"], CACHED_PIP);
    assert_eq!((answer.status, answer.out.as_str()), (0, "docker build --file Dockerfile.prod --tag app .\n"));
    call(&["export", "nonsense", "-"], CACHED_PIP).is_refused(&["nonsense"]);
}

#[test]
fn an_archive_goes_to_a_file() {
    call(&["export", "zip", "-"], CACHED_PIP).is_refused(&["--output"]);
    let folder = folder("export_archive", &[("Dockerfile", CACHED_PIP)]);
    let answer = call_in(&folder, &["export", "zip", "--output", "all.zip"], "");
    assert_eq!((answer.status, answer.out.as_str()), (0, ""), "{answer:?}");
    let archive = fs::read(folder.join("all.zip")).expect("the archive is there");
    assert!(archive.starts_with(b"PK\x03\x04"));
    assert!(String::from_utf8_lossy(&archive).contains("docker-compose.prod.yml"));
}

#[test]
fn nothing_secret_is_exported_by_accident() {
    let secret = "FROM alpine\nRUN curl --user \\\n      robot:hunter2 https://files.example.com/a\n";
    for what in ["dockerfile", "markdown", "json", "sarif", "patch"] {
        call(&["export", what, "-"], secret).is_refused(&["line 3", "password", "curl", "--redact"]);
        let redacted = call(&["export", what, "-", "--redact"], secret);
        assert!(redacted.status == 0 && !redacted.out.contains("hunter2"), "{what}: {redacted:?}");
    }
    let whole = call(&["export", "dockerfile", "-", "--with-secrets"], secret);
    assert!(whole.status == 0 && whole.out.contains("robot:hunter2"), "{whole:?}");
    call(&["link", "-"], secret).is_refused(&["line 3"]);
}

#[test]
fn a_link_holds_no_secret_by_accident() {
    let answer = call(&["link", "-", "--page", "https://play.example/"], "FROM alpine\n");
    assert!(answer.status == 0 && answer.out.starts_with("https://play.example/#p2."), "{answer:?}");
    let secret = "FROM alpine\nENV DB_PASSWORD=hunter2\n";
    call(&["link", "-"], secret).is_refused(&["line 2", "DB_PASSWORD", "--redact"]);
    let redacted = call(&["link", "-", "--redact"], secret);
    let whole = call(&["link", "-", "--with-secrets"], secret);
    assert_eq!((redacted.status, whole.status), (0, 0));
    assert_ne!(redacted.out, whole.out);
    let placeholder = call(&["link", "-"], "FROM alpine\nENV DB_PASSWORD=YOUR_DB_PASSWORD\n");
    assert_eq!(redacted.out, placeholder.out);
}
