//! What a person can do on the page and what can be seen there.

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, thread};

use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::{Map, Value, json};

use crate::files;
use crate::session::Session;
use crate::site::{Request, Site};

/// The page may take this long to react, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often the page is looked at while something is awaited.
const LOOK: Duration = Duration::from_millis(15);

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

/// The width and height of a small phone, in CSS pixels.
pub const PHONE: (u32, u32) = (360, 740);
/// The width and height of a common laptop, in CSS pixels.
pub const DESKTOP: (u32, u32) = (1440, 900);

/// The page in a browser of its own, with an empty profile and an empty download folder.
#[derive(Debug)]
pub struct Page {
    pub(crate) session: Session,
    pub(crate) site: Site,
    /// A site of somebody else's, for pages around this one.
    pub(crate) beside: RefCell<Option<Site>>,
    /// The test, by which its pictures are named.
    pub(crate) name: &'static str,
    /// Removed at the end.
    pub(crate) folder: PathBuf,
}

/// Opens the page for the test `name` and runs the test. Fails if the browser's console shows an error afterwards, a
/// violation of the Content-Security-Policy among them, or if a request went anywhere but to the page's own server.
#[track_caller]
pub fn with_page(name: &'static str, test: impl FnOnce(&Page)) {
    with_page_at(name, "", test);
}

/// As [`with_page`], with the page below the path `base`, such as `/sub/path`.
#[track_caller]
pub fn with_page_at(name: &'static str, base: &'static str, test: impl FnOnce(&Page)) {
    let page = Page::start(name, base);
    page.open();
    test(&page);
    page.assert_no_trouble();
}

/// As [`with_page`], but files whose names end like this do not arrive before [`Page::let_through`].
#[track_caller]
pub fn with_page_before(name: &'static str, ending: &'static str, test: impl FnOnce(&Page)) {
    let page = Page::start(name, "");
    page.site.hold(Some(ending));
    page.session.run(page.session.client().goto(&page.site.url()));
    page.wait_for("[data-started] [data-testid=editor]");
    test(&page);
    page.assert_no_trouble();
}

/// The selector of the element with that test id.
pub fn id(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}

impl Page {
    fn start(name: &'static str, base: &'static str) -> Self {
        let folder = files::target().join(format!("browser-tests/{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("downloads")).expect("the target folder can be written");
        let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).into();
        arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
        let downloads = folder.join("downloads");
        let mut chromium = json!({
            "args": arguments,
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        });
        if let Some(program) = std::env::var_os("CHROMIUM") {
            chromium["binary"] = json!(program.to_string_lossy());
        }
        let session = Session::start(Map::from_iter([
            ("browserName".to_owned(), json!("chrome")),
            ("goog:chromeOptions".to_owned(), chromium),
            ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL", "performance": "ALL" })),
        ]));
        let page = Self { session, site: Site::start(base), beside: RefCell::default(), name, folder };
        page.set_viewport(DESKTOP);
        // What the browser itself loaded into its first, empty tab is not the page's doing.
        page.leave();
        page.take_requested_urls();
        page
    }

    /// Goes to the page and waits until it has drawn itself and its editor has arrived.
    #[track_caller]
    pub fn open(&self) {
        self.open_link(&self.site.url());
    }

    /// As [`Self::open`], with an address that leads to the page.
    #[track_caller]
    pub fn open_link(&self, address: &str) {
        self.session.run(self.session.client().goto(address));
        self.wait_until_ready();
    }

    /// Lets what was held arrive, and waits until all of the page's code is there. An editor that is in use stays.
    #[track_caller]
    pub fn let_through(&self) {
        self.site.hold(None);
        self.wait_until("isWhole()");
    }

    /// Goes away from the page, to an empty one.
    #[track_caller]
    pub fn leave(&self) {
        self.session.run(self.session.client().goto("about:blank"));
    }

    /// Loads the page again and waits as [`Self::open`] does.
    #[track_caller]
    pub fn reload(&self) {
        self.session.run(self.session.client().refresh());
        self.wait_until_ready();
    }

    #[track_caller]
    fn wait_until_ready(&self) {
        self.wait_for("[data-started] [data-testid=editor]");
        // The rich editor takes the place of the plain one, unless that is wanted.
        self.wait_for(".cm-content, .page:has([data-testid=editor-plain]:checked) textarea[data-testid=editor]");
        // Until the service worker has kept everything, its requests would be taken for the page's.
        self.wait_until("!navigator.serviceWorker || (await navigator.serviceWorker.getRegistration())?.active");
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        self.site.url()
    }

    /// Every request that reached the page's server, in the order of the answers.
    pub fn requests(&self) -> Vec<Request> {
        self.site.requests()
    }

    /// Runs the body of a function in the page and returns what it returns; a promise is awaited.
    #[track_caller]
    pub fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.session.execute(script, arguments)
    }

