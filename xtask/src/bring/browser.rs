//! Chromium and its WebDriver, for the tests that run in a browser.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{Failure, Result, announce, capture, find_program};

/// The programs that the browser tests start.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds the browser, or installs Debian's where that is allowed.
pub(crate) fn bring() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    let advice = "the browser tests need Chromium and chromedriver of one version on PATH \
                  (Debian: `apt-get install chromium chromium-driver` as root)";
    if find_program("apt-get").is_none() || !is_root() {
        return Err(Failure::new(advice));
    }
    announce("Installing Chromium and its driver with apt-get: once, about 100 MB.");
    install().or_else(|_| {
        capture(Command::new("apt-get").args(["update", "-qq"]))?;
        install()
    })?;
    find().ok_or_else(|| Failure::new(advice))
}

fn install() -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(["install", "-qq", "--no-install-recommends", "chromium", "chromium-driver"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    capture(&mut apt).map(drop)
}

fn find() -> Option<Browser> {
    let chromium = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    Some(Browser { chromium: chromium.into_iter().find_map(find_program)?, driver: find_program("chromedriver")? })
}

fn is_root() -> bool {
    capture(Command::new("id").arg("-u")).is_ok_and(|output| output.trim() == "0")
}
