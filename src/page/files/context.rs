use std::collections::BTreeMap;

use dockerfile_playground::model::context::{ContextEntry, IGNORE_FILE};
use dockerfile_playground::project::DEFAULT_DOCKERFILE_PATH;
use dockerfile_playground::simulate::advice::{EditKind, guessed_files};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// A file that is known by its size in bytes and a hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored(pub(crate) u64, pub(crate) String);

/// A build context as the user wrote it or opened it from disk.
///
/// In links and in what is saved, an object by path: of a string for a text, of `[size, hash]` for all else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "BTreeMap<String, Written>")]
pub(crate) struct Files {
    /// Texts by path.
    pub(crate) texts: BTreeMap<String, String>,
    /// All else by path: large files, and those that are no text.
    pub(crate) others: BTreeMap<String, Stored>,
    /// Where the Dockerfile of the editor stands among them, unless that is the usual path.
    pub(crate) dockerfile: Option<String>,
}

/// Under this key, which no file can have, stands the path of the Dockerfile.
const DOCKERFILE: &str = "";

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Stored(Stored),
}

impl From<BTreeMap<String, Written>> for Files {
    fn from(written: BTreeMap<String, Written>) -> Self {
        let mut files = Self::default();
        for (path, it) in written {
            match it {
                Written::Text(text) if path == DOCKERFILE => files.dockerfile = Some(text),
                Written::Text(text) => _ = files.texts.insert(path, text),
                Written::Stored(stored) => _ = files.others.insert(path, stored),
            }
        }
        files
    }
}

impl Serialize for Files {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len() + usize::from(self.dockerfile.is_some())))?;
        if let Some(path) = &self.dockerfile {
            map.serialize_entry(DOCKERFILE, path)?;
        }
        for (path, text) in &self.texts {
            map.serialize_entry(path, text)?;
        }
        for (path, stored) in &self.others {
            map.serialize_entry(path, stored)?;
        }
        map.end()
    }
}

impl From<BTreeMap<String, String>> for Files {
    fn from(texts: BTreeMap<String, String>) -> Self {
        Self { texts, ..Self::default() }
    }
}

/// A link or the browser's storage has room for so many bytes of a context that is only kept beside another.
const SMALL: usize = 200_000;

/// How many tabs stand in the row at most, beside that of the Dockerfile.
const MOST_TABS: usize = 7;

impl Files {
    /// What a Dockerfile probably finds.
    pub(crate) fn guessed(dockerfile: &str) -> Self {
        guessed_files(dockerfile).into()
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len() + self.others.len()
    }

    /// Where the Dockerfile of the editor stands.
    pub(crate) fn dockerfile_path(&self) -> &str {
        self.dockerfile.as_deref().unwrap_or(DEFAULT_DOCKERFILE_PATH)
    }

    pub(crate) fn set_dockerfile_path(&mut self, path: &str) {
        self.dockerfile = Some(path.to_owned()).filter(|path| path != DEFAULT_DOCKERFILE_PATH);
    }

    pub(crate) fn contains(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.others.contains_key(path)
    }

    /// Whether there is room for it beside other things.
    pub(crate) fn is_small(&self) -> bool {
        let texts: usize = self.texts.iter().map(|(path, text)| path.len() + text.len()).sum();
        texts + self.others.keys().map(|path| path.len() + 60).sum::<usize>() <= SMALL
    }

    pub(crate) fn write(&mut self, path: &str, text: String) {
        self.others.remove(path);
        self.texts.insert(path.to_owned(), text);
    }

    pub(crate) fn remove(&mut self, path: &str) {
        self.texts.remove(path);
        self.others.remove(path);
    }

    /// Gives a file another path, if nothing is there.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> bool {
        if self.contains(to) {
            return false;
        }
        if let Some(text) = self.texts.remove(from) {
            self.texts.insert(to.to_owned(), text);
        } else if let Some(stored) = self.others.remove(from) {
            self.others.insert(to.to_owned(), stored);
        }
        if self.dockerfile_path() == from {
            self.set_dockerfile_path(to);
        }
        true
    }

    /// Takes in what another one has.
    pub(crate) fn extend(&mut self, other: &Self) {
        for (path, text) in &other.texts {
            self.write(path, text.clone());
        }
        for (path, stored) in &other.others {
            self.remove(path);
            self.others.insert(path.clone(), stored.clone());
        }
    }

    /// The texts that are worth a tab, what matters most first, and the open one in any case.
    pub(crate) fn tabs(&self, open: Option<&str>) -> Vec<&str> {
        let mut tabs: Vec<(u8, usize, &str)> = Vec::new();
        for path in self.texts.keys().filter(|path| *path != self.dockerfile_path()) {
            if let Some(rank) = rank(path) {
                tabs.push((rank, path.matches('/').count(), path));
            }
        }
        tabs.sort_unstable();
        tabs.truncate(MOST_TABS);
        let mut tabs: Vec<&str> = tabs.into_iter().map(|(.., path)| path).collect();
        let open = open.and_then(|open| self.texts.get_key_value(open)).map(|(path, _)| path.as_str());
        if let Some(open) = open.filter(|open| !tabs.contains(open)) {
            tabs.push(open);
        }
        tabs
    }

    /// Files that may be the Dockerfile, the likeliest first.
    pub(crate) fn dockerfiles(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self.texts.keys().map(String::as_str).filter(|path| is_dockerfile(path)).collect();
        found.sort_by_key(|path| (path.matches('/').count(), *path != DEFAULT_DOCKERFILE_PATH, *path));
        found
    }
}

