//! The files beside the Dockerfile: from disk, in tabs, kept, and what the findings make of them.

use std::path::{Path, PathBuf};
use std::{env, fs};

use browser_tests::{DESKTOP, PHONE, Page, id, with_page};
use serde_json::{Value, json};

use crate::editor;

const DOCKERFILE: &str = "FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD [\"python\", \"app.py\"]
";

/// What a folder without an ignore file gives away.
const SECRET_COPIED: &str = "[data-rule=secret-file-in-broad-copy]";

/// A folder of a project, fresh for the test `name`.
fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("files-{name}-{}", std::process::id())).join("my-app");
    let _ = fs::remove_dir_all(&folder);
    for (path, content) in [
        ("Dockerfile", DOCKERFILE.as_bytes()),
        ("requirements.txt", b"flask==3.1.2\n"),
        ("app.py", b"print(1)\n"),
        (".env", b"TOKEN=1\n"),
        ("static/logo.png", b"\x89PNG\0\0"),
        ("compose.yaml", b"services: {}\n"),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }
    folder
}

#[test]
fn a_folder_is_opened_edited_and_kept() {
    with_page("files", |page| {
        let folder = folder("opened");
        editor::type_text(page, "FROM mine\n");
        open_folder(page, &folder);
        page.wait_for_text(&id("opened"), "6 files: 5 as text, 1 by name, size and a hash");
        page.click(&id("opened-accept"));
        editor::wait_for_text(page, DOCKERFILE);
        page.wait_for_text(&id("notice"), "6 files opened; the editor holds Dockerfile");

        // Without an ignore file, the secrets go into the image; with one, they do not.
        page.click(&id("tab-findings"));
        page.wait_for(SECRET_COPIED);
        page.click(&id("files-show"));
        page.type_into(&id("file-new"), ".dockerignore");
        page.click(&id("file-add"));
        page.type_into(&id("file-text"), ".env\n");
        page.wait_for_none(SECRET_COPIED);

        // A tab is edited, and all of it is there after reloading.
        page.click(&tab("requirements.txt"));
        page.type_over(&id("file-text"), "flask==3.1.2\ngunicorn==23.0.0\n");
        // The Dockerfile stays behind the tab that was open.
        page.execute("window.isOld = true; location.reload()", Vec::new());
        page.wait_until("!window.isOld && 'started' in document.documentElement.dataset");
        page.wait_for(&format!("{}[aria-selected=true]", tab("requirements.txt")));
        assert_eq!(value(page, "file-text"), "flask==3.1.2\ngunicorn==23.0.0\n");
        page.wait_for_none(SECRET_COPIED);
        page.click(&id("files-show"));
        assert_eq!(page.count(&format!("{} li", id("file-rows"))), 7);
        page.wait_for_text(&id("file-rows"), "static/logo.png");
        page.click(&id("dialog-close"));
        page.click(&tab("Dockerfile"));
        editor::wait_for_text(page, DOCKERFILE);

        // What stood there before comes back.
        page.choose(&id("sample"), "previous");
        editor::wait_for_text(page, "FROM mine\n");
        fs::remove_dir_all(folder.parent().expect("a folder of the test's own")).expect("it can be removed");
    });
}

#[test]
fn files_are_renamed_removed_and_had_back() {
    with_page("files_renamed", |page| {
        editor::type_text(page, DOCKERFILE);
        page.click(&id("files-show"));
        // Guessed: what the Dockerfile names, and what its tools read.
        page.wait_for_text(&id("file-rows"), "requirements.txt");
        page.type_into(&id("file-new"), "notes.txt");
        page.click(&id("file-add"));
        page.type_into(&id("file-text"), "remember");
        page.click(&id("files-show"));
        page.click(&format!("{} li:has([title='Rename notes.txt']) [data-testid=file-rename]", id("file-rows")));
        page.type_over(&id("file-renamed"), "docs/notes.txt");
        page.click(&id("file-rename-accept"));
        page.wait_for_text(&id("file-rows"), "docs/notes.txt");
        page.click(&format!("{} li:has([title='Remove docs/notes.txt']) [data-testid=file-remove]", id("file-rows")));
        page.wait_for_none(&tab("docs/notes.txt"));
        page.click(&id("files-undo"));
        page.wait_for_text(&id("file-rows"), "docs/notes.txt");
        page.click(&id("dialog-close"));
        // A place in the Dockerfile brings its tab to the front.
        page.click(&id("tab-rebuild"));
        page.wait_for(&id("cache-step"));
    });
}

