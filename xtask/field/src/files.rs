//! The Dockerfiles below a folder, each with its build context where it has one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dockerfile_playground::Project;
use dockerfile_playground::model::context::ContextEntry;

/// A Dockerfile and what is known of its build.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// Its path below the folder.
    pub(crate) name: String,
    /// The Dockerfile, with the files around it.
    pub(crate) project: Project,
}

/// A folder that holds more is no build context but a whole repository; half of it would be worse than none.
const MOST_FILES: usize = 2_000;

/// Above this size, a file is not read: its length stands for it.
const MOST_BYTES: u64 = 1 << 20;

/// The Dockerfiles below `root`, in order of their paths.
pub(crate) fn subjects(root: &Path) -> io::Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let mut dockerfiles = Vec::new();
        let mut is_context = false;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() && is_dockerfile(&name) {
                dockerfiles.push(name);
            } else {
                is_context = true;
            }
        }
        let files = if is_context && !dockerfiles.is_empty() { context(&folder)? } else { BTreeMap::new() };
        for name in dockerfiles {
            let text = String::from_utf8_lossy(&fs::read(folder.join(&name))?).into_owned();
            let path = folder.join(&name);
            let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let project = Project { dockerfile_path: name, files: files.clone(), ..Project::new(text) };
            subjects.push(Subject { name: shown, project });
        }
    }
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(subjects)
}

/// `Dockerfile`, `Dockerfile.dev`, `app.Dockerfile`, `Containerfile`, but not the ignore file or a template of one.
fn is_dockerfile(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_other = ["dockerignore", "md", "tmpl", "template", "j2", "erb"].contains(&extension);
    let stem = name.split(['.', '-', '_']).next().unwrap_or(name);
    !is_other && (["Dockerfile", "Containerfile"].contains(&stem) || extension.eq_ignore_ascii_case("dockerfile"))
}

/// Everything below `folder`; nothing if that is too much for a build context.
fn context(folder: &Path) -> io::Result<BTreeMap<String, ContextEntry>> {
    let mut files = BTreeMap::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let kind = entry.file_type()?;
            let here = if kind.is_symlink() {
                ContextEntry::symlink(fs::read_link(entry.path())?.to_string_lossy())
            } else if kind.is_dir() {
                open.push(path.clone());
                ContextEntry::directory()
            } else if entry.metadata()?.len() > MOST_BYTES {
                ContextEntry::unread(entry.metadata()?.len(), "not read")
            } else if kind.is_file() {
                ContextEntry::file(fs::read(entry.path())?)
            } else {
                continue;
            };
            files.insert(path.to_string_lossy().replace('\\', "/"), here);
        }
        if files.len() > MOST_FILES {
            return Ok(BTreeMap::new());
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_dockerfiles_are_known() {
        for name in ["Dockerfile", "Dockerfile.dev", "app.Dockerfile", "x.dockerfile", "Containerfile", "Dockerfile-a"]
        {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in ["Dockerfile.dockerignore", "Dockerfile.tmpl", "docker.md", "Dockerfiles", "app.py"] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn a_folder_with_other_files_is_a_context() {
        let root = std::env::temp_dir().join(format!("field-files-{}", std::process::id()));
        fs::create_dir_all(root.join("app/src")).expect("a folder");
        fs::create_dir_all(root.join("alone")).expect("a folder");
        for path in ["app/Dockerfile", "app/src/main.c", "app/run.sh", "alone/Dockerfile", "alone/b.Dockerfile"] {
            fs::write(root.join(path), "FROM scratch\n").expect("a file");
        }
        let found = subjects(&root).expect("a readable folder");
        fs::remove_dir_all(&root).expect("a folder of this test");
        let paths = |subject: &Subject| subject.project.files.keys().cloned().collect::<Vec<_>>().join(" ");
        let told: Vec<_> = found.iter().map(|it| (it.name.as_str(), paths(it))).collect();
        let context = "Dockerfile run.sh src src/main.c".to_owned();
        assert_eq!(
            told,
            [("alone/Dockerfile", String::new()), ("alone/b.Dockerfile", String::new()), ("app/Dockerfile", context)]
        );
    }
}