/// Whether a file is a Dockerfile by its name.
pub(crate) fn is_dockerfile(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let is_named = |stem: &str| {
        name.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            || name.strip_suffix(stem).is_some_and(|front| front.ends_with('.'))
    };
    (is_named("dockerfile") || is_named("containerfile")) && !name.ends_with(IGNORE_FILE)
}

/// How much a file matters; `None` if it is one of many.
fn rank(path: &str) -> Option<u8> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match EditKind::of(path) {
        _ if path.split('/').any(|part| part == "node_modules") => None,
        _ if name.ends_with(IGNORE_FILE) => Some(0),
        _ if matches!(extension, "yml" | "yaml") && name.contains("compose") => Some(1),
        _ if name == ".env" || name.starts_with(".env.") => Some(2),
        _ if extension == "json" && name.contains("task") => Some(3),
        Some(EditKind::Dependencies) => Some(4),
        _ if is_dockerfile(path) => Some(5),
        Some(EditKind::Source) if !path.contains('/') => Some(6),
        _ => None,
    }
}

/// The path as a build context writes it; `None` for none.
pub(super) fn cleaned(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.trim().split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!parts.is_empty() && !parts.contains(&"..")).then(|| parts.join("/"))
}

/// The files as the engine sees them. The Dockerfile in them is the one in the editor.
pub(crate) fn entries(files: &Files, dockerfile: &str) -> BTreeMap<String, ContextEntry> {
    let texts = files.texts.iter().map(|(path, text)| {
        let is_edited = path == files.dockerfile_path();
        (path.clone(), ContextEntry::file(if is_edited { dockerfile } else { text }))
    });
    let others =
        files.others.iter().map(|(path, Stored(size, hash))| (path.clone(), ContextEntry::unread(*size, hash)));
    texts.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Files {
        Files { texts: paths.iter().map(|path| ((*path).to_owned(), String::new())).collect(), ..Files::default() }
    }

    #[test]
    fn tabs_are_for_what_matters() {
        let all = files(&[
            ".dockerignore",
            "Dockerfile",
            "README.md",
            "a/b/x.py",
            "app.py",
            "compose.yaml",
            "web/package.json",
        ]);
        assert_eq!(all.tabs(None), [".dockerignore", "compose.yaml", "web/package.json", "app.py"]);
        assert_eq!(all.tabs(Some("README.md")).last(), Some(&"README.md"));
        assert_eq!(all.tabs(Some("gone")).len(), 4);
        let many: Vec<String> = (0..99).map(|number| format!("{number}.py")).collect();
        assert_eq!(files(&many.iter().map(String::as_str).collect::<Vec<_>>()).tabs(None).len(), MOST_TABS);
    }

    #[test]
    fn dockerfiles_are_known_by_name() {
        for name in ["Dockerfile", "docker/Dockerfile.prod", "app.dockerfile", "Containerfile"] {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in ["Dockerfile.dockerignore", "Dockerfiles", "mydockerfile", "a.py"] {
            assert!(!is_dockerfile(name), "{name}");
        }
        assert_eq!(files(&["a/Dockerfile", "Dockerfile", "Dockerfile.dev"]).dockerfiles()[0], "Dockerfile");
    }

    #[test]
    fn what_is_written_is_read_and_so_is_what_older_pages_wrote() {
        let files: Files = serde_json::from_str(r#"{"a": "text", "logo.png": [7, "sha256:00"]}"#).expect("files");
        assert_eq!(files.others["logo.png"], Stored(7, "sha256:00".to_owned()));
        assert_eq!(serde_json::to_string(&files).expect("JSON"), r#"{"a":"text","logo.png":[7,"sha256:00"]}"#);
        let mut moved = files;
        moved.set_dockerfile_path("sub/Dockerfile");
        let read: Files = serde_json::from_str(&serde_json::to_string(&moved).expect("JSON")).expect("files");
        assert_eq!((read.dockerfile_path(), read.len()), ("sub/Dockerfile", 2));
    }

    #[test]
    fn paths_are_cleaned() {
        assert_eq!(cleaned(" ./a//b/ ").as_deref(), Some("a/b"));
        assert_eq!([cleaned(" . "), cleaned("../x"), cleaned("")], [None, None, None]);
    }

    #[test]
    fn the_engine_sees_the_editors_dockerfile_and_reads_no_text_that_is_not_there() {
        let mut all = files(&["Dockerfile", "a"]);
        all.others.insert("logo.png".to_owned(), Stored(7, "sha256:00".to_owned()));
        let entries = entries(&all, "FROM a");
        assert_eq!(entries["Dockerfile"].text(), Some("FROM a"));
        assert_eq!((entries["logo.png"].text(), entries.len()), (None, 3));
    }

    #[test]
    fn a_file_never_takes_the_place_of_another_by_its_new_name() {
        let mut all = files(&["a", "b"]);
        assert!(!all.rename("a", "b") && all.rename("a", "c"));
        assert_eq!(all.texts.keys().collect::<Vec<_>>(), ["b", "c"]);
    }
}
