//! Lists of pip: `-r`, `-c`, `-e`, paths and folders of wheels.
//!
//! Source: pip documentation, "Requirements File Format". Seen with pip 23.2: a list named in a list is looked for
//! beside it, a package in the working directory.

use super::walk::{Walk, folder_of};
use super::{Ecosystem, Question, python};

/// Files that are packages.
const ARCHIVES: &[&str] = &[".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2"];

pub(super) fn lists(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let mut waiting: Vec<String> = question.manifests.to_vec();
    while let Some(path) = waiting.pop() {
        if !walk.enters(&path) {
            continue;
        }
        walk.need(&path);
        let Some(text) = walk.text(&path) else { return };
        let folder = folder_of(&path).to_owned();
        let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
        for line in joined.lines() {
            waiting.extend(list_line(walk, &folder, line));
        }
    }
}

/// What a line needs; another list that it names comes back.
fn list_line(walk: &mut Walk<'_>, folder: &str, line: &str) -> Option<String> {
    let line = line.split(" #").next().unwrap_or_default().trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    if !line.starts_with('-') {
        requirement(walk, line);
        return None;
    }
    for flag in ["--requirement", "--constraint", "-r", "-c"] {
        if let Some(path) = value(line, flag) {
            return if path.contains("://") { None } else { walk.path(folder, path) };
        }
    }
    for flag in ["--editable", "-e"] {
        if let Some(place) = value(line, flag) {
            if !place.contains("://") && !place.starts_with("git+") {
                package(walk, place);
            }
            return None;
        }
    }
    for flag in ["--find-links", "-f"] {
        if let Some(place) = value(line, flag) {
            if !place.contains("://")
                && let Some(place) = walk.folder(folder, place)
            {
                walk.need_folder(&place);
            }
            return None;
        }
    }
    // Indexes and switches name no files; `-i ./x` would.
    if line.contains(" ./") || line.contains("=./") || line.contains("file:") {
        walk.give_up();
    }
    None
}

/// The value of a flag that begins a line, in any of its spellings.
fn value<'l>(line: &'l str, flag: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(flag)?;
    let is_short = !flag.starts_with("--");
    let is_value = rest.starts_with([' ', '\t', '=']) || is_short && !rest.starts_with('-');
    is_value.then(|| rest.trim_start_matches(['=', ' ', '\t']).trim())
}

/// A package: by name, by address or by its place.
fn requirement(walk: &mut Walk<'_>, line: &str) {
    let word = line.split([' ', ';']).next().unwrap_or_default();
    let is_address = line.contains("://") && !line.contains("file://");
    let is_place = word.starts_with(['.', '/']) || ARCHIVES.iter().any(|it| word.ends_with(it)) || word.contains('/');
    if line.contains("file:") {
        walk.give_up();
    } else if is_place && !is_address {
        package(walk, word);
    }
}

/// A package in a folder, or one that is packed; `./a[extra]` has extras.
fn package(walk: &mut Walk<'_>, place: &str) {
    let place = place.split('[').next().unwrap_or_default().trim();
    let Some(path) = walk.path("", place) else { return };
    if walk.has(&path) {
        walk.need(&path);
    } else {
        python::local(walk, &path);
    }
}
