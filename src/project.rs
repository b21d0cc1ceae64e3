//! The one input of page, command line and share link.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Everything the engine may know; all but the Dockerfile is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Text of the Dockerfile.
    pub dockerfile: String,
    /// Values of `--build-arg`.
    pub build_args: BTreeMap<String, String>,
    /// The stage to build; the last one without it.
    pub target: Option<String>,
}
