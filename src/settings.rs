//! What a person may choose: the profile, the rule set, the registry.

mod hadolint_config;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use hadolint_config::{ConfigProblem, HadolintConfig, HadolintLevel, HadolintThreshold, LabelType};

/// What the image is for. The profile changes severities, which findings exist and what a conversion does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// A developer's machine: reloaders and debuggers are welcome.
    Dev,
    /// What users reach.
    #[default]
    Prod,
}

impl Profile {
    /// The other profile.
    pub const fn other(self) -> Self {
        match self {
            Self::Dev => Self::Prod,
            Self::Prod => Self::Dev,
        }
    }
}

/// Whose judgement to follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSet {
    /// Ours, for the profile.
    #[default]
    Recommended,
    /// Exactly the rules, severities and options of hadolint 2.15.
    Hadolint,
    /// Exactly the build checks of BuildKit.
    Buildkit,
    /// Everything there is.
    All,
}

/// Everything that changes what the engine says of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What the image is for.
    pub profile: Profile,
    /// Whose judgement to follow.
    pub rules: RuleSet,
    /// Where base images come from; without one, every registry is fine.
    pub registry: Option<Registry>,
    /// Rules that stay silent, by name or by any of their codes.
    pub ignored: BTreeSet<String>,
    /// What a `.hadolint.yaml` says, for the rules of hadolint.
    pub hadolint: HadolintConfig,
    /// The day for which support of base images is judged, such as `2026-11-26`; without one, that of the table.
    pub today: Option<String>,
}

/// A private registry or mirror and the names that images have there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Registry {
    /// Host with an optional port and path prefix, as it stands before the image's name.
    pub host: String,
    /// Name on Docker Hub (`python`) to name in the registry (`cruddur-python`); an image without an entry keeps its
    /// name.
    pub images: BTreeMap<String, String>,
}
