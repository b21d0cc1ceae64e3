use serde::{Deserialize, Serialize};

use crate::model::context::ContextEntry;
use crate::project::Project;

/// What somebody edits between two builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// The program itself.
    Source,
    /// What it is configured with.
    Configuration,
    /// The list of what it depends on, or the lock file.
    Dependencies,
}

/// Files that list dependencies.
const MANIFESTS: &[&str] = &[
    "requirements.txt",
    "constraints.txt",
    "pyproject.toml",
    "poetry.lock",
    "uv.lock",
    "Pipfile",
    "Pipfile.lock",
    "setup.py",
    "setup.cfg",
    "environment.yml",
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lockb",
    "go.mod",
    "go.sum",
    "Cargo.toml",
    "Cargo.lock",
    "Gemfile",
    "Gemfile.lock",
    "composer.json",
    "composer.lock",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "mix.exs",
    "mix.lock",
];

/// Endings of files that configure something.
const CONFIGURATION: &[&str] = &["cfg", "conf", "env", "ini", "json", "properties", "toml", "xml", "yaml", "yml"];

/// Folders that tools fill: nobody edits what is in them.
const FILLED_BY_TOOLS: &[&str] = &["node_modules", "site-packages", "venv", "__pycache__"];

/// Endings of files that only people read.
const DOCUMENTATION: &[&str] = &["adoc", "md", "rst"];

impl EditKind {
    /// All of them, what is edited most often first.
    pub const ALL: [Self; 3] = [Self::Source, Self::Configuration, Self::Dependencies];

    /// What a file is, by its name; `None` for what is no part of the program, as documentation and files of git.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if filled_by_tools(path).is_some() {
            return None;
        }
        let is_requirements = name.starts_with("requirements") && extension == "txt";
        if MANIFESTS.contains(&name) || is_requirements || extension == "csproj" {
            return Some(Self::Dependencies);
        }
        if CONFIGURATION.contains(&extension) || name.starts_with(".env") {
            return Some(Self::Configuration);
        }
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        let is_beside = DOCUMENTATION.contains(&extension) || name.ends_with("Dockerfile") || name == "LICENSE";
        (!is_hidden && !is_beside).then_some(Self::Source)
    }

    /// Its name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Configuration => "configuration",
            Self::Dependencies => "dependencies",
        }
    }
}

/// The folder above `path` that a tool has filled, if there is one.
pub(super) fn filled_by_tools(path: &str) -> Option<&str> {
    let mut end = 0;
    path.split_inclusive('/').find_map(|part| {
        end += part.len();
        let name = part.strip_suffix('/')?;
        FILLED_BY_TOOLS.contains(&name).then(|| &path[..end - 1])
    })
}

/// How often what is edited, as parts of their sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "see `EditKind`")]
pub struct Mix {
    pub source: u32,
    pub configuration: u32,
    pub dependencies: u32,
}

impl Default for Mix {
    fn default() -> Self {
        Self { source: 80, configuration: 15, dependencies: 5 }
    }
}

impl Mix {
    /// How often files of a kind are edited.
    pub const fn part(self, kind: EditKind) -> u32 {
        match kind {
            EditKind::Source => self.source,
            EditKind::Configuration => self.configuration,
            EditKind::Dependencies => self.dependencies,
        }
    }

    /// The same with another part for a kind.
    #[must_use]
    pub const fn with(mut self, kind: EditKind, part: u32) -> Self {
        match kind {
            EditKind::Source => self.source = part,
            EditKind::Configuration => self.configuration = part,
            EditKind::Dependencies => self.dependencies = part,
        }
        self
    }
}

/// One edit of one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PossibleEdit {
    /// The file.
    pub path: String,
    /// How often it happens: all of them together make 1.
    pub share: f64,
}

/// Of how many files of a kind the edits are looked at.
const SAMPLE: usize = 6;

/// The edits of files in the build context, a few evenly picked files for each kind. The share of a kind of which there
/// is no file goes to the others.
pub fn possible_edits(project: &Project, mix: Mix) -> Vec<PossibleEdit> {
    let mut edits = Vec::new();
    for kind in EditKind::ALL {
        let is_such = |(path, entry): &(&String, &ContextEntry)| {
            matches!(entry, ContextEntry::File { .. }) && EditKind::of(path) == Some(kind)
        };
        let paths: Vec<&String> = project.files.iter().filter(is_such).map(|(path, _)| path).collect();
        let each = paths.len().div_ceil(SAMPLE).max(1);
        let picked: Vec<&String> = paths.into_iter().step_by(each).collect();
        let count = u32::try_from(picked.len()).unwrap_or(u32::MAX);
        let share = f64::from(mix.part(kind)) / f64::from(count.max(1));
        edits.extend(picked.into_iter().map(|path| PossibleEdit { path: path.clone(), share }));
    }
    edits.retain(|edit| edit.share > 0.0);
    let sum: f64 = edits.iter().map(|edit| edit.share).sum();
    for edit in &mut edits {
        edit.share /= sum;
    }
    edits
}

impl PossibleEdit {
    /// The project after it.
    pub fn applied_to(&self, project: &Project) -> Project {
        let mut after = project.clone();
        if let Some(ContextEntry::File { content, .. }) = after.files.get_mut(&self.path) {
            *content = content.iter().copied().chain(*b"\n").collect();
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_name() {
        let cases = [
            ("app.py", Some(EditKind::Source)),
            ("Makefile", Some(EditKind::Source)),
            ("web/package.json", Some(EditKind::Dependencies)),
            ("requirements-dev.txt", Some(EditKind::Dependencies)),
            ("conf/app.yml", Some(EditKind::Configuration)),
            (".env.local", Some(EditKind::Configuration)),
            (".git/HEAD", None),
            ("node_modules/x/package.json", None),
            ("README.md", None),
            ("Dockerfile", None),
        ];
        for (path, expected) in cases {
            assert_eq!(EditKind::of(path), expected, "{path}");
        }
    }

    #[test]
    fn shares_make_one_and_leave_out_what_is_not_there() {
        let mut project = Project::new("FROM a");
        for path in ["a.py", "b.py", "go.mod", "README.md"] {
            project.files.insert(path.to_owned(), "x".into());
        }
        let edits = possible_edits(&project, Mix::default());
        let shares: Vec<_> = edits.iter().map(|edit| (edit.path.as_str(), (edit.share * 85.0).round())).collect();
        assert_eq!(shares, [("a.py", 40.0), ("b.py", 40.0), ("go.mod", 5.0)]);
        assert!(possible_edits(&project, Mix { source: 0, configuration: 9, dependencies: 0 }).is_empty());
    }

    #[test]
    fn of_many_files_some_are_looked_at() {
        let mut project = Project::new("FROM a");
        project.files.extend((0..1000).map(|number| (format!("d{number}/x.py"), "x".into())));
        assert_eq!(possible_edits(&project, Mix::default()).len(), SAMPLE);
    }
}
