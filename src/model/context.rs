//! The build context as data: files, symbolic links and directories by path, after `.dockerignore`.
//!
//! Knows paths, globs of COPY sources and symbolic links inside the context. Does not know Dockerfiles, owners (all
//! entries of a context belong to 0:0) nor hashes: the cache simulator makes those of what it finds here.
//!
//! Source: tonistiigi/fsutil (`filter.go`), containerd/continuity (`fs.RootPath`) and moby/buildkit
//! (`frontend/dockerui/config.go` for the name of the ignore file).

mod base64;
mod entry;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use super::ignore::IgnoreFile;
use super::path::{Glob, ancestors, clean_in_root, has_wildcard};

pub use entry::{ContextEntry, DEFAULT_DIRECTORY_MODE, DEFAULT_FILE_MODE};

/// The usual name of the ignore file, at the root of the context.
pub const IGNORE_FILE: &str = ".dockerignore";

/// How many symbolic links one path may lead through before it is taken for a loop (containerd's limit).
pub const MAX_LINKS: usize = 255;

/// One path of a context with what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextNode {
    /// The path: clean, relative to the root of the context, without leading or trailing `/`.
    pub path: String,
    /// What is there.
    pub entry: ContextEntry,
}

/// What a builder gets to see of a directory. Cheap to clone, as contents are shared.
///
/// The root itself has no node. Every directory above a node has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildContext {
    /// Sorted component by component, so that all below a directory follows it.
    nodes: Vec<ContextNode>,
}

/// Why a path leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResolveError {
    /// Nothing is there, or the way leads through a file.
    NotFound,
    /// The way leads through more than [`MAX_LINKS`] symbolic links.
    TooManyLinks,
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "nothing is at this path",
            Self::TooManyLinks => "this path runs in a circle of symbolic links",
        })
    }
}

impl std::error::Error for ResolveError {}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved<'a> {
    /// The root of the context.
    Root,
    /// A file or directory; never a symbolic link.
    Node(&'a ContextNode),
}

impl<'a> Resolved<'a> {
    /// The path without symbolic links; empty for the root.
    pub fn path(self) -> &'a str {
        match self {
            Self::Root => "",
            Self::Node(node) => &node.path,
        }
    }

    /// Whether it is a directory; the root is one.
    pub const fn is_directory(self) -> bool {
        match self {
            Self::Root => true,
            Self::Node(node) => node.entry.is_directory(),
        }
    }
}

/// The path of the ignore file that counts for a Dockerfile: `<Dockerfile>.dockerignore` beside it if that exists (even
/// if it is empty), else `.dockerignore` at the root, if that exists.
pub fn ignore_file_path(files: &BTreeMap<String, ContextEntry>, dockerfile_path: &str) -> Option<String> {
    let own = format!("{}{IGNORE_FILE}", clean_in_root(dockerfile_path));
    [own, IGNORE_FILE.to_owned()].into_iter().find(|path| find_file(files, path).is_some())
}

/// The ignore file that counts for a Dockerfile, read; empty if there is none.
pub fn ignore_file(files: &BTreeMap<String, ContextEntry>, dockerfile_path: &str) -> IgnoreFile {
    let entry = ignore_file_path(files, dockerfile_path).and_then(|path| find_file(files, &path));
    entry
        .and_then(ContextEntry::content)
        .map(|bytes| IgnoreFile::parse(&String::from_utf8_lossy(bytes)))
        .unwrap_or_default()
}

/// The file at a clean path, however its key is written.
fn find_file<'a>(files: &'a BTreeMap<String, ContextEntry>, path: &str) -> Option<&'a ContextEntry> {
    let exact = files.get_key_value(path);
    let spelled = || files.iter().find(|(key, _)| clean_in_root(key) == path);
    exact.or_else(spelled).map(|(_, entry)| entry).filter(|entry| entry.content().is_some())
}

impl BuildContext {
    /// All of `files` that `ignore` does not exclude.
    ///
    /// Keys are cleaned, `..` clipped at the root. Directories that are only implied get mode 755. A path with entries
    /// below it is a directory, whatever its own entry says.
    pub fn new(files: &BTreeMap<String, ContextEntry>, ignore: &IgnoreFile) -> Self {
        Self::unfiltered(files).filtered(ignore)
    }

    /// All of `files`, as [`new`](Self::new) without an ignore file.
    pub fn unfiltered(files: &BTreeMap<String, ContextEntry>) -> Self {
        let cleaned = files.iter().map(|(path, entry)| (clean_in_root(path), entry));
        let mut sorted: Vec<_> = cleaned.filter(|(path, _)| !path.is_empty()).collect();
        sorted.sort_by(|(left, _), (right, _)| compare(left, right));
        let mut context = Self { nodes: Vec::with_capacity(sorted.len()) };
        let mut sorted = sorted.into_iter().peekable();
        while let Some((path, entry)) = sorted.next() {
            // Of several spellings of one path, the last in the order of the keys counts.
            if sorted.peek().is_none_or(|(next, _)| *next != path) {
                context.add(path, entry);
            }
        }
        context
    }

    /// What is left after the rules of an ignore file. A directory that is excluded stays if something below it does.
    #[must_use]
    pub fn filtered(self, ignore: &IgnoreFile) -> Self {
        let mut walk = ignore.walk();
        let mut nodes = Vec::with_capacity(self.nodes.len());
        // The excluded directories above the current node; something below may bring them back.
        let mut pending: Vec<ContextNode> = Vec::new();
        for node in self.nodes {
            pending.retain(|directory| is_below(&node.path, &directory.path));
            if walk.decide(&node.path).excluded {
                pending.push(node);
            } else {
                nodes.append(&mut pending);
                nodes.push(node);
            }
        }
        Self { nodes }
    }

