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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Steps taken from the cache.
    pub cached: usize,
    /// Steps that run.
    pub executed: usize,
}

/// What the simulation assumes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Options {
    /// What a RUN leaves that runs again.
    pub rerun_output: RerunOutput,
    /// Where the engine keeps images.
    pub store: Store,
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
