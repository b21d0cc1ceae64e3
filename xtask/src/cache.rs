//! The cache folder that all clones of one user share.
//!
//! An entry is a folder whose name holds its version. It is filled under another name and renamed when complete, so an
//! entry that exists is whole; a lock per entry keeps two runs from doing the same work.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::process::{Context, Failure, Result, announce};

/// `$XDG_CACHE_HOME/dockerfile-playground`, or `~/.cache/dockerfile-playground`.
pub(crate) fn root() -> Result<PathBuf> {
    let from_home = || std::env::home_dir().map(|home| home.join(".cache"));
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let base = base.or_else(from_home);
    base.map(|base| base.join("dockerfile-playground"))
        .ok_or_else(|| Failure::new("no cache folder: set HOME or XDG_CACHE_HOME to a folder that can be written"))
}

/// The folder of the entry `name`, which `fill` makes if it is missing.
///
/// `fill` gets an empty folder that is later renamed: what it writes there must not contain that folder's path.
pub(crate) fn entry(name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let root = root()?;
    let folder = root.join(name);
    if folder.is_dir() {
        return Ok(folder);
    }
    let _lock = lock(&root, name)?;
    if folder.is_dir() {
        return Ok(folder);
    }
    let parent = folder.parent().unwrap_or(&root);
    let unfinished = parent.join(format!(".unfinished-{}", name.replace('/', "-")));
    // Left behind by a run that was interrupted: the lock proves that nobody is writing there now.
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).context(|| format!("removing {}", unfinished.display()))?;
    }
    fs::create_dir_all(&unfinished).context(|| format!("creating {}", unfinished.display()))?;
    fill(&unfinished)?;
    fs::rename(&unfinished, &folder).context(|| format!("moving {name} into the cache"))?;
    Ok(folder)
}

/// Waits until no other run works on the entry `name`. The lock ends with the returned file, even if the run dies.
fn lock(root: &Path, name: &str) -> Result<File> {
    let folder = root.join("locks");
    fs::create_dir_all(&folder).context(|| format!("creating {}", folder.display()))?;
    let path = folder.join(name.replace('/', "-"));
    let file = File::create(&path).context(|| format!("creating {}", path.display()))?;
    if file.try_lock().is_err() {
        announce(&format!("Another run is preparing {name}: waiting for it."));
        file.lock().context(|| format!("locking {}", path.display()))?;
    }
    Ok(file)
}
