//! pyproject.toml as uv, Poetry and PDM read it, and Pipfile.
//!
//! Seen with uv 0.13 and Poetry 2.5: neither reads the readme or the source where it leaves out the project itself; both
//! build a package in a folder, for which all of that is needed; uv wants the pyproject.toml of every member of a
//! workspace, and builds members unless it is told `--no-install-workspace`.

use serde_json::Value;

use super::walk::Walk;
use super::{Ecosystem, Question, pattern, toml};

pub(super) fn pyproject(walk: &mut Walk<'_>, ecosystem: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let Some(read) = project(walk, folder, ecosystem) else { return };
    if ecosystem == Ecosystem::Uv {
        if read["project"].is_null() && read["tool"]["uv"]["workspace"].is_null() {
            walk.give_up();
        }
        let workspace = &read["tool"]["uv"]["workspace"];
        let texts = |key: &str| workspace[key].as_array().into_iter().flatten().filter_map(Value::as_str);
        let patterns: Vec<&str> = texts("members").collect();
        let excluded: Vec<String> = texts("exclude").map(|it| format!("!{it}")).collect();
        let patterns: Vec<&str> = patterns.into_iter().chain(excluded.iter().map(String::as_str)).collect();
        let members = pattern::folders(walk, folder, &patterns, "pyproject.toml");
        if !members.is_empty() {
            walk.found.flag = Some("--no-install-workspace");
        }
        for member in members {
            project(walk, &member, ecosystem);
        }
    }
}

/// One pyproject.toml, whose project is left out of the installation.
fn project(walk: &mut Walk<'_>, folder: &str, ecosystem: Ecosystem) -> Option<Value> {
    let path = format!("{folder}pyproject.toml");
    if !walk.enters(&path) {
        return None;
    }
    walk.need(&path);
    let read = walk.text(&path).and_then(toml::parse);
    let Some(read) = read else {
        walk.give_up();
        return None;
    };
    // What only the source knows.
    if ecosystem != Ecosystem::Poetry && read["project"]["dynamic"].as_array().is_some_and(|it| !it.is_empty()) {
        walk.give_up();
    }
    let plain = [
        &read["project"]["dependencies"],
        &read["project"]["optional-dependencies"],
        &read["dependency-groups"],
        &read["tool"]["pdm"]["dev-dependencies"],
        &read["tool"]["uv"]["dev-dependencies"],
    ];
    for list in plain {
        requirements(walk, folder, list, 0);
    }
    match ecosystem {
        Ecosystem::Uv => {
            for source in read["tool"]["uv"]["sources"].as_object().into_iter().flat_map(|it| it.values()) {
                let choices = source.as_array().map_or(std::slice::from_ref(source), Vec::as_slice);
                for path in choices.iter().filter_map(|it| it["path"].as_str()) {
                    place(walk, folder, path);
                }
            }
            let indexes = read["tool"]["uv"]["index"].as_array().into_iter().flatten();
            if indexes.filter_map(|it| it["url"].as_str()).any(|it| !it.contains("://") || it.starts_with("file:"))
                || ["find-links", "build-constraint-dependencies"].iter().any(|it| read["tool"]["uv"].get(it).is_some())
            {
                walk.give_up();
            }
        }
        Ecosystem::Poetry => {
            let poetry = &read["tool"]["poetry"];
            let groups =
                poetry["group"].as_object().into_iter().flat_map(|it| it.values()).map(|it| &it["dependencies"]);
            for table in groups.chain([&poetry["dependencies"], &poetry["dev-dependencies"]]) {
                locals(walk, folder, table);
            }
        }
        _ => {}
    }
    Some(read)
}

/// `name = { path = "…" }`, or several of those in a list.
fn locals(walk: &mut Walk<'_>, folder: &str, table: &Value) {
    for entry in table.as_object().into_iter().flat_map(|it| it.values()) {
        let choices = entry.as_array().map_or(std::slice::from_ref(entry), Vec::as_slice);
        for path in choices.iter().filter_map(|it| it["path"].as_str()) {
            place(walk, folder, path);
        }
        if choices.iter().any(|it| it.get("file").is_some()) {
            walk.give_up();
        }
    }
}

/// Lists of requirements as PEP 508 writes them, in any depth of tables.
fn requirements(walk: &mut Walk<'_>, folder: &str, value: &Value, depth: usize) {
    match value {
        Value::String(text) if text.contains("file:") => {
            // PDM: `z @ file:///${PROJECT_ROOT}/libs/z`
            match text.split_once("file:///${PROJECT_ROOT}/").filter(|_| folder.is_empty()) {
                Some((_, path)) => place(walk, folder, path.trim()),
                None => walk.give_up(),
            }
        }
        Value::Array(items) if depth < 4 => items.iter().for_each(|it| requirements(walk, folder, it, depth + 1)),
        Value::Object(map) if depth < 4 => map.values().for_each(|it| requirements(walk, folder, it, depth + 1)),
        Value::Array(_) | Value::Object(_) => walk.give_up(),
        _ => {}
    }
}

fn place(walk: &mut Walk<'_>, folder: &str, path: &str) {
    if let Some(path) = walk.path(folder, path) {
        if walk.has(&path) { walk.need(&path) } else { local(walk, &path) }
    }
}

/// A package in a folder, which is built: all of the folder is needed, and what its manifest names.
pub(super) fn local(walk: &mut Walk<'_>, path: &str) {
    let folder = format!("{path}/");
    if path.is_empty() {
        return walk.give_up();
    }
    walk.need_folder(&folder);
    let script = format!("{folder}setup.py");
    if walk.has(&script) && walk.text(&script).is_none_or(|text| text.contains("..")) {
        walk.give_up();
    }
    if walk.has(&format!("{folder}pyproject.toml")) && walk.enters(&folder) {
        let read = walk.text(&format!("{folder}pyproject.toml")).and_then(toml::parse);
        // Files above the folder, and versions that the history of git knows.
        let is_alone = read.is_some_and(|it| {
            let text = it.to_string();
            !text.contains("..")
                && !["setuptools-scm", "setuptools_scm", "hatch-vcs", "versioningit", "poetry-dynamic-versioning"]
                    .iter()
                    .any(|it| text.contains(it))
                && it["tool"]["uv"]["sources"].is_null()
        });
        if !is_alone {
            walk.give_up();
        }
    }
}

/// Pipfile.
pub(super) fn pipenv(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let path = format!("{folder}Pipfile");
    walk.need(&path);
    let Some(read) = walk.text(&path).and_then(toml::parse) else { return walk.give_up() };
    let known = ["source", "requires", "pipenv", "scripts"];
    for (name, table) in read.as_object().into_iter().flatten() {
        if !known.contains(&name.as_str()) {
            locals(walk, folder, table);
        }
    }
}
