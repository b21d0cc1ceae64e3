//! Pages around this one: sites of other people that show it in a frame, and what a network does to it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::files;
use crate::page::{Page, wait};
use crate::site::Site;

impl Page {
    /// An empty folder of the test's own.
    pub fn folder_for(&self, what: &str) -> PathBuf {
        let folder = self.folder.join(what);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("the target folder can be written");
        folder
    }

    /// A copy of the built page, which the test may change.
    pub fn copy_of_the_site(&self, what: &str) -> PathBuf {
        let folder = self.folder_for(what);
        files::copy_folder(&files::dist(), &folder);
        folder
    }

    /// Lets the page's own server serve another folder from now on.
    pub fn serve_from(&self, folder: &Path) {
        self.site.serve_from(folder.to_owned());
    }

    /// Lets the page's own server answer nobody, or everybody again.
    pub fn cut_off(&self, is_cut_off: bool) {
        self.site.cut_off(is_cut_off);
    }

    /// Serves a folder as another site, of another origin, with a Content-Security-Policy.
    pub fn serve_beside(&self, folder: &Path, policy: Option<&str>) {
        // Browsers ask every site for it.
        fs::write(folder.join("favicon.ico"), []).expect("a folder of the test's own");
        let site = Site::serve(folder.to_owned(), "", policy.map(str::to_owned));
        // What the site before was asked for stays its business.
        self.take_requested_urls();
        self.beside.replace(Some(site));
    }

    /// Goes to the first page of that site.
    #[track_caller]
    pub fn visit_beside(&self) {
        self.visit_beside_at("");
    }

    /// Goes to a page of that site.
    #[track_caller]
    pub fn visit_beside_at(&self, path: &str) {
        let url = self.beside.borrow().as_ref().expect("a site is served beside").url();
        self.session.run(self.session.client().goto(&format!("{url}{path}")));
    }

    /// Goes into a frame: from now on, everything is about the page in it. A selector may lead into the shadow of an
    /// element: `element frame`.
    #[track_caller]
    pub fn enter_frame(&self, selector: &str) {
        let find = "const [outer, inner] = arguments[0].split(' ');
            const element = document.querySelector(outer);
            return (inner ? element?.shadowRoot?.querySelector(inner) : element) ?? null";
        let mut found = None;
        wait(&format!("the frame `{selector}`"), || {
            found = self.session.find_by_script(find, vec![json!(selector)]);
            found.is_some()
        });
        let frame = found.expect("the wait ends with a frame");
        self.execute("arguments[0].scrollIntoView()", vec![serde_json::to_value(&frame).expect("a reference")]);
        self.session.run(frame.enter_frame());
    }

    /// Goes back to the page around.
    #[track_caller]
    pub fn leave_frame(&self) {
        self.session.run(self.session.client().enter_parent_frame());
    }

    /// Runs a script before those of every page from now on.
    pub fn before_every_page(&self, script: &str) {
        self.session.debug("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    }
}
