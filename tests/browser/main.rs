//! The built page in a real browser.
//!
//! `cargo xtask test` builds `dist/`, finds Chromium and runs these tests. By hand:
//! `cargo xtask build && cargo test --features browser-tests --test browser`. Environment variables override what is
//! used: `PAGE_DIST` (a built page), `CHROMIUM` and `CHROMEDRIVER` (programs), `AXE_CORE` (the file `axe.min.js`).

mod loading;
mod page;
mod site;
mod webdriver;
