//! Which files of the build context an installation needs, as its manifests say: every reference is followed.
//!
//! Knows the manifests of each ecosystem, a file each, and reads of them only what names other files. Whatever it does
//! not understand makes the answer [`Manifests::Unclear`]: a copy that may lack a file is never called complete. Does
//! not know command lines; those belong to `install`.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the tools tell manifests by the very name")]

mod cargo;
mod dotnet;
mod go;
mod maven;
mod node;
mod others;
mod pattern;
mod pip;
mod python;
mod scripts;
mod toml;
mod walk;
mod xml;
mod yaml;

use crate::model::context::IGNORE_FILE;
use crate::project::Project;

use walk::Walk;

/// Whose manifests they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ecosystem {
    /// Files that name no others.
    Plain,
    Pip,
    Npm,
    Yarn,
    Pnpm,
    Bun,
    Deno,
    Cargo,
    Go,
    Maven,
    Bundler,
    Composer,
    Pipenv,
    Poetry,
    Uv,
    Pdm,
    Dotnet,
    Mix,
    Swift,
}

/// What is known of the files that an installation reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manifests {
    /// Nothing is known of the build context.
    Unknown,
    /// A manifest is missing, cannot be read, or names what cannot be followed.
    Unclear,
    /// Every reference was followed.
    Followed(Followed),
}

/// The files that an installation reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Paths below the working directory, none twice; folders, with a slash at their end, are needed whole.
    pub files: Vec<String>,
    /// Files that must exist and may be empty, such as the sources without which Cargo takes no manifest.
    pub stubs: Vec<String>,
    /// The command without the source needs this flag in place of its usual ones.
    pub flag: Option<&'static str>,
}

/// Where to look, and for what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question<'a> {
    pub(crate) project: &'a Project,
    /// The folder of the build context that becomes the working directory: empty, or with its slash.
    pub(crate) root: &'a str,
    /// The folder of the manifests below it, in the same spelling.
    pub(crate) folder: &'a str,
    /// The manifests by name, below the working directory.
    pub(crate) manifests: &'a [String],
    /// Files beside them that are read where they exist.
    pub(crate) beside: &'static [&'static str],
    /// Whether scripts of the project are left out: `--ignore-scripts`.
    pub(crate) ignores_scripts: bool,
}

/// Follows the manifests.
pub(crate) fn follow(ecosystem: Ecosystem, question: Question<'_>) -> Manifests {
    let project = question.project;
    let is_other = |path: &String| !path.ends_with(IGNORE_FILE) && *path != project.dockerfile_path;
    if !project.files.keys().any(is_other) {
        return Manifests::Unknown;
    }
    let mut walk = Walk::new(question.project, question.root);
    let folder = question.folder;
    let follow = match ecosystem {
        Ecosystem::Plain => {
            let files = question.manifests.to_vec();
            return Manifests::Followed(Followed { files, ..Followed::default() });
        }
        Ecosystem::Pip => pip::lists,
        Ecosystem::Npm | Ecosystem::Yarn | Ecosystem::Pnpm | Ecosystem::Bun => node::follow,
        Ecosystem::Deno => node::deno,
        Ecosystem::Cargo => cargo::follow,
        Ecosystem::Go => go::follow,
        Ecosystem::Maven => maven::follow,
        Ecosystem::Dotnet => dotnet::follow,
        Ecosystem::Bundler => others::bundler,
        Ecosystem::Composer => others::composer,
        Ecosystem::Mix => others::mix,
        Ecosystem::Swift => others::swift,
        Ecosystem::Pipenv => python::pipenv,
        Ecosystem::Poetry | Ecosystem::Uv | Ecosystem::Pdm => python::pyproject,
    };
    // Solutions name their projects, and Maven's settings come with their folder.
    let is_listed = |it: &&String| ecosystem != Ecosystem::Dotnet && !it.contains(".mvn/");
    for name in question.manifests.iter().filter(is_listed) {
        walk.want(name);
    }
    for name in question.beside {
        walk.want(&format!("{folder}{name}"));
    }
    follow(&mut walk, ecosystem, &question);
    walk.finish()
}
