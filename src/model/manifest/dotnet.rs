//! .NET: projects that refer to others, solutions, imported files, and the settings that `MSBuild` and `NuGet` look for
//! in the folders above.
//!
//! Source: .NET documentation, "dotnet restore", "Customize builds by folder or solution", "nuget.config reference".

use super::walk::{Walk, folder_of};
use super::xml;
use super::{Ecosystem, Question};

/// Files that count for a project from any folder above it.
const ABOVE: &[&str] = &[
    "Directory.Build.props",
    "Directory.Build.targets",
    "Directory.Packages.props",
    "Directory.Solution.props",
    "Directory.Build.rsp",
    "global.json",
    "NuGet.config",
    "nuget.config",
    "NuGet.Config",
];

const PROJECTS: &[&str] = &[".csproj", ".fsproj", ".vbproj"];

pub(super) fn follow(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let mut waiting: Vec<String> = question.manifests.iter().filter(|it| !it.contains('*')).cloned().collect();
    if waiting.is_empty() {
        // As `dotnet` does: the one solution or project of the folder.
        let here = walk.below(folder).filter(|it| !it[folder.len()..].contains('/'));
        let (solutions, projects): (Vec<&str>, Vec<&str>) = here
            .filter(|it| is_solution(it) || PROJECTS.iter().any(|end| it.ends_with(end)))
            .partition(|it| is_solution(it));
        let found = if solutions.is_empty() { projects } else { solutions };
        if found.len() != 1 {
            walk.give_up();
        }
        waiting.extend(found.into_iter().map(str::to_owned));
    }
    while let Some(path) = waiting.pop() {
        if !walk.enters(&path) {
            continue;
        }
        walk.need(&path);
        let Some(text) = walk.text(&path) else { return };
        let folder = folder_of(&path).to_owned();
        if path.ends_with(".sln") {
            for project in solution(text) {
                waiting.extend(walk.path(&folder, project));
            }
            settings_above(walk, &folder, &mut waiting);
            continue;
        }
        let Some(read) = xml::elements(text) else { return walk.give_up() };
        let is_project = PROJECTS.iter().any(|end| path.ends_with(end));
        if is_project || is_solution(&path) {
            settings_above(walk, &folder, &mut waiting);
        }
        if is_project {
            walk.want(&format!("{folder}packages.lock.json"));
            if ["packages.config", "paket.references"].iter().any(|it| walk.has(&format!("{folder}{it}"))) {
                walk.give_up();
            }
        }
        for element in read {
            let named = match element.name {
                "ProjectReference" => element.attribute("Include"),
                "Import" => element.attribute("Project").filter(|_| element.attribute("Sdk").is_none()),
                "Project" if path.ends_with(".slnx") => element.attribute("Path"),
                // Packages in a folder of the project.
                "add" if element.parent == "packageSources" => {
                    element.attribute("value").filter(|it| !it.contains("://")).inspect(|_| walk.give_up())
                }
                "RestoreSources" | "RestoreAdditionalProjectSources" | "NuGetLockFilePath" | "RestoreConfigFile" => {
                    walk.give_up();
                    None
                }
                _ => None,
            };
            let own = named.map(|it| {
                it.trim_start_matches("$(MSBuildThisFileDirectory)").trim_start_matches("$(MSBuildProjectDirectory)")
            });
            waiting.extend(own.and_then(|it| walk.path(&folder, it)));
        }
    }
}

fn is_solution(path: &str) -> bool {
    path.ends_with(".sln") || path.ends_with(".slnx")
}

/// The files that count for what is in a folder.
fn settings_above(walk: &mut Walk<'_>, folder: &str, waiting: &mut Vec<String>) {
    let ends = folder.match_indices('/').map(|(at, _)| at + 1);
    for above in std::iter::once(0).chain(ends) {
        for name in ABOVE {
            let path = format!("{}{name}", &folder[..above]);
            if !walk.has(&path) {
                continue;
            }
            if name.ends_with(".rsp") || name.ends_with(".json") {
                walk.want(&path);
            } else if !waiting.contains(&path) {
                waiting.push(path);
            }
        }
    }
}

/// `Project("{…}") = "A", "src\A\A.csproj", "{…}"`; folders of a solution are no files.
fn solution(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| line.trim_start().starts_with("Project("));
    let paths = lines.filter_map(|line| line.split(',').nth(1)).map(|it| it.trim().trim_matches('"'));
    paths.filter(|it| it.ends_with("proj"))
}
