//! An installation that may leave the lock file aside.

use super::rewrite::{insert_argument, replace_argument};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Base, Code, Manager, PackageCommand};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "lock-file-not-enforced",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Where package.json and the lock file disagree, the versions in the image are others than those that were \
          tested, and nobody is told",
    help: "Install what the lock file says or fail: `npm ci`, `yarn install --frozen-lockfile`, `pnpm install \
           --frozen-lockfile`",
    page: include_str!("../../docs/rules/lock_file_not_enforced.md"),
    check,
};

const FROZEN: &[&str] = &["--frozen-lockfile", "--immutable", "--immutable-cache", "--no-lockfile", "-g", "--global"];

/// The lock files of npm, yarn and pnpm.
const LOCKS: [&str; 3] = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let known = LOCKS.map(|lock| ctx.project.files.is_empty() || ctx.project.files.keys().any(|it| it.ends_with(lock)));
    // Which lock files each stage has at its end; stages built on it start with them.
    let mut finished: Vec<[bool; 3]> = Vec::new();
    for stage in &ctx.dockerfile.stages {
        let mut there = if let Base::Stage(base) = stage.base { finished[base] } else { [false; 3] };
        for (index, instruction) in ctx.dockerfile.instructions(stage) {
            for path in instruction.copied_paths() {
                for (at, lock) in LOCKS.iter().enumerate() {
                    there[at] |= known[at] && brings(ctx, &path.text, lock);
                }
            }
            let Some(code) = ctx.dockerfile.facts[index].code.as_ref() else { continue };
            for command in code.package_commands().filter(|it| !it.has_operands() && !it.has_flag(FROZEN)) {
                let Some(lock) = lock_file(&command).filter(|&lock| there[lock]) else { continue };
                let message = format!("`{}` may install other versions than `{}` says", command.title(), LOCKS[lock]);
                let remark = report.at(code.range(command.invocation.range()), message);
                let caution = "The step fails where package.json and the lock file differ";
                remark.fixes.extend(
                    frozen(ctx, code, &command).map(|(title, edit)| Fix::unsafe_because(caution, title, [edit])),
                );
            }
        }
        finished.push(there);
    }
}

/// The number of the lock file of a command that installs what package.json lists.
fn lock_file(command: &PackageCommand<'_>) -> Option<usize> {
    match (command.manager, command.verb) {
        (Manager::Npm, "install" | "i") => Some(0),
        (Manager::Yarn, "install" | "") if !command.has_flag(&["--version", "-v", "--help"]) => Some(1),
        (Manager::Pnpm, "install" | "i") => Some(2),
        _ => None,
    }
}

/// Whether a copied path brings the lock file; a pattern says so only where the files of the build context are known.
fn brings(ctx: &Context<'_>, path: &str, lock: &str) -> bool {
    let is_pattern = path == "." || (lock == LOCKS[0] && path.contains("package*.json"));
    path.contains(lock) || (is_pattern && !ctx.project.files.is_empty())
}

fn frozen(ctx: &Context<'_>, code: &Code, command: &PackageCommand<'_>) -> Option<(String, Edit)> {
    let tree = ctx.dockerfile.tree;
    if command.manager == Manager::Npm {
        return Some(("Use `npm ci`".to_owned(), replace_argument(tree, code, command.verb_word?, "ci")?));
    }
    // Newer versions of yarn are set up in a file of their own.
    let is_new = command.manager == Manager::Yarn && ctx.project.files.contains_key(".yarnrc.yml");
    let flag = if is_new { "--immutable" } else { "--frozen-lockfile" };
    let word = command.verb_word.unwrap_or(&command.program.words[0]);
    Some((format!("Add `{flag}`"), insert_argument(tree, code, word, flag)?))
}