    /// The value of a JavaScript expression in the page.
    #[track_caller]
    pub fn value(&self, expression: &str) -> Value {
        self.execute(&format!("return ({expression})"), Vec::new())
    }

    /// Waits for an element that is shown.
    #[track_caller]
    pub fn wait_for(&self, selector: &str) -> Element {
        let shown = "return [...document.querySelectorAll(arguments[0])]
            .find((it) => it.checkVisibility({ visibilityProperty: true })) ?? null";
        let mut found = None;
        wait(&format!("`{selector}` to be shown"), || {
            found = self.session.find_by_script(shown, vec![json!(selector)]);
            found.is_some()
        });
        found.expect("the wait ends with an element")
    }

    /// Does something with an element, once it is shown; again if the page has drawn another one in its place meanwhile.
    #[track_caller]
    fn on<T>(&self, selector: &str, action: impl Fn(&Element) -> Result<T, CmdError>) -> T {
        let start = Instant::now();
        loop {
            match action(&self.wait_for(selector)) {
                Err(error) if error.is_stale_element_reference() && start.elapsed() < PATIENCE => thread::sleep(LOOK),
                outcome => return outcome.unwrap_or_else(|error| panic!("`{selector}`: {error}")),
            }
        }
    }

    /// Waits until no element matches.
    #[track_caller]
    pub fn wait_for_none(&self, selector: &str) {
        wait(&format!("`{selector}` to go"), || self.count(selector) == 0);
    }

    /// Waits until a JavaScript expression is true in the page.
    #[track_caller]
    pub fn wait_until(&self, expression: &str) {
        wait(&format!("`{expression}`"), || self.value(&format!("Boolean({expression})")) == json!(true));
    }

