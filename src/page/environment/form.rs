use serde::{Deserialize, Serialize};

/// The sources of the environment as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Form {
    /// The variable on show.
    pub(crate) variable: String,
}
