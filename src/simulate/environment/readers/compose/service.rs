//! The part of a service that decides its environment, and how one definition lies over another.

use std::collections::BTreeMap;

use super::super::super::file_layer::FileLayer;
use super::super::super::ladder::Candidate;

/// Why the base of `extends` and an earlier compose file lose.
pub(super) const MERGED: &str = "A later compose file, or the service that extends another, wins for each name.";

/// How a value meets the one below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// Name by name, entry by entry.
    #[default]
    Merge,
    /// `!override` and `!reset`: what lies below goes.
    Replace,
}

/// An entry of `env_file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EnvFile {
    /// From the folder that all paths start from.
    pub(super) path: String,
    pub(super) required: bool,
    pub(super) format: String,
    pub(super) file: String,
    pub(super) line: usize,
}

/// `build` of a service.
#[derive(Clone, Debug, Default)]
pub(super) struct Build {
    /// The build context, from the folder that all paths start from.
    pub(super) context: Option<String>,
    pub(super) dockerfile: Option<String>,
    pub(super) inline: Option<String>,
    pub(super) target: Option<String>,
    /// Candidates without a value are bare names.
    pub(super) arguments: FileLayer,
    /// Where `build` stands.
    pub(super) file: String,
    pub(super) line: usize,
}

impl Build {
    fn overlaid(mut self, upper: Self) -> Self {
        self.arguments.put_all(upper.arguments, MERGED);
        Self {
            context: upper.context.or(self.context),
            dockerfile: upper.dockerfile.or(self.dockerfile),
            inline: upper.inline.or(self.inline),
            target: upper.target.or(self.target),
            ..self
        }
    }
}

/// A service, or what one file says about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    /// Candidates without a value are bare names.
    pub(super) environment: FileLayer,
    pub(super) environment_mode: Mode,
    /// Names removed by `NAME: !reset null`.
    pub(super) reset: Vec<String>,
    pub(super) env_files: Vec<EnvFile>,
    /// Where each path stands in `env_files`.
    known_paths: BTreeMap<String, usize>,
    pub(super) env_files_mode: Mode,
    pub(super) user: Option<String>,
    pub(super) build: Option<Build>,
}

impl Service {
    /// `self` with `upper` laid over it.
    pub(super) fn overlaid(mut self, upper: Self) -> Self {
        if upper.environment_mode == Mode::Replace {
            self.environment = FileLayer::default();
        }
        for name in &upper.reset {
            self.environment.remove(name);
        }
        self.environment.put_all(upper.environment, MERGED);
        if upper.env_files_mode == Mode::Replace {
            self.env_files.clear();
            self.known_paths.clear();
        }
        for entry in upper.env_files {
            self.add_env_file(entry);
        }
        self.user = upper.user.or(self.user);
        self.build = match (self.build, upper.build) {
            (Some(lower), Some(upper)) => Some(lower.overlaid(upper)),
            (lower, upper) => upper.or(lower),
        };
        self
    }

    /// A path that is listed twice keeps its first place and its last options.
    pub(super) fn add_env_file(&mut self, entry: EnvFile) {
        let place = *self.known_paths.entry(entry.path.clone()).or_insert(self.env_files.len());
        match self.env_files.get_mut(place) {
            Some(known) => *known = entry,
            None => self.env_files.push(entry),
        }
    }

    pub(super) fn set(&mut self, name: &str, candidate: Candidate) {
        self.environment.put(name, candidate, "The name stands twice in environment, and the last entry wins.");
    }
}
