//! mdBook and `MkDocs`, with which the tests build sites that embed the page.

use std::path::PathBuf;
use std::process::Command;

use super::cargo_tools;
use crate::cache;
use crate::process::{Context, Result, announce, capture, find_program, project_root};

/// What pip installs, with every version.
const REQUIREMENTS: &str = "integrations/mkdocs/requirements.txt";

/// The version of `MkDocs` in that list names the entry of the cache.
const MKDOCS: &str = "tools/mkdocs-1.6.1";

/// Where the generators of sites lie.
#[derive(Debug)]
pub(crate) struct Generators {
    /// The program.
    pub(crate) mdbook: PathBuf,
    /// The folder of Python packages that holds `mkdocs`.
    pub(crate) mkdocs: PathBuf,
}

/// Finds both, or brings them.
pub(crate) fn bring() -> Result<Generators> {
    Ok(Generators { mdbook: cargo_tools::mdbook()?.join("mdbook"), mkdocs: mkdocs()? })
}

/// A folder of packages and no virtual environment, whose programs would hold the path of the unfinished entry.
fn mkdocs() -> Result<PathBuf> {
    cache::entry(MKDOCS, |folder| {
        announce("Installing MkDocs with pip: once, about 10 MB.");
        let python = find_program("python3").unwrap_or_else(|| PathBuf::from("python3"));
        let installer = folder.join("installer");
        // Debian's Python comes without pip, but its venv brings one.
        capture(Command::new(python).args(["-m", "venv"]).arg(&installer))?;
        let mut pip = Command::new(installer.join("bin/pip"));
        pip.args(["install", "--quiet", "--no-compile", "--target"]).arg(folder).arg("--requirement");
        capture(pip.arg(project_root().join(REQUIREMENTS)))?;
        std::fs::remove_dir_all(&installer).context(|| format!("removing {}", installer.display()))
    })
}
