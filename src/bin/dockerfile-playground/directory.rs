//! Reads a build context from a folder, as a builder would be sent it.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use dockerfile_playground::Project;
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::model::ignore::IgnoreFile;

use crate::failure::Failure;

/// Files above this size are not read: their length and their time of change stand for them.
const MOST_BYTES: u64 = 1 << 20;

/// Adds everything below `folder` that the ignore file of the project lets through to its files, and the ignore file
/// itself.
pub(crate) fn read_into(project: &mut Project, folder: &Path) -> Result<(), Failure> {
    let own = format!("{}.dockerignore", project.dockerfile_path);
    for name in [own.as_str(), ".dockerignore"] {
        let path = folder.join(name);
        if let Ok(content) = fs::read(&path) {
            project.files.insert(name.to_owned(), ContextEntry::file(content));
        }
    }
    let ignore = project.ignore_file();
    Walk { project, ignore: &ignore, root: folder }.run()
}

/// `path` as seen from `folder`; `None` if it lies elsewhere.
pub(crate) fn relative(path: &Path, folder: &Path) -> Option<String> {
    let (path, folder) = (fs::canonicalize(path).ok()?, fs::canonicalize(folder).ok()?);
    Some(slashed(path.strip_prefix(folder).ok()?))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

struct Walk<'a> {
    project: &'a mut Project,
    ignore: &'a IgnoreFile,
    root: &'a Path,
}

impl Walk<'_> {
    fn run(self) -> Result<(), Failure> {
        let mut open: Vec<PathBuf> = vec![PathBuf::new()];
        let mut decisions = self.ignore.walk();
        while let Some(below) = open.pop() {
            let folder = self.root.join(&below);
            let entries = fs::read_dir(&folder).map_err(|error| Failure::file("read the folder", &folder, &error))?;
            let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
            names.sort_unstable();
            for name in names {
                let path = below.join(name);
                let full = self.root.join(&path);
                let metadata = fs::symlink_metadata(&full).map_err(|error| Failure::file("read", &full, &error))?;
                let key = slashed(&path);
                let excluded = decisions.decide(&key).excluded;
                // Below an excluded folder something may be brought back by a line with `!`.
                if metadata.is_dir() && (!excluded || self.ignore.has_exclusions()) {
                    open.push(path);
                }
                if !excluded && let Some(entry) = entry(&full, &metadata)? {
                    self.project.files.insert(key, entry);
                }
            }
        }
        Ok(())
    }
}

/// What is at `path`; `None` for sockets, pipes and devices, which a builder does not take.
fn entry(path: &Path, metadata: &Metadata) -> Result<Option<ContextEntry>, Failure> {
    let failure = |error| Failure::file("read", path, &error);
    Ok(Some(if metadata.is_symlink() {
        ContextEntry::symlink(fs::read_link(path).map_err(failure)?.to_string_lossy())
    } else if metadata.is_dir() {
        with_mode(ContextEntry::directory(), metadata)
    } else if metadata.is_file() {
        let entry = if metadata.len() > MOST_BYTES {
            ContextEntry::unread(metadata.len(), &format!("changed {:?}", metadata.modified().ok()))
        } else {
            ContextEntry::file(fs::read(path).map_err(failure)?)
        };
        with_mode(entry, metadata)
    } else {
        return Ok(None);
    }))
}

#[cfg(unix)]
fn with_mode(entry: ContextEntry, metadata: &Metadata) -> ContextEntry {
    use std::os::unix::fs::PermissionsExt;
    entry.with_mode(metadata.permissions().mode() & 0o7777)
}

/// Docker gives everything from Windows the same mode.
#[cfg(not(unix))]
fn with_mode(entry: ContextEntry, _: &Metadata) -> ContextEntry {
    entry.with_mode(0o755)
}
