//! What the sources of COPY and ADD find in the build context, and which line of the ignore file keeps what away.

use super::context::{BuildContext, ContextNode, Resolved};
use super::ignore::IgnoreFile;
use super::path::{clean_in_root, has_wildcard};
use crate::project::Project;

/// Looks up sources in one build context.
#[derive(Clone, Debug)]
pub struct ContextSources {
    /// The context before its ignore file.
    all: BuildContext,
    ignore: IgnoreFile,
}

/// What a source finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Paths of the files that the builder gets, sorted.
    pub files: Vec<String>,
    /// Files that would be there but for the ignore file, sorted.
    pub ignored: Vec<IgnoredFile>,
}

/// A file that the ignore file keeps away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredFile {
    /// Its path in the context.
    pub path: String,
    /// The line of the ignore file that decides, counted from 1.
    pub line: usize,
}

impl ContextSources {
    /// Of a project; `None` where nothing is known of its build context.
    pub fn of(project: &Project) -> Option<Self> {
        let all = BuildContext::unfiltered(&project.files);
        (!all.is_empty()).then(|| Self { all, ignore: project.ignore_file() })
    }

    /// What the source finds, variables expanded.
    pub fn select(&self, source: &str) -> Selection {
        let found: Vec<&ContextNode> = if has_wildcard(source) {
            self.all.glob(source).unwrap_or_default()
        } else {
            match self.all.resolve(&clean_in_root(source)) {
                Ok(Resolved::Root) => self.all.nodes().iter().collect(),
                Ok(Resolved::Node(node)) => vec![node],
                Err(_) => Vec::new(),
            }
        };
        let mut selection = Selection::default();
        let mut walk = self.ignore.walk();
        let mut last = None;
        for node in found {
            let below = if node.entry.is_directory() { self.all.below(&node.path) } else { &[] };
            for file in std::iter::once(node).chain(below).filter(|it| !it.entry.is_directory()) {
                // What is found twice stands in a directory that was found before it.
                if last.is_some_and(|last: &str| last >= file.path.as_str()) && selection.contains(&file.path) {
                    continue;
                }
                last = Some(&file.path);
                let decision = walk.decide(&file.path);
                match decision.line.filter(|_| decision.excluded) {
                    Some(line) => selection.ignored.push(IgnoredFile { path: file.path.clone(), line }),
                    None => selection.files.push(file.path.clone()),
                }
            }
        }
        selection
    }
}

impl Selection {
    fn contains(&self, path: &str) -> bool {
        self.files.iter().rev().any(|it| it == path) || self.ignored.iter().rev().any(|it| it.path == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::context::ContextEntry;

    fn found(ignore: &str, source: &str) -> (Vec<String>, Vec<(String, usize)>) {
        let mut project = Project::new("FROM a\n");
        for path in ["app.py", "src/a.py", "src/a.pyc", "src/deep/b.py", "README.md"] {
            project.files.insert(path.to_owned(), ContextEntry::file(""));
        }
        project.files.insert(".dockerignore".to_owned(), ContextEntry::file(ignore));
        let selection = ContextSources::of(&project).expect("there are files").select(source);
        (selection.files, selection.ignored.into_iter().map(|it| (it.path, it.line)).collect())
    }

    #[test]
    fn tells_files_and_the_lines_that_keep_others_away() {
        let ignore = "# all but code\n*.md\n**/*.pyc\n.dockerignore\n!src/*.pyc\n";
        let (files, ignored) = found(ignore, ".");
        assert_eq!(files, ["app.py", "src/a.py", "src/a.pyc", "src/deep/b.py"]);
        assert_eq!(ignored, [(".dockerignore".to_owned(), 4), ("README.md".to_owned(), 2)]);
        let (files, ignored) = found("**/*.pyc\n", "src");
        assert_eq!(files, ["src/a.py", "src/deep/b.py"]);
        assert_eq!(ignored, [("src/a.pyc".to_owned(), 1)]);
        assert_eq!(found("", "src/*.py").0, ["src/a.py"]);
        assert_eq!(found("", "s*").0.len(), 3);
        assert_eq!(found("", "nothing"), (Vec::new(), Vec::new()));
    }
}