#[test]
fn what_is_dropped_is_read_and_what_is_left_out_is_told() {
    with_page("files_dropped", |page| {
        editor::type_text(page, DOCKERFILE);
        let drop = "
            const transfer = new DataTransfer();
            transfer.items.add(new File(['*.md\\n'], '.dockerignore'));
            transfer.items.add(new File([new Uint8Array([0, 1, 2])], 'data.bin'));
            const target = document.querySelector('[data-testid=editor]');
            target.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));";
        wait_for_reader(page);
        page.execute(drop, Vec::new());
        page.wait_for_text(&id("opened"), "2 files: 1 as text, 1 by name");
        assert_eq!(page.count(&id("opened-dockerfile")), 0);
        page.click(&id("opened-accept"));
        page.wait_for(&tab(".dockerignore"));
        // The text in the editor is the one that was there.
        editor::wait_for_text(page, DOCKERFILE);

        // A folder as a browser hands it over, with one file that nobody may read and more than a page can keep.
        page.execute(DROP_A_FOLDER, Vec::new());
        let problems = page.wait_for_text(&id("opened-problems"), "secret could not be read.");
        assert!(problems.contains("Only 20,000 files were taken") && problems.contains("node_modules"), "{problems}");
        page.wait_for_text(&id("opened"), "They take the place of the");
        page.choose(&id("opened-dockerfile"), "");
        page.click(&id("opened-accept"));
        page.wait_for_text(&id("files-show"), "20,000 files");
        editor::wait_for_text(page, DOCKERFILE);
        // Nothing hangs with as many.
        page.click(&id("tab-rebuild"));
        page.wait_for(&id("cache-step"));
        page.reload();
        page.wait_for_text(&id("files-show"), "20,000 files");
    });
}

/// Entries in portions, as the browser has them: some files at the top, and a folder that a tool has filled.
const DROP_A_FOLDER: &str = "
    const file = (name) => ({
        name, isFile: true, isDirectory: false,
        file: (done, failed) => name === 'secret' ? failed(new Error()) : done(new File([name], name)),
    });
    const folder = (name, entries) => ({
        name, isFile: false, isDirectory: true,
        createReader: () => {
            const left = [...entries];
            return { readEntries: (done) => done(left.splice(0, 100)) };
        },
    });
    const many = Array.from({ length: 21_000 }, (_, number) => file(`m${number}.js`));
    const entry = folder('app', [file('secret'), folder('node_modules', many), file('Dockerfile'), file('package.json')]);
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    const items = [{ webkitGetAsEntry: () => entry }];
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [], items } });
    document.body.dispatchEvent(event);";

#[test]
fn files_look_well_and_have_no_barriers() {
    with_page("files_look", |page| {
        let folder = folder("look");
        open_folder(page, &folder);
        page.wait_for(&id("opened"));
        let mut troubles = Vec::new();
        let mut look = |what: &str| {
            for (device, viewport) in [("desktop", DESKTOP), ("phone", PHONE)] {
                page.set_viewport(viewport);
                for colours in ["light", "dark"] {
                    page.prefer_colours(colours);
                    settle(page);
                    page.take_picture(&format!("{what}-{device}-{colours}"));
                    troubles.extend(page.barriers().into_iter().map(|it| format!("{what}, {device}, {colours}: {it}")));
                }
                if page.value("document.documentElement.scrollWidth > innerWidth") == json!(true) {
                    troubles.push(format!("{what}, {device}: wider than the window"));
                }
            }
            page.set_viewport(DESKTOP);
        };
        look("files-opened");
        page.click(&id("opened-accept"));
        page.wait_for(&tab("compose.yaml"));
        page.click(&id("files-show"));
        page.wait_for(&id("file-rows"));
        look("files-list");
        page.click(&id("dialog-close"));
        page.click(&tab("requirements.txt"));
        page.wait_for(&id("file-text"));
        look("files-tab");
        page.click(&id("tab-rebuild"));
        look("files-rebuild");
        assert!(troubles.is_empty(), "{troubles:#?}");
        fs::remove_dir_all(folder.parent().expect("a folder of the test's own")).expect("it can be removed");
    });
}

#[test]
fn what_is_missing_in_the_ignore_file_is_added_with_one_press() {
    with_page("files_added", |page| {
        let folder = folder("added");
        open_folder(page, &folder);
        page.click(&id("opened-accept"));
        page.click(&id("tab-findings"));
        let button = format!("{SECRET_COPIED} {}", id("add-lines"));
        page.wait_for_text(&button, "Add to .dockerignore");
        page.take_picture("add-lines-desktop-light");
        page.click(&button);
        page.wait_for_none(SECRET_COPIED);
        page.wait_for_text(&id("notice"), "1 line added to .dockerignore; the list of files can undo it");
        page.click(&tab(".dockerignore"));
        assert_eq!(value(page, "file-text"), ".env\n");
        page.click(&id("files-show"));
        page.wait_for_text(&id("files-undo"), "Adding to .dockerignore");
        page.click(&id("files-undo"));
        page.click(&id("dialog-close"));
        page.wait_for(SECRET_COPIED);
        page.wait_for_none(&tab(".dockerignore"));
        fs::remove_dir_all(folder.parent().expect("a folder of the test's own")).expect("it can be removed");
    });
}

