//! What the service worker keeps: written into the built page, because only then the names of all files are known.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::process::{Context, Failure, Result};

/// The worker, which keeps everything but itself.
const WORKER: &str = "service-worker.js";

/// The page, by the name that its address has for it.
const PAGE: (&str, &str) = ("index.html", "./");

/// Files that are for other pages or asked for by the system only.
const ELSEWHERE: [&str; 4] = ["embed.js", "icon-180.png", "icon-192.png", "icon-512.png"];

/// The lines of the worker that are replaced.
const VERSION_LINE: &str = "const VERSION = \"\";";
const FILES_LINE: &str = "const FILES = [];";

/// Writes the names of `files`, which lie below `dist`, and a version that any change of them changes.
pub(crate) fn write_list(dist: &Path, files: &[PathBuf]) -> Result<()> {
    let mut version = DefaultHasher::new();
    let mut names = Vec::new();
    for file in files {
        let name = file.strip_prefix(dist).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let content = fs::read(file).context(|| format!("reading {}", file.display()))?;
        if name != WORKER && !ELSEWHERE.contains(&name.as_str()) {
            (&name, content).hash(&mut version);
            names.push(if name == PAGE.0 { PAGE.1.to_owned() } else { name });
        }
    }
    let path = dist.join(WORKER);
    let worker = fs::read_to_string(&path).context(|| format!("reading {}", path.display()))?;
    let worker = fill(&worker, version.finish(), &names)
        .ok_or_else(|| Failure::new(format!("static/{WORKER} lacks `{VERSION_LINE}` or `{FILES_LINE}`")))?;
    fs::write(&path, worker).context(|| format!("writing {}", path.display()))
}

/// The worker with its version and its files; `None` if there is no place for them.
fn fill(worker: &str, version: u64, names: &[String]) -> Option<String> {
    if !worker.contains(VERSION_LINE) || !worker.contains(FILES_LINE) {
        return None;
    }
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let version = format!("const VERSION = \"{version:016x}\";");
    let files = format!("const FILES = [{}];", names.join(", "));
    Some(worker.replacen(VERSION_LINE, &version, 1).replacen(FILES_LINE, &files, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_takes_the_place_of_the_empty_one() {
        let worker = "const VERSION = \"\";\nconst FILES = [];\n";
        let names = ["./".to_owned(), "a.js".to_owned()];
        let filled = fill(worker, 255, &names).expect("both lines are there");
        assert_eq!(filled, "const VERSION = \"00000000000000ff\";\nconst FILES = [\"./\", \"a.js\"];\n");
        assert_eq!(fill("const VERSION = \"\";", 0, &names), None);
    }
}
