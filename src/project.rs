//! The one input of the engine: a Dockerfile and all that may be known about its build.
//!
//! Page, command line and share links exchange it as JSON; every field but the Dockerfile may be left out. Does not
//! know view settings, which belong to the page, nor what the Dockerfile means.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::context::{BuildContext, ContextEntry, IGNORE_FILE, ignore_file, ignore_file_path};
use crate::model::ignore::IgnoreFile;

/// The path of a Dockerfile that gives none.
pub const DEFAULT_DOCKERFILE_PATH: &str = "Dockerfile";

/// A Dockerfile with its build context and the options of the build.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::project::Project;
///
/// let json = r#"{"dockerfile": "FROM alpine\n", "files": {"a": "1", ".dockerignore": "b"}}"#;
/// let project: Project = serde_json::from_str(json).unwrap();
/// assert_eq!(project.dockerfile_path, "Dockerfile");
/// assert!(project.ignore_file().decide("b").excluded);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// The text of the Dockerfile.
    pub dockerfile: String,
    /// Its path, relative to the build context.
    #[serde(skip_serializing_if = "is_default_path")]
    pub dockerfile_path: String,
    /// The build context by path, before `.dockerignore`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, ContextEntry>,
    /// `--build-arg`
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub build_args: BTreeMap<String, String>,
    /// `--target`; the last stage without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// `--platform`, such as `linux/arm64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// `--secret`: values by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<String, String>,
    /// `--build-context`: further contexts by name, each with its files by path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub contexts: BTreeMap<String, BTreeMap<String, ContextEntry>>,
    /// `--label`
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// What is known of images, by the reference that the Dockerfile writes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub images: BTreeMap<String, ImageConfig>,
}

impl Default for Project {
    fn default() -> Self {
        Self {
            dockerfile: String::new(),
            dockerfile_path: DEFAULT_DOCKERFILE_PATH.to_owned(),
            files: BTreeMap::new(),
            build_args: BTreeMap::new(),
            target: None,
            platform: None,
            secrets: BTreeMap::new(),
            contexts: BTreeMap::new(),
            labels: BTreeMap::new(),
            images: BTreeMap::new(),
        }
    }
}

/// Serde hands fields over by reference.
fn is_default_path(path: &str) -> bool {
    path == DEFAULT_DOCKERFILE_PATH
}

impl Project {
    /// A Dockerfile about whose build nothing is known.
    pub fn new(dockerfile: impl Into<String>) -> Self {
        Self { dockerfile: dockerfile.into(), ..Self::default() }
    }

    /// The path of the ignore file that counts, if there is one.
    pub fn ignore_file_path(&self) -> Option<String> {
        ignore_file_path(&self.files, &self.dockerfile_path)
    }

    /// As [`Self::ignore_file_path`]; where there is none, the one that people make.
    pub fn ignore_file_or_new(&self) -> String {
        self.ignore_file_path().unwrap_or_else(|| IGNORE_FILE.to_owned())
    }

    /// The text of a file of the build context.
    pub fn text_of(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(ContextEntry::text)
    }

    /// The ignore file that counts, read; empty if there is none.
    pub fn ignore_file(&self) -> IgnoreFile {
        ignore_file(&self.files, &self.dockerfile_path)
    }

    /// The build context as the builder sees it.
    pub fn context(&self) -> BuildContext {
        BuildContext::new(&self.files, &self.ignore_file())
    }

    /// A further context as the builder sees it, after the `.dockerignore` at its own root.
    pub fn named_context(&self, name: &str) -> Option<BuildContext> {
        let files = self.contexts.get(name)?;
        let content = files.get(IGNORE_FILE).and_then(ContextEntry::text);
        Some(BuildContext::new(files, &IgnoreFile::parse(content.unwrap_or_default())))
    }
}

/// What is known of an image. Empty fields are what an image without them has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageConfig {
    /// Its platform, such as `linux/amd64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The digest that the tag stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Its environment, in the order of the image, which counts for the cache.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "write_pairs", deserialize_with = "read_pairs")]
    pub env: Vec<(String, String)>,
    /// Its user; empty for root.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// Its working directory; empty for `/`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub workdir: String,
    /// Its ONBUILD triggers, each the text of an instruction.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub onbuild: Vec<String>,
}

/// Writes an object whose order is kept.
fn write_pairs<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

fn read_pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    deserializer.deserialize_map(PairsVisitor)
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_every_field() {
        let json = r##"{
            "dockerfile": "FROM alpine\n",
            "dockerfile_path": "docker/Dockerfile.prod",
            "files": {
                "current": {"symlink": "releases/7"},
                "empty": {"directory": true, "mode": "700"},
                "logo.png": {"base64": "iVBO/w=="},
                "requirements.txt": "flask\n",
                "run.sh": {"content": "#!/bin/sh\n", "mode": "755"}
            },
            "build_args": {"VERSION": "1"},
            "target": "runtime",
            "platform": "linux/amd64",
            "secrets": {"token": "t"},
            "contexts": {"shared": {"lib.txt": "1\n"}},
            "labels": {"a": "b"},
            "images": {"alpine:3.20": {"platform": "linux/amd64", "digest": "sha256:00",
                "env": {"PATH": "/bin", "A": "1"}, "user": "u", "workdir": "/w", "onbuild": ["RUN x"]}}
        }"##;
        let project: Project = serde_json::from_str(json).expect("a valid project");
        assert_eq!(project.images["alpine:3.20"].env[0].0, "PATH");
        let written = serde_json::to_string(&project).expect("a project can be written");
        let plain = |json: &str| serde_json::from_str::<serde_json::Value>(json).expect("valid JSON");
        assert_eq!(plain(&written), plain(json));
        assert!(written.contains(r#"{"PATH":"/bin","A":"1"}"#), "{written}");
    }

    #[test]
    fn defaults_are_not_written() {
        let project = Project::new("FROM a");
        assert_eq!(serde_json::to_string(&project).expect("a project can be written"), r#"{"dockerfile":"FROM a"}"#);
        let read: Project = serde_json::from_str(r#"{"dockerfile": "FROM a", "unknown": 1}"#).expect("a valid project");
        assert_eq!(read, project);
        assert_eq!(serde_json::from_str::<Project>("{}").expect("a valid project"), Project::default());
    }

    #[test]
    fn contexts_have_their_own_ignore_files() {
        let json = r#"{
            "dockerfile_path": "docker/app.Dockerfile",
            "files": {"a": "", "b": "", "docker/app.Dockerfile.dockerignore": "a", ".dockerignore": "b"},
            "contexts": {"lib": {"x": "", "y": "", ".dockerignore": "x"}}
        }"#;
        let project: Project = serde_json::from_str(json).expect("a valid project");
        assert_eq!(project.ignore_file_path().as_deref(), Some("docker/app.Dockerfile.dockerignore"));
        let context = project.context();
        assert!(context.get("a").is_none() && context.get("b").is_some());
        let lib = project.named_context("lib").expect("a context of that name");
        assert!(lib.get("x").is_none() && lib.get("y").is_some());
        assert!(project.named_context("other").is_none());
    }
}
