//! Bundler, Composer, Mix and `SwiftPM`. Their manifests, but for Composer's, are programs: what is not one of the usual
//! lines makes the answer unclear.
//!
//! Sources: Bundler's gemfile(5), Composer documentation ("Repositories"), Mix documentation (`Mix.Tasks.Deps`,
//! "Umbrella projects"), `SwiftPM` documentation ("`PackageDescription`").

use serde_json::Value;

use super::walk::{Walk, folder_of};
use super::{Ecosystem, Question, node, pattern};

/// Words of a Gemfile after which it reads or runs something else.
const RUBY_LOOKS_AROUND: &[&str] = &[
    "gemspec",
    "File.",
    "Dir.",
    "IO.",
    "require",
    "load",
    "instance_eval",
    "__dir__",
    "__FILE__",
    "plugin",
    "`",
    "%x",
    "system",
    "glob",
];

/// Bundler: gems in folders, further Gemfiles, the file with the version of Ruby.
pub(super) fn bundler(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let configuration = format!("{folder}.bundle/config");
    if walk.has(&configuration)
        && walk.text(&configuration).is_none_or(|it| it.contains("LOCAL") || it.contains("GEMFILE"))
    {
        walk.give_up();
    }
    walk.want_folder(&format!("{folder}vendor/cache/"));
    let mut waiting = vec![format!("{folder}Gemfile")];
    while let Some(path) = waiting.pop() {
        if !walk.enters(&path) {
            continue;
        }
        walk.need(&path);
        let Some(text) = walk.text(&path) else { return };
        let place = folder_of(&path).to_owned();
        for line in text.lines().map(str::trim).filter(|it| !it.starts_with('#')) {
            let line = line.split(" #").next().unwrap_or_default();
            if let Some(name) = line.strip_prefix("eval_gemfile").and_then(only_string) {
                waiting.extend(walk.path(&place, name));
                continue;
            }
            if line.starts_with("ruby") && line.contains("file:") {
                let file = line.split("file:").nth(1).and_then(only_string);
                match file.and_then(|it| walk.path(&place, it)) {
                    Some(file) => walk.need(&file),
                    None => walk.give_up(),
                }
                continue;
            }
            let is_option =
                |it: &str| line.contains(it) && !line.contains("require: ") && !line.contains(":require =>");
            if RUBY_LOOKS_AROUND
                .iter()
                .any(|it| if *it == "require" { line.starts_with("require") } else { is_option(it) })
            {
                walk.give_up();
            }
            let option =
                ["path: ", "path:", ":path =>", ":path=>"].iter().find_map(|it| line.split_once(it)).map(|it| it.1);
            if let Some(rest) = option.or_else(|| line.strip_prefix("path ")) {
                match first_string(rest) {
                    Some(gem) => walk.local_package(folder, gem),
                    None => walk.give_up(),
                }
            }
        }
    }
}

/// Composer: packages in folders, archives, patches.
pub(super) fn composer(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let folder = question.folder;
    let path = format!("{folder}composer.json");
    walk.need(&path);
    let Some(read) = walk.text(&path).and_then(node::json) else { return walk.give_up() };
    let repositories = &read["repositories"];
    let list = repositories.as_array().into_iter().flatten();
    for repository in list.chain(repositories.as_object().into_iter().flat_map(|it| it.values())) {
        match (repository["type"].as_str(), repository["url"].as_str()) {
            (Some("path"), Some(url)) if url.contains('*') => {
                for place in pattern::folders(walk, folder, &[url], "composer.json") {
                    walk.need_folder(&place);
                }
            }
            (Some("path"), Some(url)) => walk.local_package(folder, url),
            (Some("artifact"), Some(url)) => {
                if let Some(place) = walk.folder(folder, url) {
                    walk.need_folder(&place);
                }
            }
            (_, Some(url)) if !url.contains("://") && !url.contains('@') => walk.give_up(),
            _ => {}
        }
    }
    let extra = &read["extra"];
    if extra.get("merge-plugin").is_some() || extra.get("patches-file").is_some() {
        walk.give_up();
    }
    for patch in extra["patches"].as_object().into_iter().flat_map(|it| it.values()) {
        for file in patch.as_object().into_iter().flat_map(|it| it.values()).filter_map(Value::as_str) {
            if !file.contains("://")
                && let Some(file) = walk.path(folder, file)
            {
                walk.need(&file);
            }
        }
    }
}

/// Mix: packages in folders and the applications of an umbrella.
pub(super) fn mix(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let mut waiting = vec![question.folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let path = format!("{folder}mix.exs");
        if !walk.enters(&path) {
            continue;
        }
        walk.need(&path);
        let Some(text) = walk.text(&path) else { return };
        let code = || text.lines().map(str::trim).filter(|it| !it.starts_with('#'));
        if code().any(|it| ["File.", "Code.", "System.cmd", "Path.", "import_"].iter().any(|word| it.contains(word))) {
            walk.give_up();
        }
        for line in code() {
            for rest in after(line, " path: ").chain(after(line, "apps_path: ").filter(|_| !line.contains(" path: "))) {
                let Some(place) = first_string(rest) else {
                    walk.give_up();
                    continue;
                };
                if line.contains("apps_path:") {
                    let pattern = format!("{}/*", place.trim_end_matches('/'));
                    waiting.extend(pattern::folders(walk, &folder, &[&pattern], "mix.exs"));
                    walk.want_folder(&format!("{folder}config/"));
                } else {
                    walk.local_package(&folder, place);
                }
            }
        }
    }
}

/// `SwiftPM`: packages in folders.
pub(super) fn swift(walk: &mut Walk<'_>, _: Ecosystem, question: &Question<'_>) {
    let path = format!("{}Package.swift", question.folder);
    walk.need(&path);
    let Some(text) = walk.text(&path) else { return };
    if ["FileManager", "contentsOf", "ProcessInfo", "#file"].iter().any(|it| text.contains(it)) {
        walk.give_up();
    }
    for package in text.split(".package(").skip(1) {
        let call = package.split(')').next().unwrap_or_default();
        for rest in after(call, "path:") {
            match first_string(rest) {
                Some(place) => walk.local_package(question.folder, place),
                None => walk.give_up(),
            }
        }
    }
}

/// What follows each `word`.
fn after<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(word).map(move |(at, _)| &text[at + word.len()..])
}

/// The string that a text begins with, in quotes of either kind and without anything computed.
fn first_string(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '(', '\t']);
    let quote = text.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let (inside, _) = text[1..].split_once(quote)?;
    (!inside.contains("#{") && !inside.contains("\\(")).then_some(inside)
}

/// As [`first_string`], where nothing else follows.
fn only_string(text: &str) -> Option<&str> {
    let inside = first_string(text)?;
    text.trim_end_matches([' ', ')', '\'', '"']).ends_with(inside).then_some(inside)
}
