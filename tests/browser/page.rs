//! The page as a test sees it: open it, act as a person does, look at what is shown, and at what went wrong unseen.

#![allow(dead_code, reason = "the vocabulary of tests: not every word is in use at all times")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::site::{Options, Site};
use crate::webdriver::{Element, Session};

/// The page may take this long to react, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// What Chromium needs to run without a screen, as root, and without talking to anyone.
const ARGUMENTS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Widths and heights that people have, in CSS pixels.
pub(crate) const PHONE: (u32, u32) = (390, 844);
pub(crate) const DESKTOP: (u32, u32) = (1440, 900);

/// The page in a browser of its own, with an empty profile and an empty download folder.
#[derive(Debug)]
pub(crate) struct Page {
    session: Session,
    site: Site,
    /// The test, by which its screenshots are named.
    name: &'static str,
    /// Removed at the end.
    folder: PathBuf,
}

/// Opens the page for the test `name`, runs the test, and fails if the browser's console shows an error afterwards.
#[track_caller]
pub(crate) fn with_page(name: &'static str, options: Options, test: impl FnOnce(&Page)) {
    let page = Page::start(name, options);
    page.open("");
    test(&page);
    let errors = page.take_console_errors();
    assert!(errors.is_empty(), "the console of `{name}` shows errors: {errors:#?}");
}

