//! What a test takes away from the page: pictures, downloads, and what went wrong without being seen.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::files;
use crate::page::{Page, wait};
use crate::site::Site;

/// The criteria of WCAG 2.2 up to level AA, as axe names them.
const CRITERIA: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

impl Page {
    /// Writes the page as it is shown, in its whole length, to `target/screenshots/WHAT.png`.
    #[track_caller]
    pub fn take_picture(&self, what: &str) {
        let size = self.session.debug("Page.getLayoutMetrics", &json!({}))["cssContentSize"].take();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let parameters = json!({ "captureBeyondViewport": true, "clip": clip });
        let picture = self.session.debug("Page.captureScreenshot", &parameters);
        let bytes = STANDARD.decode(picture["data"].as_str().unwrap_or_default()).expect("pictures come in base64");
        Self::keep_picture(what, &bytes);
    }

    fn keep_picture(what: &str, bytes: &[u8]) {
        let folder = files::target().join("screenshots");
        fs::create_dir_all(&folder).expect("the target folder can be written");
        fs::write(folder.join(format!("{what}.png")), bytes).expect("the target folder can be written");
    }

    /// Fails if the console shows an error or a request went to another server.
    #[track_caller]
    pub(crate) fn assert_no_trouble(&self) {
        let errors = self.take_console_errors();
        assert!(errors.is_empty(), "the console of `{}` shows errors: {errors:#?}", self.name);
        let origin = self.site.origin();
        let own = [origin.clone(), format!("blob:{origin}"), "data:".to_owned(), "about:blank".to_owned()];
        let mut elsewhere = self.take_requested_urls();
        let beside = self.beside.borrow().as_ref().map(Site::origin);
        elsewhere.retain(|url| !own.iter().chain(&beside).any(|own| url.starts_with(own)));
        assert!(elsewhere.is_empty(), "`{}` sent requests to other servers: {elsewhere:#?}", self.name);
        let requests = self.requests();
        assert!(
            requests.iter().all(|it| it.status == 200),
            "`{}` asked for what is not there: {requests:#?}",
            self.name
        );
    }

    /// Takes the errors that the browser's console shows, violations of the Content-Security-Policy among them.
    pub fn take_console_errors(&self) -> Vec<String> {
        let entries = self.session.take_log("browser").into_iter();
        let errors = entries.filter(|entry| entry["level"] == "SEVERE");
        errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Takes the addresses of all requests that the page tried to send since the last call, to any server.
    pub fn take_requested_urls(&self) -> Vec<String> {
        let events = self.session.take_log("performance").into_iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &event["message"];
            let sent = message["method"] == "Network.requestWillBeSent";
            sent.then(|| message["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
        });
        events.collect()
    }

    /// Waits for a file in the download folder, takes it out and returns its name and content.
    #[track_caller]
    pub fn take_download(&self) -> (String, Vec<u8>) {
        let mut finished = None;
        wait("a download", || {
            let files = fs::read_dir(self.folder.join("downloads")).into_iter().flatten().flatten();
            let paths: Vec<_> = files.map(|file| file.path()).collect();
            // While it comes in there are files with this ending or a hidden name, and an empty one that keeps its own
            // name free.
            let is_partial = |path: &PathBuf| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with('.') || name.ends_with(".crdownload")
            };
            let is_whole = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() > 0);
            finished = paths.iter().find(|path| is_whole(path)).filter(|_| !paths.iter().any(is_partial)).cloned();
            finished.is_some()
        });
        let path = finished.expect("the wait ends with a file");
        let content = fs::read(&path).expect("a finished download can be read");
        fs::remove_file(&path).expect("a finished download can be removed");
        (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), content)
    }

    /// What axe finds wrong with the page as it is shown, against WCAG 2.2 level AA: a line per rule and element. Colours
    /// that are still on their way to others are waited for.
    #[track_caller]
    pub fn barriers(&self) -> Vec<String> {
        if self.value("!('axe' in window)") == json!(true) {
            let file = files::axe_core();
            let axe = fs::read_to_string(&file);
            let axe = axe.unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask test` brings it", file.display()));
            self.execute(&axe, Vec::new());
        }
        let run = format!(
            "const moving = document.getAnimations().filter(({{ effect }}) => effect.getComputedTiming().endTime < Infinity);
            return Promise.allSettled(moving.map(({{ finished }}) => finished))
                .then(() => axe.run(document, {{ runOnly: {CRITERIA}, resultTypes: ['violations'] }}))
                .then(({{ violations }}) => violations.flatMap(({{ id, help, nodes }}) =>
                    nodes.map(({{ target, failureSummary }}) =>
                        `${{id}}: ${{help}}: ${{target.join(' ')}}: ${{failureSummary}}`)))"
        );
        let lines = self.execute(&run, Vec::new());
        let lines = lines.as_array().expect("axe returns a list").iter();
        lines.map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Ok(picture) = self.session.try_run(self.session.client().screenshot())
        {
            Self::keep_picture(&format!("failed-{}", self.name), &picture);
            eprintln!("what the page showed: target/screenshots/failed-{}.png", self.name);
        }
        // The browser may still write into its profile; what stays behind lies in the target folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}
