//! Cargo: workspaces, path dependencies, and the targets without which it takes no manifest.
//!
//! Seen with cargo 1.95: `fetch` fails where a member or a path dependency has no manifest, where a manifest has no
//! target (an empty `src/lib.rs` or `src/main.rs` is one), where a `[[bench]]` has neither a `path` nor its file, and
//! where `default-run` names no target. It asks neither for a target with a `path`, nor for `build.rs`, the readme or
//! the license file, nor for an entry of `[workspace.dependencies]` that nobody uses.

use serde_json::Value;

use super::walk::Walk;
use super::{Ecosystem, Question, pattern, toml};

/// Tables of dependencies, and those that replace some.
const DEPENDENCIES: &[&str] =
    &["dependencies", "dev-dependencies", "build-dependencies", "dev_dependencies", "build_dependencies"];

pub(super) fn follow(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let root = question.folder;
    for name in ["rust-toolchain", "rust-toolchain.toml"] {
        let path = format!("{root}{name}");
        if walk.has(&path) && walk.text(&path).is_none_or(|text| text.contains("path")) {
            walk.give_up();
        }
    }
    for name in [".cargo/config.toml", ".cargo/config"] {
        let path = format!("{root}{name}");
        if walk.has(&path) {
            configuration(walk, &path);
        }
    }
    manifest(walk, root, true);
}

/// Sources in folders and settings in other files are not followed.
fn configuration(walk: &mut Walk<'_>, path: &str) {
    let read = walk.text(path).and_then(toml::parse);
    let is_clear = read.is_some_and(|it| {
        let sources = it["source"].as_object().into_iter().flat_map(|it| it.values());
        let is_remote = sources.into_iter().all(|it| {
            ["directory", "local-registry"].iter().all(|key| it.get(key).is_none())
                && ["registry", "git"].iter().all(|key| it[key].as_str().is_none_or(|it| !it.contains("file:")))
        });
        is_remote && ["paths", "include", "patch"].iter().all(|key| it.get(key).is_none())
    });
    if !is_clear {
        walk.give_up();
    }
}

/// The manifest in a folder; `is_root` where Cargo is called there.
fn manifest(walk: &mut Walk<'_>, folder: &str, is_root: bool) {
    let path = format!("{folder}Cargo.toml");
    if !walk.enters(&path) {
        return;
    }
    walk.need(&path);
    let Some(read) = walk.text(&path).and_then(toml::parse) else { return walk.give_up() };
    if read.get("package").is_some() || read.get("project").is_some() {
        targets(walk, folder, &read);
    }
    let platforms = read["target"].as_object().into_iter().flat_map(|it| it.values());
    for table in platforms.chain([&read]) {
        let lists = DEPENDENCIES.iter().filter_map(|it| table[*it].as_object()).flat_map(|it| it.values());
        for dependency in lists {
            dependency_at(walk, folder, dependency);
        }
    }
    let patched = read["patch"].as_object().into_iter().flat_map(|it| it.values()).chain([&read["replace"]]);
    for dependency in patched.filter_map(Value::as_object).flat_map(|it| it.values()) {
        dependency_at(walk, folder, dependency);
    }
    if let Some(above) = read["package"]["workspace"].as_str()
        && let Some(above) = walk.folder(folder, above)
    {
        manifest(walk, &above, false);
    }
    let workspace = &read["workspace"];
    if workspace.is_object() {
        members(walk, folder, workspace);
    } else if !is_root && read["package"].is_null() {
        walk.give_up();
    }
}

fn dependency_at(walk: &mut Walk<'_>, folder: &str, dependency: &Value) {
    if let Some(path) = dependency["path"].as_str()
        && let Some(path) = walk.folder(folder, path)
    {
        manifest(walk, &path, false);
    }
}

fn members(walk: &mut Walk<'_>, folder: &str, workspace: &Value) {
    let texts = |key: &str| workspace[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let (named, patterns): (Vec<&str>, Vec<&str>) = texts("members").partition(|it| !it.contains(['*', '?', '[']));
    for member in named {
        if let Some(member) = walk.folder(folder, member) {
            manifest(walk, &member, false);
        }
    }
    let excluded: Vec<String> =
        texts("exclude").map(|it| format!("{folder}{}/", it.trim_start_matches("./").trim_end_matches('/'))).collect();
    for member in pattern::folders(walk, folder, &patterns, "Cargo.toml") {
        if !excluded.iter().any(|it| member.starts_with(it)) {
            manifest(walk, &member, false);
        }
    }
    // Those that members take from the workspace.
    for dependency in workspace["dependencies"].as_object().into_iter().flat_map(|it| it.values()) {
        dependency_at(walk, folder, dependency);
    }
}

/// The sources that Cargo looks for by itself, and those that a target has no other name for.
fn targets(walk: &mut Walk<'_>, folder: &str, read: &Value) {
    let before = walk.found.stubs.len();
    for name in ["src/lib.rs", "src/main.rs"] {
        walk.stub(format!("{folder}{name}"));
    }
    let programs: Vec<&str> = walk.below(&format!("{folder}src/bin/")).filter(|it| it.ends_with(".rs")).collect();
    for path in programs {
        let inside = &path[folder.len() + "src/bin/".len()..];
        if !inside.contains('/') || inside.ends_with("/main.rs") && inside.matches('/').count() == 1 {
            walk.stub(path.to_owned());
        }
    }
    let mut has_path = read["lib"]["path"].is_string();
    for (kind, place) in [("bin", "src/bin"), ("bench", "benches"), ("test", "tests"), ("example", "examples")] {
        for target in read[kind].as_array().into_iter().flatten() {
            has_path |= kind == "bin" && target["path"].is_string();
            if let Some(name) = target["name"].as_str() {
                walk.stub(format!("{folder}{place}/{name}.rs"));
                walk.stub(format!("{folder}{place}/{name}/main.rs"));
            }
        }
    }
    if walk.found.stubs.len() == before && !has_path {
        walk.give_up();
    }
}