impl Page {
    fn start(name: &'static str, options: Options) -> Self {
        let folder = target_folder().join(format!("browser-tests/{name}-{}", std::process::id()));
        let downloads = folder.join("downloads");
        fs::create_dir_all(&downloads).expect("the target folder can be written");
        let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).into();
        arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
        let mut chromium = json!({
            "args": arguments,
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        });
        if let Some(program) = std::env::var_os("CHROMIUM") {
            chromium["binary"] = json!(program.to_string_lossy());
        }
        let session = Session::start(&json!({
            "browserName": "chrome",
            "goog:chromeOptions": chromium,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        }));
        let page = Self { session, site: Site::start(options), name, folder };
        page.set_viewport(DESKTOP);
        // What the browser itself loaded into its first, empty tab is not the page's doing.
        page.session.post("/url", &json!({ "url": "about:blank" }));
        page.take_requested_urls();
        page
    }

    /// The server of this page.
    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// The session, for what this type has no word for.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Goes to the page; `rest` is what follows its address, such as a fragment.
    #[track_caller]
    pub(crate) fn open(&self, rest: &str) {
        self.session.post("/url", &json!({ "url": format!("{}{rest}", self.site.url()) }));
    }

    /// Waits for an element that is shown.
    #[track_caller]
    pub(crate) fn wait_for(&self, selector: &str) -> Element {
        let mut found = None;
        wait(&format!("`{selector}` to be shown"), || {
            found = self.session.find(selector);
            // The element may vanish between the two commands: then the next look finds its successor.
            found.as_ref().is_some_and(|element| {
                let shown = "const shown = arguments[0]; return shown.checkVisibility({ visibilityProperty: true })";
                let body = json!({ "script": shown, "args": [element.as_argument()] });
                self.session.command("POST", "/execute/sync", Some(&body)).is_ok_and(|value| value == json!(true))
            })
        });
        found.expect("the wait ends with an element")
    }

    /// Waits until a JavaScript expression is true in the page.
    #[track_caller]
    pub(crate) fn wait_until(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        wait(&format!("`{expression}`"), || self.session.execute(&script, &[]) == json!(true));
    }

    /// Clicks on an element, once it is shown.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.session.act(&self.wait_for(selector), "click", &json!({}));
    }

    /// Types into an element, once it is shown. Special keys are the private characters of the WebDriver specification.
    #[track_caller]
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        self.session.act(&self.wait_for(selector), "value", &json!({ "text": text }));
    }

    /// Presses keys wherever the focus is.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str) {
        let strokes =
            keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key })));
        let source = json!({ "type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>() });
        self.session.post("/actions", &json!({ "actions": [source] }));
    }

    /// The text of an element as it is shown.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        let element = self.wait_for(selector);
        self.session.read(&element, "text").as_str().unwrap_or_default().to_owned()
    }

    /// Sets the size of the page's area, in CSS pixels.
    pub(crate) fn set_viewport(&self, (width, height): (u32, u32)) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.session.debug("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Sets a media feature, such as `prefers-color-scheme` to `dark`.
    pub(crate) fn set_media_feature(&self, name: &str, value: &str) {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        self.session.debug("Emulation.setEmulatedMedia", &features);
    }

    /// Writes what is shown to `target/screenshots/TEST-WHAT.png`.
    #[track_caller]
    pub(crate) fn screenshot(&self, what: &str) {
        let picture = self.session.get("/screenshot");
        let bytes = decode_base64(picture.as_str().unwrap_or_default());
        let folder = target_folder().join("screenshots");
        fs::create_dir_all(&folder).expect("the target folder can be written");
        fs::write(folder.join(format!("{}-{what}.png", self.name)), bytes).expect("the target folder can be written");
    }

    /// Takes the errors that the browser's console shows, violations of the Content-Security-Policy among them.
    pub(crate) fn take_console_errors(&self) -> Vec<String> {
        let entries = self.session.take_log("browser").into_iter();
        let errors = entries.filter(|entry| entry["level"] == "SEVERE");
        errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Takes the addresses of all requests that the page tried to send since the last call, to any server.
    pub(crate) fn take_requested_urls(&self) -> Vec<String> {
        let events = self.session.take_log("performance").into_iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &event["message"];
            let sent = message["method"] == "Network.requestWillBeSent";
            sent.then(|| message["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
        });
        events.collect()
    }

    /// Waits for a file in the download folder and returns its name and content.
    #[track_caller]
    pub(crate) fn wait_for_download(&self) -> (String, Vec<u8>) {
        let mut finished = None;
        wait("a download", || {
            let files = fs::read_dir(self.folder.join("downloads")).into_iter().flatten().flatten();
            finished = files.map(|file| file.path()).find(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                !name.ends_with(".crdownload") && !name.starts_with('.')
            });
            finished.is_some()
        });
        let path = finished.expect("the wait ends with a file");
        let content = fs::read(&path).expect("a finished download can be read");
        (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), content)
    }

    /// What axe finds wrong with the page as it is shown, against WCAG 2.2 level AA: a line per rule and element.
    #[track_caller]
    pub(crate) fn accessibility_violations(&self) -> Vec<String> {
        let file = std::env::var_os("AXE_CORE").map_or_else(default_axe_core, PathBuf::from);
        let axe = fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask test` brings axe-core", file.display()));
        self.session.execute(&axe, &[]);
        let run = "return axe
            .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
            .then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
                nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`)))";
        let lines = self.session.execute(run, &[]);
        let lines = lines.as_array().expect("axe returns a list").iter();
        lines.map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Ok(picture) = self.session.command("GET", "/screenshot", None)
        {
            let path = target_folder().join(format!("screenshots/failed-{}.png", self.name));
            drop(fs::create_dir_all(path.parent().unwrap_or(Path::new("."))));
            drop(fs::write(&path, decode_base64(picture.as_str().unwrap_or_default())));
            eprintln!("what the page showed: {}", path.display());
        }
        // The browser may still write into its profile; what stays behind lies in the target folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}

#[track_caller]
fn wait(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn target_folder() -> PathBuf {
    // Cargo's own temporary folder for tests lies directly in the target folder, wherever that is.
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap_or(temporary).to_owned()
}

fn default_axe_core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js")
}

/// Decodes the base64 of a driver's answer, which has no line breaks.
fn decode_base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [0_u8; 256];
    for (value, letter) in (0..).zip(ALPHABET) {
        values[usize::from(*letter)] = value;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = group.iter().fold(0_u32, |bits, letter| bits << 6 | u32::from(values[usize::from(*letter)]));
        let padded = bits << (6 * (4 - group.len()));
        bytes.extend(&padded.to_be_bytes()[1..group.len()]);
    }
    bytes
}
