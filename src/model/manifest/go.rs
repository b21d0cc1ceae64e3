//! Go: modules in folders that replace others, and workspaces.
//!
//! Seen with Go 1.19: `go mod download` reads the go.mod of a replacement and of every module of a workspace, and fails
//! where one is missing; it reads no source.

use super::walk::Walk;
use super::{Ecosystem, Question};

pub(super) fn follow(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let (work, module) = (format!("{folder}go.work"), format!("{folder}go.mod"));
    let has_work = walk.has(&work);
    if has_work && let Some(text) = walk.text(&work) {
        for line in directives(text, "use") {
            if let Some(place) = walk.folder(folder, line.trim_matches('"')) {
                module_in(walk, &place);
            }
        }
        replacements(walk, folder, text);
    }
    if !has_work || walk.has(&module) {
        module_in(walk, folder);
    }
}

/// A module whose own replacements count.
fn module_in(walk: &mut Walk<'_>, folder: &str) {
    let path = format!("{folder}go.mod");
    if walk.enters(&path) {
        walk.need(&path);
        walk.want(&format!("{folder}go.sum"));
        if let Some(text) = walk.text(&path) {
            replacements(walk, folder, text);
        }
    }
}

/// `replace a => ./b`: of the replacement, only its go.mod is read, and its own replacements do not count.
fn replacements(walk: &mut Walk<'_>, folder: &str, text: &str) {
    for line in directives(text, "replace") {
        let Some(target) = line.split("=>").nth(1).and_then(|it| it.split_whitespace().next()) else { continue };
        let target = target.trim_matches('"');
        if target.starts_with(['.', '/', '\\', '~'])
            && let Some(place) = walk.folder(folder, target)
        {
            walk.need(&format!("{place}go.mod"));
        }
    }
}

/// What stands behind `name`, on its line or on the lines of its block.
fn directives<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut is_open = false;
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        if is_open {
            is_open = line != ")";
            found.extend(Some(line).filter(|it| is_open && !it.is_empty()));
        } else if let Some(rest) = line.strip_prefix(name).filter(|it| it.starts_with([' ', '\t', '('])) {
            is_open = rest.trim() == "(";
            found.extend(Some(rest.trim()).filter(|_| !is_open));
        }
    }
    found
}
