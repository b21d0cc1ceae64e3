//! An installation that may leave the lock file aside.

use super::rewrite::{insert_argument, replace_argument};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, Manager, PackageCommand, Stage};
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

fn check(ctx: &Context<'_>, report: &mut Report) {
    for stage in &ctx.dockerfile.stages {
        for (index, _) in ctx.dockerfile.instructions(stage) {
            let Some(code) = ctx.dockerfile.facts[index].code.as_ref() else { continue };
            for command in code.package_commands().filter(|it| it.operands.is_empty() && !it.has_flag(FROZEN)) {
                let Some(lock) = lock_file(&command).filter(|lock| is_there(ctx, stage, index, lock)) else { continue };
                let message = format!("`{}` may install other versions than `{lock}` says", command.title());
                let remark = report.at(code.range(command.invocation.range()), message);
                let caution = "The step fails where package.json and the lock file differ";
                remark.fixes.extend(
                    frozen(ctx, code, &command).map(|(title, edit)| Fix::unsafe_because(caution, title, [edit])),
                );
            }
        }
    }
}

/// The lock file of a command that installs what package.json lists.
fn lock_file(command: &PackageCommand<'_>) -> Option<&'static str> {
    match (command.manager, command.verb.as_str()) {
        (Manager::Npm, "install" | "i") => Some("package-lock.json"),
        (Manager::Yarn, "install" | "") if !command.has_flag(&["--version", "-v", "--help"]) => Some("yarn.lock"),
        (Manager::Pnpm, "install" | "i") => Some("pnpm-lock.yaml"),
        _ => None,
    }
}

/// Whether the lock file is in the image by then, as far as the build context and the lines above tell.
fn is_there(ctx: &Context<'_>, stage: &Stage, index: usize, lock: &str) -> bool {
    let names_lock =
        |text: &str| text.contains(lock) || (lock.starts_with("package-") && text.contains("package*.json"));
    let is_known = |text: &str| text.contains(lock) || !ctx.project.files.is_empty();
    let in_context = ctx.project.files.is_empty() || ctx.project.files.keys().any(|path| path.ends_with(lock));
    let stages = ctx.dockerfile.lineage(stage.index);
    let instructions = stages.flat_map(|it| ctx.dockerfile.instructions(it)).filter(|(at, _)| *at <= index);
    let mut copied = instructions.flat_map(|(_, it)| it.copied_paths().map(|word| word.text.as_str()));
    in_context && copied.any(|it| (names_lock(it) && is_known(it)) || (it == "." && !ctx.project.files.is_empty()))
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
