//! What is known of the files in a stage, layer by layer, without building anything.
//!
//! The content key of `COPY --from=stage` and of a bind mount needs the files at one path of a stage. Files that COPY
//! put there are known to the byte; what an image holds or a RUN leaves is one unknown with an identity, so that equal
//! unknowns make equal keys. A path in a stage is therefore seen as known files plus unknowns.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::digest::Digest;
use super::placement::Placement;
use super::selection::{HashedContext, Selector, below, directory_digest, list, tree};

/// Index of a layer.
pub(super) type LayerId = usize;

/// Index of a build context: 0 is the main one.
pub(super) type ContextId = usize;

/// One layer on another.
struct Layer {
    below: Option<LayerId>,
    change: Change,
}

/// What a layer does.
pub(super) enum Change {
    /// Nothing is there.
    Scratch,
    /// The files of an image.
    Image(Digest),
    /// The files of a named context that stands in for a base image.
    Context(ContextId),
    /// A directory, with those above it.
    Directory(String),
    /// Files are copied.
    Copy(Vec<Placement>),
    /// A RUN leaves what the digest stands for, anywhere.
    Run(Digest),
    /// A RUN whose effect is known: files and directories by path.
    Write(Vec<(String, Entry)>),
}

/// What is at a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// Known files and directories by name below the path; the empty name is the path itself.
    pub(super) entries: BTreeMap<String, Entry>,
    /// What else may be there.
    pub(super) unknown: Vec<Digest>,
}

/// A known file or directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Mode and bytes of a file; of a directory without what is in it.
    pub(super) digest: Digest,
    /// Whether it is a directory.
    pub(super) is_directory: bool,
}

impl Entry {
    /// A file or link.
    pub(super) const fn file(digest: Digest) -> Self {
        Self { digest, is_directory: false }
    }

    /// A directory as the builder makes it.
    pub(super) fn directory() -> Self {
        Self { digest: directory_digest(0o755), is_directory: true }
    }
}

/// All layers of a build.
pub(super) struct Layers {
    layers: Vec<Layer>,
    /// Whether a RUN that runs again leaves the same files. Then it is taken to leave those below it alone; otherwise
    /// it may have changed everything.
    keeps_output: bool,
    views: HashMap<(LayerId, String), Rc<View>>,
}

/// Top-level directories that images bring along. Of all others the simulator assumes that only the Dockerfile puts
/// files there.
const SYSTEM_DIRECTORIES: &[&str] = &[
    "", "bin", "boot", "dev", "etc", "go", "home", "lib", "lib32", "lib64", "media", "mnt", "opt", "proc", "root",
    "run", "sbin", "srv", "sys", "tmp", "usr", "var",
];

impl Layers {
    pub(super) fn new(keeps_output: bool) -> Self {
        Self { layers: Vec::new(), keeps_output, views: HashMap::new() }
    }

    pub(super) fn push(&mut self, below: Option<LayerId>, change: Change) -> LayerId {
        self.layers.push(Layer { below, change });
        self.layers.len() - 1
    }

    /// The content key of what a selector finds in a layer.
    pub(super) fn content(&mut self, layer: LayerId, selector: &Selector, contexts: &[HashedContext]) -> Digest {
        if !selector.is_filter() {
            return self.view(layer, &selector.path, contexts).digest();
        }
        let (directory, filter) = selector.filter();
        let view = self.view(layer, directory, contexts);
        let entries = view.entries.iter().filter(|(name, _)| !name.is_empty() && filter.selects(name).is_some());
        let known = list(selector, entries.map(|(name, entry)| (name.as_str(), entry.digest)));
        if view.unknown.is_empty() {
            return known;
        }
        let patterns = [&selector.include, &selector.exclude].into_iter().flatten().map(String::as_str);
        let name = if selector.is_glob { selector.base_name() } else { "" };
        let hasher = Digest::of("selected").digest(known).digests(view.unknown.iter().copied());
        hasher.text(name).texts(patterns).finish()
    }

