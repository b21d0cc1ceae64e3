use std::collections::BTreeMap;

use dockerfile_playground::Project;
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::syntax::{Keyword, parse};
use serde::{Deserialize, Serialize};

use super::context;

/// What happens between the first build and the second.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Change {
    /// The first file of the build context that people edit all day.
    #[default]
    Usual,
    /// A file of the build context is edited.
    File(String),
    /// The tags of the base images stand for newer images.
    BaseImages,
    /// A build argument gets another value.
    Argument(String),
    /// Nothing at all.
    Nothing,
}

impl Change {
    /// Its name in forms.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Usual => "usual".to_owned(),
            Self::File(path) => format!("file:{path}"),
            Self::BaseImages => "base-images".to_owned(),
            Self::Argument(name) => format!("argument:{name}"),
            Self::Nothing => "nothing".to_owned(),
        }
    }

    /// The change of that name; nothing for a name that does not exist.
    pub(super) fn parse(value: &str) -> Self {
        match value.split_once(':') {
            Some(("file", path)) => Self::File(path.to_owned()),
            Some(("argument", name)) => Self::Argument(name.to_owned()),
            _ if value == "base-images" => Self::BaseImages,
            _ if value == "usual" => Self::Usual,
            _ => Self::Nothing,
        }
    }

    /// What people read.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Usual => "A file is edited".to_owned(),
            Self::File(path) => format!("{path} is edited"),
            Self::BaseImages => "The base image is replaced under the same tag".to_owned(),
            Self::Argument(name) => format!("The build argument {name} gets another value"),
            Self::Nothing => "Nothing changes".to_owned(),
        }
    }

    /// Itself if it can happen here, otherwise the first of those that can.
    pub(super) fn or_first_of(&self, offered: &[Self]) -> Self {
        if offered.contains(self) { self.clone() } else { offered.first().cloned().unwrap_or(Self::Nothing) }
    }

    /// The project after it.
    pub(super) fn applied_to(&self, project: &Project) -> Project {
        let mut after = project.clone();
        match self {
            Self::File(path) => {
                if let Some(entry) = after.files.get_mut(path) {
                    let text = entry.text().unwrap_or_default();
                    *entry = ContextEntry::file(format!("{text}\n# edited\n"));
                }
            }
            Self::BaseImages => {
                for image in after.images.values_mut() {
                    image.digest = Some(format!("sha256:{}", "1".repeat(64)));
                }
            }
            Self::Argument(name) => {
                after.build_args.insert(name.clone(), "another value".to_owned());
            }
            Self::Usual | Self::Nothing => {}
        }
        after
    }
}

/// What can happen to a file with that build context, what happens most often first.
pub(super) fn offered(text: &str, files: &BTreeMap<String, String>) -> Vec<Change> {
    let mut paths: Vec<&String> = files.keys().collect();
    paths.sort_by_key(|path| context::is_manifest(path) || path.starts_with('.') || *path == "README.md");
    let files = paths.into_iter().cloned().map(Change::File);
    let tree = parse(text);
    let mut arguments: Vec<String> = Vec::new();
    for instruction in tree.instructions.iter().filter(|it| it.keyword == Keyword::Arg) {
        for pair in instruction.pairs() {
            if !arguments.contains(&pair.key.text) {
                arguments.push(pair.key.text.clone());
            }
        }
    }
    let others = [Change::BaseImages, Change::Nothing];
    files.chain(arguments.into_iter().map(Change::Argument)).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        let all = [
            Change::Usual,
            Change::File("a:b".to_owned()),
            Change::BaseImages,
            Change::Argument("X".to_owned()),
            Change::Nothing,
        ];
        for change in all {
            assert_eq!(Change::parse(&change.value()), change);
        }
    }

    #[test]
    fn source_files_come_first() {
        let files = ["requirements.txt", "app.py", ".dockerignore"].map(|path| (path.to_owned(), String::new())).into();
        let offered = offered("ARG V=1\nFROM a\nARG V\n", &files);
        assert_eq!(offered[0], Change::File("app.py".to_owned()));
        assert_eq!(offered.iter().filter(|it| **it == Change::Argument("V".to_owned())).count(), 1);
        assert_eq!(Change::Usual.or_first_of(&offered), offered[0]);
    }

    #[test]
    fn an_edited_file_differs() {
        let mut project = Project::new("FROM a");
        project.files.insert("a".to_owned(), ContextEntry::file("1"));
        assert_ne!(Change::File("a".to_owned()).applied_to(&project), project);
        assert_eq!(Change::Nothing.applied_to(&project), project);
    }
}
