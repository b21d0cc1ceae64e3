//! Where COPY and ADD put files, as far as it can be told without the files.

use std::rc::Rc;

use super::digest::Digest;
use super::layers::{ContextId, Entry, View};
use super::selection::{HashedContext, Selected, Selector, base_name, below, join};

/// One source of a COPY or ADD and its destination.
pub(super) struct Placement {
    pub(super) from: PlacedFiles,
    /// Path of the destination: clean, the root empty.
    pub(super) destination: String,
    /// Whether a file goes into the destination under its own name.
    pub(super) is_into: bool,
    /// `--chown` and `--chmod`, which make other files of them.
    pub(super) attributes: Option<Digest>,
}

/// What is put there.
pub(super) enum PlacedFiles {
    /// One file of that name.
    File { name: String, digest: Digest },
    /// Files of which only the identity is known: an unpacked archive, a repository.
    Unknown(Digest),
    /// Files of a build context.
    Context(ContextId, Selector),
    /// What is at a path of a stage or an image. The path has that last component.
    View { name: String, view: Rc<View> },
}

impl Placement {
    /// Puts the files into `view`, which shows `path`.
    pub(super) fn put(&self, view: &mut View, path: &str, contexts: &[HashedContext]) {
        let destination = self.destination.as_str();
        if below(destination, path).is_none() && below(path, destination).is_none() {
            return;
        }
        match &self.from {
            PlacedFiles::File { name, digest } => self.file(view, path, name, *digest),
            PlacedFiles::Unknown(digest) => self.unknown(view, path, *digest),
            PlacedFiles::Context(context, selector) => self.context(view, path, &contexts[*context], selector),
            PlacedFiles::View { name, view: files } => {
                if files.is_one_file() {
                    let digest = files.digest();
                    self.file(view, path, name, digest);
                } else if self.is_into && !files.unknown.is_empty() {
                    self.unknown(view, path, files.digest());
                } else {
                    self.view(view, path, files);
                }
            }
        }
    }

    fn file(&self, view: &mut View, path: &str, name: &str, digest: Digest) {
        let target = if self.is_into { join(&self.destination, name) } else { self.destination.clone() };
        view.put(path, &target, Entry::file(self.with_attributes(digest)));
    }

    /// Something that may be anywhere at the destination.
    fn unknown(&self, view: &mut View, path: &str, digest: Digest) {
        let name = below(path, &self.destination).unwrap_or_default();
        let digest = Digest::of("unpacked").digest(self.with_attributes(digest)).text(name).finish();
        view.unknown.push(digest);
    }

    fn context(&self, view: &mut View, path: &str, context: &HashedContext, selector: &Selector) {
        match context.select(selector) {
            Selected::Missing => self.unknown(view, path, Digest::of("missing").text(&selector.path).finish()),
            Selected::File(node) => {
                // The name is that of the link, not of its target.
                self.file(view, path, selector.base_name(), context.digest(node));
            }
            Selected::Directory(_, nodes) if selector.path.is_empty() => {
                self.entries(view, path, nodes.iter().map(|node| (node.path.as_str(), context.entry(node))));
            }
            Selected::Directory(header, nodes) => {
                let skip = header.map_or(0, |node| node.path.len() + 1);
                self.entries(view, path, nodes.iter().map(|node| (&node.path[skip..], context.entry(node))));
            }
            Selected::Some(directory, nodes) => {
                let (_, filter) = selector.filter();
                let entries = nodes.iter().filter_map(|node| {
                    let name = below(&node.path, directory)?;
                    if !selector.is_glob {
                        return Some((name, context.entry(node)));
                    }
                    // What a glob matches goes into the destination by its last name; of a directory, what is in it.
                    let matched = filter.selects(name)?;
                    let inside = below(name, matched).filter(|inside| !inside.is_empty());
                    let target = inside.or((!node.entry.is_directory()).then(|| base_name(name)));
                    target.map(|target| (target, context.entry(node)))
                });
                self.entries(view, path, entries);
            }
        }
    }

    fn view(&self, view: &mut View, path: &str, files: &View) {
        let unknown = match below(path, &self.destination) {
            Some(name) => files.part(name).unknown,
            None => files.unknown.clone(),
        };
        self.entries(view, path, files.entries.iter().map(|(name, entry)| (name.as_str(), *entry)));
        view.unknown.extend(unknown.into_iter().map(|digest| self.with_attributes(digest)));
    }

    /// Files and directories by their names below the destination.
    fn entries<'n>(&self, view: &mut View, path: &str, entries: impl Iterator<Item = (&'n str, Entry)>) {
        view.put(path, &self.destination, Entry::directory());
        for (name, entry) in entries.filter(|(name, _)| !name.is_empty()) {
            let digest = self.with_attributes(entry.digest);
            view.put(path, &join(&self.destination, name), Entry { digest, ..entry });
        }
    }

    fn with_attributes(&self, digest: Digest) -> Digest {
        self.attributes.map_or(digest, |attributes| Digest::of("with").digest(attributes).digest(digest).finish())
    }
}
