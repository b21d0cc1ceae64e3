//! The words in which the acceptance tests speak of the page: open it, act as a person does, look at what is shown and
//! at what went wrong unseen. Knows Chromium and where things stand on the page; knows nothing of Dockerfiles.
//!
//! `cargo xtask test` builds `dist/`, finds Chromium and runs the tests. By hand:
//! `cargo xtask build && cargo test -p browser-tests`. Environment variables override what is used: `PAGE_DIST` (a built
//! page), `CHROMIUM` and `CHROMEDRIVER` (programs), `AXE_CORE` (the file `axe.min.js`).

mod beside;
mod evidence;
mod files;
mod page;
mod session;
mod site;

pub use fantoccini::key::Key;
pub use files::{copy_folder, dist};
pub use page::{DESKTOP, PHONE, Page, id, with_page, with_page_at, with_page_before};
pub use site::Request;
