use std::collections::HashSet;

use super::{Followed, Manifests};
use crate::model::context::ContextEntry;
use crate::model::ignore::IgnoreFile;
use crate::project::Project;

/// More manifests than this are not followed, nor larger ones.
const MOST_MANIFESTS: usize = 2_000;
const LARGEST_MANIFEST: usize = 1 << 20;

/// So often the patterns of workspaces are held against paths.
const MOST_COMPARISONS: usize = 2_000_000;

/// So many files of a folder are looked at to see whether the builder gets to see any.
const SAMPLE: usize = 100;

/// A walk from manifest to manifest. All paths are below the working directory.
pub(super) struct Walk<'a> {
    project: &'a Project,
    root: &'a str,
    ignore: IgnoreFile,
    seen: HashSet<String>,
    added: HashSet<String>,
    /// What was found so far.
    pub(super) found: Followed,
    comparisons: usize,
    is_unclear: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(project: &'a Project, root: &'a str) -> Self {
        Self {
            project,
            root,
            ignore: project.ignore_file(),
            seen: HashSet::new(),
            added: HashSet::new(),
            found: Followed::default(),
            comparisons: 0,
            is_unclear: false,
        }
    }

    pub(super) fn finish(mut self) -> Manifests {
        if self.is_unclear || self.found.files.is_empty() {
            return Manifests::Unclear;
        }
        // What is in a folder comes with it.
        let is_inside = |path: &String| {
            path.match_indices('/').any(|(at, _)| at + 1 < path.len() && self.added.contains(&path[..=at]))
        };
        self.found.files.retain(|path| !is_inside(path));
        Manifests::Followed(self.found)
    }

    /// Something cannot be followed.
    pub(super) fn give_up(&mut self) {
        self.is_unclear = true;
    }

    /// Whether this is the first time that a manifest is met; also gives up where there are too many.
    pub(super) fn enters(&mut self, path: &str) -> bool {
        if self.is_unclear || self.seen.len() >= MOST_MANIFESTS {
            self.is_unclear = true;
            return false;
        }
        self.seen.insert(path.to_owned())
    }

    /// Whether a path may be held against that many patterns; gives up where that was done too often.
    pub(super) fn may_compare(&mut self, patterns: usize) -> bool {
        self.comparisons += patterns + 1;
        self.is_unclear |= self.comparisons > MOST_COMPARISONS;
        !self.is_unclear
    }

    /// Whether the builder sees a file there.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = format!("{}{path}", self.root);
        matches!(self.project.files.get(&path), Some(ContextEntry::File { .. })) && self.is_sent(&path)
    }

    /// Whether the builder sees a file in the folder, which ends in a slash.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.below(folder).take(SAMPLE).any(|path| self.is_sent(&format!("{}{path}", self.root)))
    }

    fn is_sent(&self, path: &str) -> bool {
        !self.ignore.decide(path).excluded
    }

    /// The files in the folder, whether the builder sees them or not.
    pub(super) fn below(&self, folder: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let (root, start) = (self.root.len(), format!("{}{folder}", self.root));
        let files = self.project.files.range(start.clone()..).map(|(path, _)| path.as_str());
        files.take_while(move |path| path.starts_with(&start)).map(move |path| &path[root..])
    }

    /// The text of a manifest; gives up where it cannot be read.
    pub(super) fn text(&mut self, path: &str) -> Option<&'a str> {
        let text = self.project.text_of(&format!("{}{path}", self.root));
        let text = text.filter(|text| text.len() <= LARGEST_MANIFEST && self.has(path));
        self.is_unclear |= text.is_none();
        text
    }

    /// The file is copied where it exists; one `*` stands for whatever is there.
    pub(super) fn want(&mut self, path: &str) {
        let is_there = match path.split_once('*') {
            None => self.has(path),
            Some((start, end)) => {
                let fits =
                    |it: &str| it.ends_with(end) && it.len() >= path.len() - 1 && !it[start.len()..].contains('/');
                self.below(start).any(|it| fits(it) && self.has(it))
            }
        };
        if is_there {
            self.add(path.to_owned());
        }
    }

    /// The file is copied; gives up where there is none.
    pub(super) fn need(&mut self, path: &str) {
        if self.has(path) {
            self.add(path.to_owned());
        } else {
            self.give_up();
        }
    }

    /// The folder, with a slash at its end, is copied where it exists.
    pub(super) fn want_folder(&mut self, folder: &str) {
        if self.has_folder(folder) {
            self.add(folder.to_owned());
        }
    }

    /// The folder is copied; gives up where nothing is in it, or where it is the working directory itself.
    pub(super) fn need_folder(&mut self, folder: &str) {
        if !folder.is_empty() && self.has_folder(folder) {
            self.add(folder.to_owned());
        } else {
            self.give_up();
        }
    }

    /// A file that must exist and may be empty.
    pub(super) fn stub(&mut self, path: String) {
        if self.has(&path) && self.added.insert(path.clone()) {
            self.found.stubs.push(path);
        }
    }

    fn add(&mut self, path: String) {
        if self.added.insert(path.clone()) {
            self.found.files.push(path);
        }
    }

    /// The path that `relative` means in `folder`; gives up where it is absolute, leads out or is computed.
    pub(super) fn path(&mut self, folder: &str, relative: &str) -> Option<String> {
        let path = join(folder, relative);
        self.is_unclear |= path.is_none();
        path
    }

    /// As [`Self::path`], for a folder: with a slash at its end, empty for the working directory.
    pub(super) fn folder(&mut self, folder: &str, relative: &str) -> Option<String> {
        let path = self.path(folder, relative)?;
        Some(if path.is_empty() { path } else { format!("{path}/") })
    }

    /// Follows what an installation packs or builds from a folder: all of it is needed, whatever it is made of.
    pub(super) fn local_package(&mut self, folder: &str, relative: &str) {
        if let Some(path) = self.path(folder, relative) {
            if self.has(&path) {
                self.need(&path);
            } else {
                self.need_folder(&format!("{path}/"));
            }
        }
    }
}

/// The clean path that `relative` means in `folder`, which is empty or ends in a slash; `None` for an absolute one, one
/// that leads out, and one that something computes.
fn join(folder: &str, relative: &str) -> Option<String> {
    if relative.starts_with(['/', '~', '\\']) || relative.contains(['$', '%', '*', ':', '\n', ' ', '"', '\'']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a path, with its slash; empty for none.
pub(super) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let cases = [
            ("", "a", Some("a")),
            ("a/", "../b/./c/", Some("b/c")),
            ("a/", "..\\b", Some("b")),
            ("a/", "..", Some("")),
            ("", "../a", None),
            ("", "/a", None),
            ("", "${x}/a", None),
        ];
        for (folder, relative, expected) in cases {
            assert_eq!(join(folder, relative).as_deref(), expected, "{folder} {relative}");
        }
    }
}
