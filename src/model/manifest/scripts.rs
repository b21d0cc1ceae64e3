//! Scripts of package.json that run with an installation: which files of the project they need.

use serde_json::Value;

use super::walk::Walk;
use crate::shell::{self, Invocation};

/// Scripts that start scripts are not followed further than this.
const DEEPEST: usize = 8;

/// Programs that need no file of the project.
const INDIFFERENT: &[&str] = &[
    "echo",
    "true",
    ":",
    "exit",
    "test",
    "[",
    "husky",
    "only-allow",
    "is-ci",
    "corepack",
    "opencollective-postinstall",
    "rimraf",
    "simple-git-hooks",
    "npm-force-resolutions",
    "sleep",
];

/// Follows a script of the package.json in `folder`, which is `package`.
pub(super) fn follow(walk: &mut Walk<'_>, folder: &str, script: &str, package: &Value) {
    nested(walk, folder, script, package, 0);
}

fn nested(walk: &mut Walk<'_>, folder: &str, script: &str, package: &Value, depth: usize) {
    let script = shell::parse(script);
    if depth > DEEPEST || !script.errors.is_empty() {
        return walk.give_up();
    }
    for command in script.effective_commands() {
        if command.command().redirections.iter().any(|it| {
            it.target.as_ref().is_some_and(|it| !it.is("/dev/null") && !it.raw().bytes().all(|b| b.is_ascii_digit()))
        }) {
            walk.give_up();
        }
        command_in(walk, folder, command, package, depth);
    }
}

fn command_in(walk: &mut Walk<'_>, folder: &str, command: Invocation<'_>, package: &Value, depth: usize) {
    let words: Option<Vec<&str>> = command.words().iter().map(|it| it.literal()).collect();
    let Some(words) = words else { return walk.give_up() };
    let is_flag = |it: &&&str| !it.starts_with('-');
    let mut words = words.as_slice();
    // `npx --yes only-allow pnpm`
    if let Some(("npx" | "bunx", rest)) = words.split_first().map(|(first, rest)| (*first, rest)) {
        words = &rest[rest.iter().position(|it| !it.starts_with('-')).unwrap_or(rest.len())..];
    }
    let Some((name, arguments)) = words.split_first() else { return };
    let operands: Vec<&str> = arguments.iter().filter(is_flag).copied().collect();
    match (*name, operands.as_slice()) {
        ("patch-package", []) if arguments.is_empty() => walk.want_folder(&format!("{folder}patches/")),
        ("node", [file]) if arguments.len() == 1 => match walk.path(folder, file) {
            Some(path) => program(walk, &path, true),
            None => walk.give_up(),
        },
        ("npm" | "yarn" | "pnpm" | "bun", ["run" | "run-script", script]) => {
            named(walk, folder, script, package, depth);
        }
        ("yarn" | "pnpm", [script]) if package["scripts"].get(script).is_some() => {
            named(walk, folder, script, package, depth);
        }
        ("prisma", ["generate"]) if arguments.len() == 1 && package["prisma"].is_null() => {
            let has_other = ["prisma.config.ts", "prisma.config.js", "schema.prisma"]
                .iter()
                .any(|it| walk.has(&format!("{folder}{it}")));
            if has_other {
                walk.give_up();
            }
            walk.need_folder(&format!("{folder}prisma/"));
        }
        (name, _) if INDIFFERENT.contains(&name) => {}
        _ => walk.give_up(),
    }
}

fn named(walk: &mut Walk<'_>, folder: &str, name: &str, package: &Value, depth: usize) {
    for name in [format!("pre{name}"), name.to_owned(), format!("post{name}")] {
        if let Some(script) = package["scripts"][&name].as_str() {
            nested(walk, folder, script, package, depth + 1);
        }
    }
    if package["scripts"].get(name).is_none() {
        walk.give_up();
    }
}

/// What a program needs to find other files.
const LOOKS_AROUND: &[&str] =
    &["./", "__dirname", "__filename", "import.meta", "cwd", "'fs", "\"fs", "node:", "exec", "spawn", "path"];

/// A program of JavaScript, which is copied; gives up where it may read others.
pub(super) fn program(walk: &mut Walk<'_>, path: &str, is_needed: bool) {
    let path = if walk.has(path) { path.to_owned() } else { format!("{path}.js") };
    if !walk.has(&path) {
        if is_needed {
            walk.give_up();
        }
        return;
    }
    walk.need(&path);
    let is_alone = walk.text(&path).is_some_and(|text| !LOOKS_AROUND.iter().any(|it| text.contains(it)));
    if !is_alone {
        walk.give_up();
    }
}