    /// What is at a path of a layer. The path is clean; the root is empty.
    pub(super) fn view(&mut self, layer: LayerId, path: &str, contexts: &[HashedContext]) -> Rc<View> {
        let key = (layer, path.to_owned());
        if let Some(view) = self.views.get(&key) {
            return Rc::clone(view);
        }
        let view = Rc::new(self.look(layer, path, contexts));
        self.views.insert(key, Rc::clone(&view));
        view
    }

    fn look(&self, top: LayerId, path: &str, contexts: &[HashedContext]) -> View {
        let mut chain = Vec::new();
        let mut next = Some(top);
        while let Some(layer) = next {
            chain.push(layer);
            // What such a RUN leaves hides all below it.
            let hides = matches!(self.layers[layer].change, Change::Run(_)) && !self.keeps_output;
            next = self.layers[layer].below.filter(|_| !hides);
        }
        let mut view = View::default();
        let mut image = None;
        for layer in chain.into_iter().rev() {
            match &self.layers[layer].change {
                Change::Scratch => {}
                Change::Image(key) => image = Some(Digest::of("in image").digest(*key).text(path).finish()),
                Change::Context(context) => view.put_context(&contexts[*context], path),
                Change::Directory(directory) => view.put(path, directory, Entry::directory()),
                Change::Copy(placements) => {
                    for placement in placements {
                        placement.put(&mut view, path, contexts);
                    }
                }
                Change::Run(output) => {
                    image = None;
                    view.unknown.push(Digest::of("run leaves").digest(*output).text(path).finish());
                }
                Change::Write(files) => {
                    for (file, entry) in files {
                        view.put(path, file, *entry);
                    }
                }
            }
            if view.is_one_file() {
                image = None;
            }
        }
        let is_ours = !view.entries.is_empty() && !SYSTEM_DIRECTORIES.contains(&path.split('/').next().unwrap_or(path));
        view.unknown.extend(image.filter(|_| !is_ours));
        view
    }
}

impl View {
    /// The content key. One known file has the key that it has in a build context.
    pub(super) fn digest(&self) -> Digest {
        let known = match self.entries.get("") {
            Some(own) if self.entries.len() == 1 && !own.is_directory => own.digest,
            own => {
                let entries = self.entries.iter().filter(|(name, _)| !name.is_empty());
                tree(own.map(|own| own.digest), entries.map(|(name, entry)| (name.as_str(), entry.digest)))
            }
        };
        if self.unknown.is_empty() {
            return known;
        }
        let known = (!self.entries.is_empty()).then_some(known);
        Digest::of("view").digests(known).digests(self.unknown.iter().copied()).finish()
    }

    /// Whether exactly one file is there, and known.
    pub(super) fn is_one_file(&self) -> bool {
        let only = self.entries.first_key_value().filter(|_| self.entries.len() == 1);
        self.unknown.is_empty() && only.is_some_and(|(name, entry)| name.is_empty() && !entry.is_directory)
    }

    /// What is at `name` below the path of this view.
    pub(super) fn part(&self, name: &str) -> Self {
        if name.is_empty() {
            return self.clone();
        }
        let entries = self.entries.iter().filter_map(|(path, entry)| Some((below(path, name)?.to_owned(), *entry)));
        let unknown = self.unknown.iter().map(|unknown| Digest::of("part").digest(*unknown).text(name).finish());
        Self { entries: entries.collect(), unknown: unknown.collect() }
    }

    /// Puts something at `target`; `path` is what this view shows. A directory that is there already stays as it is.
    pub(super) fn put(&mut self, path: &str, target: &str, entry: Entry) {
        let Some(name) = below(target, path) else { return };
        if entry.is_directory {
            self.entries.entry(name.to_owned()).or_insert(entry);
            return;
        }
        if name.is_empty() {
            self.entries.clear();
            self.unknown.clear();
        }
        self.entries.insert(name.to_owned(), entry);
    }

    fn put_context(&mut self, context: &HashedContext, path: &str) {
        for node in context.context().nodes() {
            self.put(path, &node.path, context.entry(node));
        }
    }
}