    /// Waits until `look` sees what it should. The last sight is in the message if it never does.
    #[track_caller]
    pub fn wait_until_seen<T: std::fmt::Debug>(&self, look: impl Fn(&Self) -> T, is_right: impl Fn(&T) -> bool) -> T {
        let start = Instant::now();
        loop {
            let seen = look(self);
            if is_right(&seen) {
                return seen;
            }
            assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain; at the end there was {seen:#?}");
            thread::sleep(LOOK);
        }
    }

    /// Waits until an element is shown whose text contains `part`, and returns the text.
    #[track_caller]
    pub fn wait_for_text(&self, selector: &str, part: &str) -> String {
        self.wait_until_seen(|page| page.text(selector), |text| text.contains(part))
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> usize {
        self.session.run(self.session.client().find_all(Locator::Css(selector))).len()
    }

    /// Clicks on an element, once it is shown; what something else covers is scrolled to first.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let uncover = "const [it] = arguments;
            const { left, top, width, height } = it.getBoundingClientRect();
            const seen = document.elementFromPoint(left + width / 2, top + height / 2);
            if (!it.contains(seen)) it.scrollIntoView({ block: 'center' });";
        self.on(selector, |element| {
            let itself = serde_json::to_value(element).expect("an element has a reference");
            self.session.try_run(self.session.client().execute(uncover, vec![itself]))?;
            self.session.try_run(element.click())
        });
    }

    /// Moves the pointer to the middle of an element, once it is shown.
    #[track_caller]
    pub fn point_at(&self, selector: &str) {
        self.wait_for(selector);
        let middle = self.value(&format!(
            "(() => {{
                const {{ left, top, width, height }} = document.querySelector('{selector}').getBoundingClientRect();
                return {{ type: 'mouseMoved', x: left + width / 2, y: top + height / 2 }};
            }})()"
        ));
        self.session.debug("Input.dispatchMouseEvent", &middle);
    }

    /// Clicks on the middle of an element, once it is shown, while the Control key is held.
    #[track_caller]
    pub fn control_click(&self, selector: &str) {
        self.point_at(selector);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = self.value(&format!(
                "(() => {{
                    const {{ left, top, width, height }} = document.querySelector('{selector}').getBoundingClientRect();
                    const [x, y] = [left + width / 2, top + height / 2];
                    return {{ type: '{kind}', x, y, button: 'left', clickCount: 1, modifiers: 2 }};
                }})()"
            ));
            self.session.debug("Input.dispatchMouseEvent", &event);
        }
    }

    /// Types into the browser's own question, which is open, and agrees.
    #[track_caller]
    pub fn answer_prompt(&self, answer: &str) {
        let client = self.session.client();
        wait("the browser's question", || self.session.try_run(client.get_alert_text()).is_ok());
        self.session.run(client.send_alert_text(answer));
        self.session.run(client.accept_alert());
    }

    /// Types into an element, once it is shown, behind what stands there.
    #[track_caller]
    pub fn type_into(&self, selector: &str, text: &str) {
        // The driver has keys for the basic plane only; what lies beyond comes from an input method, as it does for people.
        for run in text.chars().collect::<Vec<_>>().chunk_by(|a, b| (a.len_utf16() == 1) == (b.len_utf16() == 1)) {
            let part: String = run.iter().collect();
            if run[0].len_utf16() == 1 {
                self.on(selector, |element| self.session.try_run(element.send_keys(&part)));
            } else {
                self.on(selector, |element| self.session.try_run(element.send_keys("")));
                self.session.debug("Input.insertText", &json!({ "text": part }));
            }
        }
    }

    /// Selects all that stands in a field and types over it.
    #[track_caller]
    pub fn type_over(&self, selector: &str, text: &str) {
        self.click(selector);
        self.chord(Key::Control, "a");
        self.press(&char::from(Key::Delete).to_string());
        self.type_into(selector, text);
    }

    /// Chooses an entry of a list by its value.
    #[track_caller]
    pub fn choose(&self, selector: &str, value: &str) {
        self.on(selector, |element| self.session.try_run(element.select_by_value(value)));
    }

    /// Presses keys one after the other, wherever the focus is.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        self.act(strokes);
    }

    /// Presses a key while another one is held.
    #[track_caller]
    pub fn chord(&self, held: Key, keys: &str) {
        self.chord_of(&[held], keys);
    }

    /// Presses a key while others are held.
    #[track_caller]
    pub fn chord_of(&self, held: &[Key], keys: &str) {
        let strokes = keys.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let down = held.iter().map(|key| KeyAction::Down { value: char::from(*key) });
        let up = held.iter().rev().map(|key| KeyAction::Up { value: char::from(*key) });
        self.act(down.chain(strokes).chain(up));
    }

    #[track_caller]
    fn act(&self, strokes: impl Iterator<Item = KeyAction>) {
        let keyboard = strokes.fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.session.run(self.session.client().perform_actions(keyboard));
    }

    /// The text within an element, as the document has it.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.on(selector, |element| self.session.try_run(element.prop("textContent"))).unwrap_or_default()
    }

    /// An attribute of an element, once it is shown.
    #[track_caller]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.on(selector, |element| self.session.try_run(element.attr(name)))
    }

    /// Sets the size of the page's area, in CSS pixels.
    pub fn set_viewport(&self, (width, height): (u32, u32)) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.session.debug("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Lets the system ask for colours: `dark` or `light`.
    pub fn prefer_colours(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.session.debug("Emulation.setEmulatedMedia", &features);
    }

    /// Presses a button that copies something, and returns what it puts on the clipboard.
    #[track_caller]
    pub fn copied_by(&self, selector: &str) -> String {
        // Reading is what people are asked about.
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.session.debug("Browser.grantPermissions", &permissions);
        self.value("await navigator.clipboard.writeText('nothing was copied')");
        self.click(selector);
        let read = |page: &Self| page.value("await navigator.clipboard.readText()");
        let copied = self.wait_until_seen(read, |text| *text != json!("nothing was copied"));
        copied.as_str().unwrap_or_default().to_owned()
    }
}

/// Waits until `condition` holds.
#[track_caller]
pub(crate) fn wait(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
        thread::sleep(LOOK);
    }
}
