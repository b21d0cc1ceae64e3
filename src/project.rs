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
    /// `--platform`, `os/arch[/variant]`.
    pub platform: Option<String>,
    /// What is known of base images, by the name that FROM gives them.
    pub images: BTreeMap<String, ImageConfig>,
}

/// What is known of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageConfig {
    /// `os/arch[/variant]` that it was built for.
    pub platform: Option<String>,
    /// Digest of its manifest.
    pub digest: Option<String>,
    /// Its variables.
    pub env: BTreeMap<String, String>,
    /// Its user.
    pub user: Option<String>,
    /// Its working directory.
    pub workdir: Option<String>,
    /// Its shell.
    pub shell: Option<Vec<String>>,
    /// Instructions that it puts off.
    pub onbuild: Vec<String>,
}

impl Project {
    /// The text of a file of the build context.
    pub fn text_of(&self, _path: &str) -> Option<&str> {
        None
    }
}
