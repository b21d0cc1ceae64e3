//! npm, Yarn, pnpm, Bun and Deno: package.json with its workspaces, local packages and scripts, and the settings beside
//! it.
//!
//! Seen with npm 11.19, pnpm 10.34 and Yarn 4.18: npm links a local package and needs only its manifest, the others copy
//! the whole folder; the program of a package (`bin`) is linked only where its file is there, without an error
//! otherwise; `npm ci` without the manifests of the workspaces succeeds and installs nothing of theirs.

use serde_json::Value;

use super::walk::{Walk, folder_of};
use super::{Ecosystem, Question, pattern, scripts, yaml};

/// What package.json says of packages that others should use.
const DEPENDENCIES: &[&str] = &["dependencies", "devDependencies", "optionalDependencies", "overrides", "resolutions"];

/// Scripts that run with the installation.
const LIFECYCLE: &[&str] = &[
    "preinstall",
    "install",
    "postinstall",
    "prepublish",
    "preprepare",
    "prepare",
    "postprepare",
    "pnpm:devPreinstall",
];

/// What all manifests of an installation have in common.
struct Reader {
    ecosystem: Ecosystem,
    ignores_scripts: bool,
}

pub(super) fn follow(walk: &mut Walk<'_>, ecosystem: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let mut patterns = Vec::new();
    settings(walk, folder);
    if ecosystem == Ecosystem::Pnpm {
        patterns = pnpm_workspace(walk, folder);
    }
    let npmrc = format!("{folder}.npmrc");
    let is_off = |text: &str| text.lines().any(|it| it.replace(' ', "") == "ignore-scripts=true");
    let ignores_scripts = question.ignores_scripts || walk.has(&npmrc) && walk.text(&npmrc).is_some_and(is_off);
    let reader = Reader { ecosystem, ignores_scripts };
    let Some(root) = reader.manifest(walk, folder, true) else { return };
    if ecosystem != Ecosystem::Pnpm {
        let workspaces = &root["workspaces"];
        let list = workspaces.as_array().or_else(|| workspaces["packages"].as_array());
        if list.is_none() && !workspaces.is_null() {
            walk.give_up();
        }
        patterns.extend(list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    }
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    for member in pattern::folders(walk, folder, &patterns, "package.json") {
        reader.manifest(walk, &member, false);
    }
}

impl Reader {
    /// The package.json of a folder, and what it names.
    fn manifest(&self, walk: &mut Walk<'_>, folder: &str, is_root: bool) -> Option<Value> {
        let path = format!("{folder}package.json");
        if !walk.enters(&path) {
            return None;
        }
        if !is_root || !walk.found.files.contains(&format!("{folder}package*.json")) {
            walk.need(&path);
        }
        let read = walk.text(&path).and_then(json);
        let Some(read) = read.filter(Value::is_object) else {
            walk.give_up();
            return None;
        };
        for key in DEPENDENCIES {
            self.dependencies(walk, folder, &read[*key], 0);
        }
        self.dependencies(walk, folder, &read["pnpm"]["overrides"], 0);
        for list in [&read["pnpm"]["patchedDependencies"], &read["patchedDependencies"]] {
            patches(walk, folder, list);
        }
        if !is_root {
            programs(walk, folder, &read["bin"]);
        }
        if !self.ignores_scripts {
            // Without a script of that name, npm compiles what has such a file.
            if walk.has(&format!("{folder}binding.gyp")) {
                walk.give_up();
            }
            for name in LIFECYCLE {
                if let Some(script) = read["scripts"][*name].as_str() {
                    scripts::follow(walk, folder, script, &read);
                }
            }
        }
        Some(read)
    }

    /// The local packages in a table of dependencies, which may hold others.
    fn dependencies(&self, walk: &mut Walk<'_>, folder: &str, table: &Value, depth: usize) {
        for version in table.as_object().into_iter().flat_map(|it| it.values()) {
            match version {
                Value::String(version) => self.dependency(walk, folder, version),
                Value::Object(_) if depth < 8 => self.dependencies(walk, folder, version, depth + 1),
                Value::Object(_) => walk.give_up(),
                _ => {}
            }
        }
    }

    fn dependency(&self, walk: &mut Walk<'_>, folder: &str, version: &str) {
        if let Some(patch) = version.strip_prefix("patch:") {
            // `patch:left-pad@npm:1.3.0#./.yarn/patches/left-pad.patch`; `~/` is the project.
            for path in patch.rsplit('#').next().unwrap_or_default().split('&') {
                let path = path.split("::").next().unwrap_or_default();
                let (folder, path) = path.strip_prefix("~/").map_or((folder, path), |path| ("", path));
                if let Some(path) = walk.path(folder, path) {
                    walk.need(&path);
                }
            }
            return;
        }
        let protocol = ["file:", "link:", "portal:"].iter().find(|it| version.starts_with(**it));
        if protocol.is_none() && !version.starts_with(['.', '/', '~']) || is_range(version) {
            return;
        }
        let place = version.strip_prefix(protocol.copied().unwrap_or_default()).unwrap_or(version);
        let Some(path) = walk.path(folder, place) else { return };
        if walk.has(&path) {
            return walk.need(&path);
        }
        let inside = format!("{path}/");
        if path.is_empty() {
            walk.give_up();
        } else if self.ecosystem == Ecosystem::Npm || matches!(protocol, Some(&("link:" | "portal:"))) {
            if walk.has(&format!("{inside}package.json")) {
                self.manifest(walk, &inside, false);
            } else {
                walk.need_folder(&inside);
            }
        } else {
            walk.need_folder(&inside);
            if walk.has(&format!("{inside}package.json")) {
                self.manifest(walk, &inside, false);
            }
        }
    }
}

/// `~1.2` is a version, `~/a` a path.
fn is_range(version: &str) -> bool {
    version.starts_with('~') && !version.starts_with("~/")
}

/// The files that an installation links as programs; without them it links nothing and says nothing.
fn programs(walk: &mut Walk<'_>, folder: &str, bin: &Value) {
    let named = bin.as_object().into_iter().flat_map(|it| it.values()).chain([bin]).filter_map(Value::as_str);
    for file in named {
        if let Some(path) = walk.path(folder, file) {
            walk.want(&path);
        }
    }
}

fn patches(walk: &mut Walk<'_>, folder: &str, table: &Value) {
    for path in table.as_object().into_iter().flat_map(|it| it.values()).filter_map(Value::as_str) {
        if let Some(path) = walk.path(folder, path) {
            walk.need(&path);
        }
    }
}

/// pnpm-workspace.yaml: the patterns of its packages.
fn pnpm_workspace(walk: &mut Walk<'_>, folder: &str) -> Vec<String> {
    for name in [".pnpmfile.cjs", ".pnpmfile.mjs", "pnpmfile.js"] {
        scripts::program(walk, &format!("{folder}{name}"), false);
    }
    let path = format!("{folder}pnpm-workspace.yaml");
    if !walk.has(&path) {
        return Vec::new();
    }
    let Some(read) = walk.text(&path).and_then(yaml::parse) else {
        walk.give_up();
        return Vec::new();
    };
    if ["configDependencies", "pnpmfile", "globalPnpmfile", "modulesDir", "lockfileDir"]
        .iter()
        .any(|it| read.get(it).is_some())
    {
        walk.give_up();
    }
    patches(walk, folder, &read["patchedDependencies"]);
    let is_local = |it: &Value| it.as_str().is_some_and(|it| it.starts_with(['.', '/']) || it.contains(":."));
    if read["overrides"].as_object().into_iter().flat_map(|it| it.values()).any(is_local) {
        walk.give_up();
    }
    read["packages"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// `.yarnrc`, `.yarnrc.yml` and what they name.
fn settings(walk: &mut Walk<'_>, folder: &str) {
    let old = format!("{folder}.yarnrc");
    if walk.has(&old) {
        for line in walk.text(&old).unwrap_or_default().lines() {
            match line
                .trim()
                .split_once(' ')
                .map(|(key, value)| (key.trim_matches('"'), value.trim().trim_matches('"')))
            {
                Some(("yarn-path", path)) => need_in(walk, folder, path),
                Some(("yarn-offline-mirror", path)) => {
                    if let Some(path) = walk.folder(folder, path) {
                        walk.need_folder(&path);
                    }
                }
                Some((_, value)) if value.starts_with('.') => walk.give_up(),
                _ => {}
            }
        }
    }
    let new = format!("{folder}.yarnrc.yml");
    if !walk.has(&new) {
        return;
    }
    let Some(read) = walk.text(&new).and_then(yaml::parse) else { return walk.give_up() };
    if let Some(path) = read["yarnPath"].as_str() {
        need_in(walk, folder, path);
    }
    for plugin in read["plugins"].as_array().into_iter().flatten() {
        match plugin.as_str().or_else(|| plugin["path"].as_str()) {
            Some(path) => need_in(walk, folder, path),
            None => walk.give_up(),
        }
    }
    if read["enableConstraintsChecks"] == Value::Bool(true) || read.get("lockfileFilename").is_some() {
        walk.give_up();
    }
    // Packages that the project keeps itself.
    let cache = read["cacheFolder"].as_str().unwrap_or(".yarn/cache");
    if !cache.starts_with(['/', '~', '$'])
        && let Some(cache) = walk.folder(folder, cache)
    {
        walk.want_folder(&cache);
    }
    walk.want_folder(&format!("{folder}.yarn/patches/"));
}

fn need_in(walk: &mut Walk<'_>, folder: &str, path: &str) {
    if let Some(path) = walk.path(folder, path) {
        walk.need(&path);
    }
}

/// Deno: deno.json with its import map and the members of a workspace.
pub(super) fn deno(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let names = ["deno.json", "deno.jsonc", "package.json"].map(|it| format!("{folder}{it}"));
        let found: Vec<&String> = names.iter().filter(|it| walk.has(it)).collect();
        if found.is_empty() {
            walk.give_up();
        }
        for path in found {
            if !walk.enters(path) {
                continue;
            }
            if !walk.found.files.iter().any(|it| it.ends_with('*') && path.starts_with(it.trim_end_matches('*'))) {
                walk.need(path);
            }
            let Some(read) = walk.text(path).and_then(json) else { return walk.give_up() };
            if path.ends_with("package.json") {
                Reader { ecosystem: Ecosystem::Npm, ignores_scripts: true }.manifest(walk, folder_of(path), false);
            }
            if ["links", "patch", "workspaces"].iter().any(|it| read.get(it).is_some()) {
                walk.give_up();
            }
            if let Some(map) = read["importMap"].as_str() {
                need_in(walk, &folder, map);
            }
            let members = read["workspace"].as_array().or_else(|| read["workspace"]["members"].as_array());
            let members: Vec<&str> = members.into_iter().flatten().filter_map(Value::as_str).collect();
            let (patterns, named): (Vec<&str>, Vec<&str>) = members.into_iter().partition(|it| it.contains('*'));
            waiting.extend(named.into_iter().filter_map(|it| walk.folder(&folder, it)));
            waiting.extend(pattern::folders(walk, &folder, &patterns, "deno.json"));
        }
    }
}

pub(super) fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}