#[test]
fn a_file_has_numbers_and_the_findings_about_it() {
    with_page("files_notes", |page| {
        editor::type_text(page, "FROM alpine:3.22\nCOPY app.py /\n");
        page.click(&id("files-show"));
        page.type_into(&id("file-new"), ".dockerignore");
        page.click(&id("file-add"));
        page.type_into(&id("file-text"), "# Not for the build\n*.md\n*.py\n");
        let notes = id("file-notes");
        page.wait_for_text(&notes, "app.py is left out of the build by line 3 of .dockerignore");
        assert_eq!(page.count(".file-numbers i"), 4);
        for (viewport, device) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
            page.set_viewport(viewport);
            for colours in ["light", "dark"] {
                page.prefer_colours(colours);
                settle(page);
                page.take_picture(&format!("file-notes-{device}-{colours}"));
                assert_eq!(page.barriers(), [""; 0]);
                assert_eq!(page.value("document.documentElement.scrollWidth <= innerWidth"), json!(true));
            }
        }
        page.set_viewport(DESKTOP);
        // Each number stands beside its line, and the line is shown.
        let heights = "(() => {
            const [text, numbers] = ['.file-text', '.file-numbers'].map((it) => document.querySelector(it));
            return text.scrollHeight - numbers.scrollHeight;
        })()";
        assert!(page.value(heights).as_f64().is_some_and(|it| it.abs() <= 1.0), "{}", page.value(heights));
        page.click(&id("file-note-line"));
        let selected = "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))";
        let selected = format!("{selected}(document.querySelector('[data-testid=file-text]'))");
        page.wait_until(&format!("{selected} === '*.py'"));
        // A line that the builder refuses is told as well.
        page.type_over(&id("file-text"), "!\n");
        page.wait_for_text(&notes, "! needs a pattern after it");
        page.type_over(&id("file-text"), "*.py\n");
        page.wait_for_text(&notes, "line 1 of .dockerignore");
        page.click(&id("file-note-dockerfile"));
        page.wait_for_text(&id("caret-place"), "Line 2:6");
        page.wait_for_none(&id("file-text"));
    });
}

#[test]
fn a_dockerfile_in_a_folder_below_keeps_its_place() {
    with_page("files_below", |page| {
        let folder = folder("below");
        fs::create_dir_all(folder.join("docker")).expect("the folder can be made");
        let text = "FROM alpine:3.22\nCOPY app.py /\nUSER 10001\n";
        fs::write(folder.join("docker/Dockerfile"), text).expect("the file can be written");
        open_folder(page, &folder);
        page.choose(&id("opened-dockerfile"), "docker/Dockerfile");
        page.click(&id("opened-accept"));
        editor::wait_for_text(page, text);
        // Its own path is on its tab, and the one at the root is a file as any other.
        page.wait_for_text(&format!("{}[aria-selected=true]", tab("docker/Dockerfile")), "docker/Dockerfile");
        page.click(&tab("Dockerfile"));
        assert_eq!(value(page, "file-text"), DOCKERFILE);
        page.click(&tab("docker/Dockerfile"));
        page.wait_for(&id("editor"));
        page.click(&id("export"));
        let command = format!("{} summary", id("artifact-build-command"));
        page.click(&command);
        page.wait_for_text(&id("artifact-build-command"), "docker build --file docker/Dockerfile.prod --tag");
        page.reload();
        page.wait_for(&tab("docker/Dockerfile"));
        fs::remove_dir_all(folder.parent().expect("a folder of the test's own")).expect("it can be removed");
    });
}

#[test]
fn tabs_are_walked_with_arrow_keys() {
    with_page("files_keys", |page| {
        page.click(&id("files-show"));
        page.type_into(&id("file-new"), ".dockerignore");
        page.click(&id("file-add"));
        page.wait_for(&format!("{}[aria-selected=true]", tab(".dockerignore")));
        page.execute("document.querySelector('[data-testid=file-tab][aria-selected=true]').focus()", Vec::new());
        page.press(&char::from(browser_tests::Key::Left).to_string());
        page.wait_for(&format!("{}[aria-selected=true]", tab("Dockerfile")));
        page.wait_until("document.activeElement.dataset.path === 'Dockerfile'");
        page.wait_for(&id("editor"));
    });
}

fn tab(path: &str) -> String {
    format!("[data-testid=file-tab][data-path=\"{path}\"]")
}

fn value(page: &Page, test_id: &str) -> Value {
    page.wait_for(&id(test_id));
    page.value(&format!("document.querySelector('{}').value", id(test_id)))
}

/// Chooses a folder in the system's own dialog, as the driver can.
fn open_folder(page: &Page, folder: &Path) {
    wait_for_reader(page);
    page.click(&id("files-show"));
    page.type_into(&id("open-folder"), folder.to_str().expect("a path in UTF-8"));
}

/// Waits for the script that reads files.
fn wait_for_reader(page: &Page) {
    page.wait_until("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/project-files.js'))");
    page.wait_until("(await new Promise((done) => setTimeout(() => done(true), 100)))");
}

/// Waits until nothing moves or fades any more.
fn settle(page: &Page) {
    let running = "document.getAnimations().filter((it) => it.playState === 'running').length";
    page.wait_until_seen(|page| page.value(running), |count: &Value| *count == json!(0));
}
