use std::collections::HashSet;

use super::mix::{EditKind, PossibleEdit, filled_by_tools};
use crate::model::context::IGNORE_FILE;
use crate::project::Project;

/// With so many files, nothing is left out.
const FEW: usize = 1_000;

/// The project with a build context in which the same edits run the same steps, but of many files that are alike, one
/// stands for all: prices take dozens of simulations.
///
/// What stays is edited, a list of dependencies, an ignore file, named in the Dockerfile, or the first of its kind in its
/// folder.
pub(crate) fn thinned(project: &Project, edits: &[PossibleEdit]) -> Project {
    let mut project = project.clone();
    if project.files.len() <= FEW {
        return project;
    }
    let edited: HashSet<&str> = edits.iter().map(|edit| edit.path.as_str()).collect();
    let mut seen: HashSet<(String, String)> = HashSet::new();
    let text = std::mem::take(&mut project.dockerfile);
    project.files.retain(|path, entry| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        // What tools have put there is one thing to everybody else.
        let folder = filled_by_tools(path).unwrap_or(folder);
        let kind = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_first = seen.insert((folder.to_owned(), kind.to_owned()));
        // Lists of dependencies refer to each other; those in folders of tools are none of the project.
        let is_list = EditKind::of(path) == Some(EditKind::Dependencies);
        is_first
            || is_list
            || edited.contains(path.as_str())
            || name.ends_with(IGNORE_FILE)
            || (!entry.is_directory() && name.len() > 2 && text.contains(name))
    });
    project.dockerfile = text;
    project
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::advice::{Mix, expected_seconds, guessed_seconds, possible_edits};

    #[test]
    fn prices_stay_and_files_go() {
        let text = "FROM a\nCOPY package.json *.cfg ./\nRUN npm ci\nCOPY src/main.js src/\nRUN npm run x\nCOPY . .\nRUN make\n";
        let mut project = Project::new(text);
        for path in ["package.json", "a.cfg", "b.cfg", ".dockerignore", "README.md"] {
            project.files.insert(path.to_owned(), "{}".into());
        }
        for number in 0..4_000 {
            project.files.insert(format!("node_modules/p{number}/index.js"), "x".into());
            project.files.insert(format!("src/d{}/f{number}.js", number % 7), "x".into());
        }
        project.files.insert("src/main.js".to_owned(), "x".into());
        let edits = possible_edits(&project, Mix::default());
        let thin = thinned(&project, &edits);
        assert!(thin.files.len() < 40, "{}", thin.files.len());
        let price = |project: &Project| expected_seconds(project, &edits, &guessed_seconds);
        assert!((price(&project) - price(&thin)).abs() < 1e-9 && price(&thin) > 1.0);
    }
}
