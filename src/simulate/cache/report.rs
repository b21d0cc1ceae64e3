use serde::{Deserialize, Serialize};

use super::reason::Reason;

/// What happens to every instruction of the file that is built.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CacheReport {
    /// One entry an instruction, in the order of the file; the triggers of `ONBUILD` stand under the line of their FROM.
    pub steps: Vec<Step>,
    /// How many of each.
    pub summary: Summary,
}

/// What happens to one instruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// First line of the instruction, counted from 1.
    pub line: usize,
    /// Name of the stage, or its number from 0; empty before the first FROM.
    pub stage: String,
    /// Keyword in upper case.
    pub instruction: String,
    /// The instruction as it is written, on one line.
    pub text: String,
    /// What happens.
    pub outcome: Outcome,
    /// Because of what, in one sentence.
    pub because: String,
    /// The same as data.
    pub reason: Reason,
    /// Whether its builds find their downloads, as an earlier step has fetched them or a mount keeps them.
    #[serde(skip)]
    pub finds_downloads: bool,
}

/// What happens to an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Its result is taken from the cache.
    Cached,
    /// It runs.
    Executed,
    /// It is no build step: it only edits metadata, or its stage is not built.
    None,
}

/// How many steps do what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Steps taken from the cache.
    pub cached: usize,
    /// Steps that run.
    pub executed: usize,
    /// Where the build stops, if it cannot be finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stops: Option<Stop>,
}

/// Where a build stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// The line, counted from 1.
    pub line: usize,
    /// Because of what, in one sentence.
    pub because: String,
}

/// What the simulation assumes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Options {
    /// What a RUN leaves that runs again.
    pub rerun_output: RerunOutput,
    /// Where the engine keeps images.
    pub store: Store,
    /// Which builder builds.
    pub builder: Builder,
    /// What the second build may not take from the cache.
    pub no_cache: NoCache,
    /// The files of the project are only some of those in the build context: another one may be there as well.
    #[serde(skip)]
    pub has_more_files: bool,
}

/// Which builder builds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Builder {
    /// BuildKit, which Docker uses since 23.0 unless it is told otherwise.
    #[default]
    Buildkit,
    /// The one before it (`DOCKER_BUILDKIT=0`): every instruction is a step, and the first that runs ends the cache of
    /// its stage.
    Legacy,
}

/// What a build may not take from the cache: in JSON `true` or a list of names of stages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "GivenNoCache")]
pub enum NoCache {
    /// It may take everything.
    #[default]
    Nothing,
    /// `--no-cache`.
    Everything,
    /// `--no-cache-filter`: the stages of these names, upper and lower case alike. One without a name cannot be meant.
    Stages(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum GivenNoCache {
    Whole(bool),
    Stages(Vec<String>),
}

impl From<GivenNoCache> for NoCache {
    fn from(given: GivenNoCache) -> Self {
        match given {
            GivenNoCache::Whole(true) => Self::Everything,
            GivenNoCache::Whole(false) => Self::Nothing,
            GivenNoCache::Stages(names) => Self::Stages(names),
        }
    }
}

impl NoCache {
    /// Whether the stage of that name may not use the cache.
    pub(super) fn covers(&self, stage: Option<&str>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Stages(names) => stage.is_some_and(|stage| names.iter().any(|name| name.eq_ignore_ascii_case(stage))),
        }
    }
}

/// What a RUN leaves that runs again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RerunOutput {
    /// Other files than before.
    #[default]
    Changed,
    /// The same files, to the byte.
    Same,
}

/// Where the engine keeps images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Store {
    /// Docker's classic store, which treats `COPY --link` as a plain `COPY`.
    #[default]
    Overlay2,
    /// containerd's store.
    Containerd,
}
