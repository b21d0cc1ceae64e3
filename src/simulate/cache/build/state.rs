//! A stage while its instructions pass.

use std::collections::HashSet;
use std::rc::Rc;

use crate::model::path::ancestors;
use crate::simulate::cache::digest::Digest;
use crate::simulate::cache::environment::Environment;
use crate::simulate::cache::layers::{ContextId, LayerId};

/// Directories that images nearly always have.
pub(super) const USUAL_DIRECTORIES: &[&str] = &[
    "bin",
    "etc",
    "home",
    "lib",
    "media",
    "mnt",
    "opt",
    "root",
    "run",
    "sbin",
    "srv",
    "tmp",
    "usr",
    "usr/bin",
    "usr/lib",
    "usr/local",
    "usr/local/bin",
    "usr/local/lib",
    "usr/share",
    "usr/src",
    "var",
    "var/lib",
    "var/log",
];

/// A stage while its instructions pass.
#[derive(Clone)]
pub(super) struct State {
    /// Key of the last result; `None` on `scratch` with nothing in it.
    pub(super) id: Option<Digest>,
    /// Instruction of the last step.
    pub(super) above: Option<usize>,
    pub(super) layer: LayerId,
    pub(super) environment: Environment,
    /// As BuildKit hands it to commands: an absolute WORKDIR is not cleaned, so that `/app/` is not `/app`.
    pub(super) workdir: Rc<str>,
    pub(super) platform: Rc<str>,
    /// Paths that are known to be directories.
    pub(super) directories: Rc<HashSet<String>>,
    /// The context that stands in for the stage.
    pub(super) replaced_by: Option<ContextId>,
}

impl State {
    /// A step was made on the last result.
    pub(super) fn advance(&mut self, index: usize, id: Digest, layer: LayerId) {
        self.id = Some(id);
        self.above = Some(index);
        self.layer = layer;
    }

    /// Notes that a directory, and all above it, exist.
    pub(super) fn add_directory(&mut self, path: &str) {
        if !self.directories.contains(path) {
            let directories = Rc::make_mut(&mut self.directories);
            directories.extend(ancestors(path).chain([path]).map(str::to_owned));
        }
    }
}
