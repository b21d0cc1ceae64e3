//! Directories that no image needs, brought along by a copy of everything.

use std::collections::BTreeSet;

use super::{Context, Elsewhere, Report, Rule, Severity, Topic};

pub(super) const RULE: Rule = Rule {
    name: "clutter-in-broad-copy",
    codes: &[],
    topic: Topic::Files,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "It makes the image bigger, may overwrite what was installed, and a change in it runs the steps below again",
    help: "Name it in `.dockerignore`",
    page: include_str!("../../docs/rules/clutter_in_broad_copy.md"),
    check,
};

/// Names of directories and files that are made by tools, wherever they are.
const CLUTTER: &[&str] = &[
    ".git",
    "node_modules",
    "__pycache__",
    ".venv",
    "venv",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".tox",
    ".idea",
    ".vscode",
    ".terraform",
    ".next",
    ".gradle",
    ".DS_Store",
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let context = ctx.project.context();
    for copy in ctx.dockerfile.broad_copies() {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for node in context.below(&copy.folder) {
            found.extend(node.path.split('/').find(|part| CLUTTER.contains(part)));
        }
        let Some(first) = found.first() else { continue };
        let more = if found.len() > 1 { format!(" and {} more", found.len() - 1) } else { String::new() };
        let remark = report.at(copy.source.range, format!("`{}` copies `{first}`{more}", copy.source.text));
        let added: Vec<String> = found.iter().map(|name| format!("**/{name}")).collect();
        let path = ctx.project.ignore_file_or_new();
        remark.help(format!("Add to `{path}`, a line each: `{}`", added.join("` `")));
        remark.elsewhere(Elsewhere { path, line: None, added });
    }
}
