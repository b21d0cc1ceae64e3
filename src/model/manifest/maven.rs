//! Maven: modules, parents, settings of the project and libraries in its folders.
//!
//! Seen with Maven 3.8: it reads no project of which a module or the parent at its `relativePath` is missing.
//! Told by Maven's tracker (MDEP-82), not run here: `dependency:go-offline` looks for the modules of the same build in the
//! repository, where they are not yet, so that it fails where one needs another.

use std::collections::HashSet;

use super::walk::{Walk, folder_of};
use super::xml::{self, Element};
use super::{Ecosystem, Question};

/// What is met on the way.
#[derive(Default)]
struct Reactor<'a> {
    /// Names of the projects.
    projects: HashSet<&'a str>,
    /// Names of what they need.
    needed: HashSet<&'a str>,
}

pub(super) fn follow(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    walk.want_folder(&format!("{folder}.mvn/"));
    let configuration = format!("{folder}.mvn/maven.config");
    if walk.has(&configuration) {
        // `-s settings.xml`, `-f other.xml`
        let is_plain = |it: &str| {
            it.is_empty()
                || it.starts_with("-D")
                || it.starts_with("-T")
                || !it.starts_with('-')
                || it.len() > 2 && !it.contains("ettings") && !it.contains("file") && !it.contains("toolchains")
        };
        let text = walk.text(&configuration).unwrap_or_default();
        if !text.split_whitespace().all(|it| is_plain(it) || matches!(it, "-B" | "-q" | "-e" | "-U" | "-V" | "-P")) {
            walk.give_up();
        }
    }
    let mut reactor = Reactor::default();
    project(walk, &format!("{folder}pom.xml"), &mut reactor);
    if !reactor.projects.is_disjoint(&reactor.needed) {
        walk.give_up();
    }
}

fn project<'a>(walk: &mut Walk<'a>, path: &str, reactor: &mut Reactor<'a>) {
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop() {
        if !walk.enters(&path) {
            continue;
        }
        walk.need(&path);
        let Some(read) = walk.text(&path).and_then(xml::elements) else { return walk.give_up() };
        let folder = folder_of(&path).to_owned();
        let mut parent = None;
        for element in &read {
            match (element.parent, element.name) {
                ("modules" | "subprojects", "module" | "subproject") => {
                    let Some(module) = walk.path(&folder, element.text) else { continue };
                    waiting.push(if module.ends_with(".xml") { module } else { format!("{module}/pom.xml") });
                }
                ("project", "parent") => parent = Some("../pom.xml"),
                ("parent", "relativePath") => parent = Some(element.text),
                ("dependency", "systemPath") => library(walk, &folder, element),
                ("repository" | "pluginRepository", "url")
                    if !element.text.contains("://") || element.text.starts_with("file:") =>
                {
                    walk.give_up();
                }
                ("project", "artifactId") => {
                    reactor.projects.insert(element.text);
                }
                ("dependency" | "plugin" | "extension", "artifactId") => {
                    reactor.needed.insert(element.text);
                }
                _ => {}
            }
        }
        // An empty path means the repository; the usual one means nothing where no file is there.
        let above = parent.filter(|it| !it.is_empty()).and_then(|it| match it {
            "../pom.xml" if folder.is_empty() => None,
            it => walk.path(&folder, it),
        });
        if let Some(above) = above {
            let file = if above.ends_with(".xml") { above } else { format!("{above}/pom.xml") };
            if walk.has(&file) {
                waiting.push(file);
            } else if parent != Some("../pom.xml") {
                walk.give_up();
            }
        }
    }
}

/// `<systemPath>${project.basedir}/lib/a.jar</systemPath>`
fn library(walk: &mut Walk<'_>, folder: &str, element: &Element<'_>) {
    let inside = ["${project.basedir}/", "${basedir}/"].iter().find_map(|it| element.text.strip_prefix(it));
    match inside.and_then(|it| walk.path(folder, it)) {
        Some(path) => walk.need(&path),
        None => walk.give_up(),
    }
}