    /// Adds a node after all others, and before it the directories that lead to it.
    fn add(&mut self, path: String, entry: &ContextEntry) {
        let shares_directory = self.nodes.last().is_some_and(|last| directory(&last.path) == directory(&path));
        if !shares_directory {
            self.add_directories(&path);
        }
        self.nodes.push(ContextNode { path, entry: entry.clone() });
    }

    fn add_directories(&mut self, path: &str) {
        for directory in ancestors(path) {
            match self.index_of(directory) {
                Ok(index) if self.nodes[index].entry.is_directory() => {}
                Ok(index) => self.nodes[index].entry = ContextEntry::directory(),
                // Sorted paths come after their directory and all of its earlier entries, so this is the end.
                Err(_) => self.nodes.push(ContextNode { path: directory.to_owned(), entry: ContextEntry::directory() }),
            }
        }
    }

    /// All nodes, each directory followed by what is below it.
    pub fn nodes(&self) -> &[ContextNode] {
        &self.nodes
    }

    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What is at a path; symbolic links are not followed. The path is cleaned, with `..` clipped at the root; the
    /// root itself is `None`.
    pub fn get(&self, path: &str) -> Option<&ContextNode> {
        self.index_of(&clean_in_root(path)).ok().map(|index| &self.nodes[index])
    }

    /// All below a directory, sorted, without itself. Empty for a file, and all nodes for the root.
    pub fn below(&self, path: &str) -> &[ContextNode] {
        let path = clean_in_root(path);
        if path.is_empty() {
            return &self.nodes;
        }
        let Ok(index) = self.index_of(&path) else { return &[] };
        let rest = &self.nodes[index + 1..];
        &rest[..rest.partition_point(|node| is_below(&node.path, &path))]
    }

    /// The direct entries of a directory, sorted.
    pub fn children(&self, path: &str) -> impl Iterator<Item = &ContextNode> {
        let path = clean_in_root(path);
        let skip = if path.is_empty() { 0 } else { path.len() + 1 };
        self.below(&path).iter().filter(move |node| !node.path[skip..].contains('/'))
    }

    /// Follows symbolic links, also in the middle of the path, until a file, a directory or the root. Links that are
    /// absolute or climb too far stay inside the context.
    pub fn resolve(&self, path: &str) -> Result<Resolved<'_>, ResolveError> {
        let cleaned = clean_in_root(path);
        // What is left to do, the next component last.
        let mut todo: Vec<String> = cleaned.rsplit('/').map(str::to_owned).collect();
        let mut here = Resolved::Root;
        let mut links = 0;
        while let Some(part) = todo.pop() {
            if matches!(part.as_str(), "" | ".") {
                continue;
            }
            if part == ".." {
                here = self.parent(here);
                continue;
            }
            if !here.is_directory() {
                return Err(ResolveError::NotFound);
            }
            let next = join(here.path(), &part);
            let node = self.index_of(&next).map(|index| &self.nodes[index]).map_err(|_| ResolveError::NotFound)?;
            let ContextEntry::Symlink { target } = &node.entry else {
                here = Resolved::Node(node);
                continue;
            };
            links += 1;
            if links > MAX_LINKS {
                return Err(ResolveError::TooManyLinks);
            }
            if target.starts_with('/') {
                here = Resolved::Root;
            }
            todo.extend(target.rsplit('/').map(str::to_owned));
        }
        Ok(here)
    }

    fn parent(&self, here: Resolved<'_>) -> Resolved<'_> {
        self.index_of(directory(here.path())).map_or(Resolved::Root, |index| Resolved::Node(&self.nodes[index]))
    }

    /// What a COPY source with wildcards selects, sorted: Go's `filepath.Match` on whole paths, so `*` never crosses a
    /// `/`. Symbolic links are followed in the directories before the first wildcard, not in what matches.
    ///
    /// `None` if the pattern is malformed. A source without wildcards is looked up by [`resolve`](Self::resolve).
    pub fn glob(&self, pattern: &str) -> Option<Vec<&ContextNode>> {
        let pattern = clean_in_root(pattern);
        let fixed_parts = pattern.split('/').take_while(|part| !has_wildcard(part)).count();
        let fixed: usize = pattern.split('/').take(fixed_parts).map(|part| part.len() + 1).sum();
        let (directory, rest) = pattern.split_at(fixed.min(pattern.len()));
        let glob = Glob::parse(rest)?;
        let Ok(directory) = self.resolve(&unescape(directory)) else { return Some(Vec::new()) };
        let skip = if directory.path().is_empty() { 0 } else { directory.path().len() + 1 };
        Some(self.below(directory.path()).iter().filter(|node| glob.matches(&node.path[skip..])).collect())
    }

    fn index_of(&self, path: &str) -> Result<usize, usize> {
        self.nodes.binary_search_by(|node| compare(&node.path, path))
    }
}

/// The order of paths component by component: `/` comes before all other characters.
fn compare(left: &str, right: &str) -> Ordering {
    left.split('/').cmp(right.split('/'))
}

/// Whether `path` lies below `directory`.
fn is_below(path: &str, directory: &str) -> bool {
    path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'))
}

/// The directory that a path is in; empty for the root.
fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// The name that a glob without wildcards stands for.
fn unescape(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        let plain = if char == '\\' { chars.next() } else { Some(char) };
        text.extend(plain);
    }
    text
}
