//! What can be taken away, as a file and by the clipboard.

use browser_tests::{Page, id, with_page};
use serde_json::json;

use crate::editor;

const FLASK: &str = "FROM python:3.10-slim\nWORKDIR /shop\nCOPY . .\nRUN pip install -r requirements.txt\n\
                     ENV FLASK_DEBUG=1\nEXPOSE 5000\nCMD [\"flask\", \"run\", \"--host=0.0.0.0\", \"--reload\"]";

/// Each artefact, the name of its file and something that stands in it.
const ARTIFACTS: [(&str, &str, &str); 10] = [
    ("dockerfile", "Dockerfile.prod", "--no-cache-dir"),
    ("multi-target", "Dockerfile.targets", "docker build --target prod ."),
    ("dockerignore", "dockerignore", "__pycache__"),
    ("compose", "docker-compose.prod.yml", "dockerfile: \"Dockerfile.prod\""),
    ("task-definition", "task-definition.json", "\"containerPort\": 5000"),
    ("patch", "dockerfile.patch", "--- a/Dockerfile\n+++ b/Dockerfile\n"),
    ("build-command", "build-command.txt", "docker build --file Dockerfile.prod --tag shop .\n"),
    ("markdown", "report.md", "# `Dockerfile`"),
    ("sarif", "report.sarif", "\"version\": \"2.1.0\""),
    ("json", "report.json", "\"schema\": 1"),
];

#[test]
fn every_file_can_be_downloaded_and_copied() {
    with_page("export_files", |page| {
        open(page, FLASK);
        for (word, file, part) in ARTIFACTS {
            let row = id(&format!("artifact-{word}"));
            let text = page.copied_by(&format!("{row} .artifact-buttons .button:first-child"));
            assert!(text.contains(part), "{file}: {text}");
            page.wait_for_text(&format!("{row} .artifact-buttons .button:first-child"), "Copied");
            // Where a name begins with a dot, the file is hidden.
            if word != "dockerignore" {
                page.click(&format!("{row} .artifact-buttons .button:last-child"));
                let (name, bytes) = page.take_download();
                assert_eq!((name.as_str(), String::from_utf8_lossy(&bytes).as_ref()), (file, text.as_str()));
            }
            page.click(&format!("{row} summary"));
            page.wait_for_text(&format!("{row} pre"), part.lines().next().unwrap_or_default());
        }
        assert_eq!(page.barriers(), [""; 0]);
    });
}

#[test]
fn all_files_come_in_one_archive() {
    with_page("export_archive", |page| {
        open(page, FLASK);
        page.click(&id("export-zip"));
        let (name, bytes) = page.take_download();
        assert_eq!(name, "dockerfile-playground.zip");
        assert!(bytes.starts_with(b"PK\x03\x04"));
        let text = String::from_utf8_lossy(&bytes);
        for (_, file, part) in ARTIFACTS {
            assert!(text.contains(file) && text.contains(part), "{file}");
        }
    });
}

#[test]
fn a_secret_is_asked_about_first() {
    with_page("export_secret", |page| {
        open(page, "FROM alpine:3.22\nENV DB_PASSWORD=hunter2");
        page.wait_for_text(&id("guard"), "DB_PASSWORD");
        assert_eq!(page.count(".artifact"), 0);
        page.click(&id("guard-placeholders"));
        page.click(&format!("{} .artifact-buttons .button:last-child", id("artifact-dockerfile")));
        let text = String::from_utf8(page.take_download().1).expect("the file is text");
        assert!(text.contains("DB_PASSWORD=YOUR_DB_PASSWORD") && !text.contains("hunter2"), "{text}");
        page.click(&id("export-zip"));
        assert!(!String::from_utf8_lossy(&page.take_download().1).contains("hunter2"));
    });
}

#[test]
fn escape_leads_back() {
    with_page("export_escape", |page| {
        open(page, FLASK);
        page.press(&char::from(browser_tests::Key::Escape).to_string());
        page.wait_for_none(&id("export-dialog"));
        assert_eq!(page.value("document.activeElement.dataset.testid"), json!("export"));
    });
}

fn open(page: &Page, text: &str) {
    editor::type_text(page, text);
    let first = text.lines().next().unwrap_or_default().to_owned();
    page.wait_until_seen(editor::text, |shown| shown.starts_with(&first));
    page.wait_for_none("[data-testid=editor-busy]");
    page.click(&id("export"));
    page.wait_for(&id("export-dialog"));
}
