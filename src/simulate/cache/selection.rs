//! What a COPY source or a bind mount selects in a build context, and the content key of that.
//!
//! Follows BuildKit's cache/contenthash: a file counts with its mode and bytes, a directory with the names, modes and
//! bytes of all below it; neither times nor the path of the selection itself count. All files of a context belong to
//! user 0 and group 0.

use std::collections::HashMap;

use super::digest::{Digest, Hasher};
use super::layers::Entry;
use crate::model::context::{BuildContext, ContextEntry, ContextNode, Resolved};
use crate::model::ignore::IgnoreFile;
use crate::model::path::{Glob, ancestors, clean_in_root, has_wildcard};

/// Which files of a source are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Selector {
    /// Path below the root of the source, clean; empty for the root itself.
    pub(super) path: String,
    /// Whether `path` is a glob.
    pub(super) is_glob: bool,
    /// Patterns of `--parents` below `path`; empty for all.
    pub(super) include: Vec<String>,
    /// Patterns of `--exclude` below `path`.
    pub(super) exclude: Vec<String>,
}

impl Selector {
    /// The path itself, whatever is there.
    pub(super) fn plain(path: &str) -> Self {
        Self { path: clean_in_root(path), is_glob: false, include: Vec::new(), exclude: Vec::new() }
    }

    /// A path that may be a glob.
    pub(super) fn source(path: &str) -> Self {
        let path = clean_in_root(path);
        Self { is_glob: has_wildcard(&path), path, include: Vec::new(), exclude: Vec::new() }
    }

    /// Whether it picks among the files at its path.
    pub(super) fn is_filter(&self) -> bool {
        self.is_glob || !self.include.is_empty() || !self.exclude.is_empty()
    }

    /// Last component of the path; `/` for the root.
    pub(super) fn base_name(&self) -> &str {
        if self.path.is_empty() { "/" } else { base_name(&self.path) }
    }

    /// The directory that names are told from, and what decides about them.
    pub(super) fn filter(&self) -> (&str, Filter) {
        let fixed_parts = if self.is_glob {
            self.path.split('/').take_while(|part| !has_wildcard(part)).count()
        } else {
            self.path.split('/').count()
        };
        let fixed: usize = self.path.split('/').take(fixed_parts).map(|part| part.len() + 1).sum();
        let (directory, glob) = self.path.split_at(fixed.min(self.path.len()));
        let matcher = |patterns: &[String]| (!patterns.is_empty()).then(|| IgnoreFile::parse(&patterns.join("\n")));
        let filter = Filter {
            glob: self.is_glob.then(|| Glob::parse(glob)),
            include: matcher(&self.include),
            exclude: matcher(&self.exclude),
        };
        (directory.trim_end_matches('/'), filter)
    }
}

/// The last component of a path.
pub(super) fn base_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The part of `path` below `directory`: empty if they are the same, `None` if it lies elsewhere. Both are clean; the
/// root is empty.
pub(super) fn below<'p>(path: &'p str, directory: &str) -> Option<&'p str> {
    if directory.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(directory)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// `name` in `directory`; either may be empty.
pub(super) fn join(directory: &str, name: &str) -> String {
    match (directory, name) {
        ("", path) | (path, "") => path.to_owned(),
        (directory, name) => format!("{directory}/{name}"),
    }
}

/// Decides about names below a directory.
pub(super) struct Filter {
    /// `None` inside: a malformed glob, which selects nothing.
    glob: Option<Option<Glob>>,
    include: Option<IgnoreFile>,
    exclude: Option<IgnoreFile>,
}

impl Filter {
    /// The part of `name` that the glob matches, the whole of it without a glob; `None` if the name is not selected. A
    /// directory that matches selects all below it.
    pub(super) fn selects<'n>(&self, name: &'n str) -> Option<&'n str> {
        let is_match = |patterns: &Option<IgnoreFile>| patterns.as_ref().is_some_and(|file| file.decide(name).excluded);
        if (self.include.is_some() && !is_match(&self.include)) || is_match(&self.exclude) {
            return None;
        }
        match &self.glob {
            None => Some(name),
            Some(glob) => {
                let glob = glob.as_ref()?;
                ancestors(name).chain([name]).find(|part| glob.matches(part))
            }
        }
    }
}

/// What a selector finds in a context.
pub(super) enum Selected<'a> {
    /// Nothing is at the path.
    Missing,
    /// One file; links to it are followed.
    File(&'a ContextNode),
    /// A directory with all below it; `None` for the root.
    Directory(Option<&'a ContextNode>, &'a [ContextNode]),
    /// Those that a filter selects, and the path of the directory that their names are told from.
    Some(&'a str, Vec<&'a ContextNode>),
}

/// A build context with the digests of its files, as far as they were asked for.
pub(super) struct HashedContext<'a> {
    context: BuildContext,
    /// The context of the build before.
    earlier: Option<&'a BuildContext>,
    contents: HashMap<Selector, Digest>,
}

impl<'a> HashedContext<'a> {
    /// The builder keeps the files of the build before and does not notice when only the mode of a directory changes
    /// (fsutil, `diskwriter.go`); so it goes on with the old mode.
    pub(super) fn new(context: BuildContext, earlier: Option<&'a BuildContext>) -> Self {
        Self { context, earlier, contents: HashMap::new() }
    }

    pub(super) fn context(&self) -> &BuildContext {
        &self.context
    }

    pub(super) fn select(&self, selector: &Selector) -> Selected<'_> {
        select(&self.context, selector)
    }

    /// The content key of what a selector finds.
    pub(super) fn content(&mut self, selector: &Selector) -> Digest {
        if let Some(content) = self.contents.get(selector) {
            return *content;
        }
        let content = match select(&self.context, selector) {
            Selected::Missing => Digest::of("missing").text(&selector.path).finish(),
            Selected::File(node) => self.digest(node),
            Selected::Directory(header, nodes) => {
                let skip = header.map_or(0, |node| node.path.len() + 1);
                let entries = nodes.iter().map(|node| (&node.path[skip..], self.digest(node)));
                tree(header.map(|node| self.digest(node)), entries)
            }
            Selected::Some(directory, nodes) => {
                let entries =
                    nodes.iter().map(|node| (below(&node.path, directory).unwrap_or_default(), self.digest(node)));
                list(selector, entries)
            }
        };
        self.contents.insert(selector.clone(), content);
        content
    }

    /// One node of this context.
    pub(super) fn entry(&self, node: &ContextNode) -> Entry {
        Entry { digest: self.digest(node), is_directory: node.entry.is_directory() }
    }

    /// The digest of one node of this context; of a directory without what is in it.
    pub(super) fn digest(&self, node: &ContextNode) -> Digest {
        match &node.entry {
            ContextEntry::File { content, mode } => file_digest(*mode, content),
            ContextEntry::Symlink { target } => Digest::of("link").text(target).finish(),
            ContextEntry::Directory { mode } => {
                let earlier = self.earlier.and_then(|context| context.get(&node.path));
                let earlier = earlier.filter(|node| node.entry.is_directory()).map(|node| node.entry.mode());
                directory_digest(earlier.unwrap_or(*mode))
            }
        }
    }
}

/// The content key of a directory: its own digest (the root of a context has none), then all below it by name.
pub(super) fn tree<'n>(own: Option<Digest>, entries: impl Iterator<Item = (&'n str, Digest)>) -> Digest {
    let add = |(hasher, count): (Hasher, u64), (name, digest)| (hasher.text(name).digest(digest), count + 1);
    let (hasher, count) = entries.fold((Digest::of("directory").digests(own), 0), add);
    hasher.number(count).finish()
}

/// The content key of a list of names and digests that a filter selected. One that has the very name of the selector
/// is a plain file again.
pub(super) fn list<'n>(selector: &Selector, entries: impl Iterator<Item = (&'n str, Digest)>) -> Digest {
    let entries: Vec<_> = entries.collect();
    if let [(name, digest)] = entries.as_slice()
        && base_name(name) == selector.base_name()
    {
        return *digest;
    }
    let hasher = entries.iter().fold(Digest::of("list"), |hasher, (name, digest)| hasher.text(name).digest(*digest));
    hasher.number(entries.len() as u64).finish()
}

/// The digest of a regular file of user 0.
pub(super) fn file_digest(mode: u32, content: &[u8]) -> Digest {
    Digest::of("file").number(u64::from(mode)).bytes(content).finish()
}

/// The digest of a directory of user 0 without what is in it.
pub(super) fn directory_digest(mode: u32) -> Digest {
    Digest::of("mode").number(u64::from(mode)).finish()
}

/// What a selector finds in a context.
pub(super) fn select<'c>(context: &'c BuildContext, selector: &Selector) -> Selected<'c> {
    if !selector.is_filter() {
        return match context.resolve(&selector.path) {
            Ok(Resolved::Root) => Selected::Directory(None, context.nodes()),
            Ok(Resolved::Node(node)) if node.entry.is_directory() => {
                Selected::Directory(Some(node), context.below(&node.path))
            }
            Ok(Resolved::Node(node)) => Selected::File(node),
            Err(_) => Selected::Missing,
        };
    }
    let (directory, filter) = selector.filter();
    let plain = directory.replace('\\', "");
    match context.resolve(&plain) {
        Ok(Resolved::Node(node)) if !node.entry.is_directory() => {
            let is_selected = filter.selects(base_name(&node.path)).is_some();
            Selected::Some("", if is_selected { vec![node] } else { Vec::new() })
        }
        Ok(found) => {
            let nodes = context.below(found.path()).iter();
            let name = |node: &'c ContextNode| below(&node.path, found.path()).unwrap_or_default();
            Selected::Some(found.path(), nodes.filter(|node| filter.selects(name(node)).is_some()).collect())
        }
        Err(_) => Selected::Some("", Vec::new()),
    }
}
