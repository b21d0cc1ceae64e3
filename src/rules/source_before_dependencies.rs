//! The whole source is copied before the dependencies are installed, so every change of a file installs them again.

use super::rewrite::{copies, delete_lines, insert_line_after, line_break, with_comments};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Install, Stage};
use crate::syntax::{Copy, Instruction, Keyword};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "source-before-dependencies",
    codes: &["DF070"],
    topic: Topic::Cache,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: true,
    why: "A layer is reused only while everything before it is the same; here any edit of the source runs the slowest \
          step again",
    help: "Copy the list of dependencies, install, and only then copy the source",
    page: include_str!("../../docs/rules/source_before_dependencies.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for stage in &ctx.dockerfile.stages {
        let mut broad: Option<(usize, &Instruction, &Copy)> = None;
        for (index, instruction) in ctx.dockerfile.instructions(stage) {
            match (instruction.keyword, instruction.copy()) {
                (Keyword::Copy | Keyword::Add, Some(copy)) if is_broad(instruction, copy) => {
                    broad = broad.or(Some((index, instruction, copy)));
                }
                (Keyword::Run, _) => {
                    let Some((at, copy_line, copy)) = broad else { continue };
                    let Some(install) = ctx.dockerfile.installs(index).into_iter().find(|it| it.needs_only_manifests)
                    else {
                        // Another RUN may need the source; what comes later may not move in front of it.
                        continue;
                    };
                    let message = format!("`{}` runs again after every change of the source", install.command);
                    let remark = report.at(copy_line.head, message);
                    remark.fixes.extend(reorder(ctx, stage, (at, copy_line, copy), (index, instruction), &install));
                    break;
                }
                _ => {}
            }
        }
    }
}

/// Whether a copy brings a whole directory of the build context.
fn is_broad(instruction: &Instruction, copy: &Copy) -> bool {
    instruction.flag("from").is_none()
        && copy.sources.iter().any(|it| matches!(it.text.trim_end_matches('/'), "." | "" | "*" | "./*"))
}

/// Copies the manifests where the source was copied, and the source after the installation.
fn reorder(
    ctx: &Context<'_>,
    stage: &Stage,
    (at, copy_line, copy): (usize, &Instruction, &Copy),
    (run, run_line): (usize, &Instruction),
    install: &Install,
) -> Option<Fix> {
    let tree = ctx.dockerfile.tree;
    let between = &tree.instructions[at + 1..run];
    let moves = copy.sources.len() == 1 && !copy.json && between.iter().all(|it| lets_pass(copy_line, it));
    // A mount may already bring the manifests.
    if !moves || run_line.flag_value("mount").is_some_and(|it| !it.contains("type=cache")) {
        return None;
    }
    let destination = &copy.destination.as_ref()?.text;
    if !ctx.dockerfile.runs_on_manifests(run) || !is_workdir(destination, &ctx.dockerfile.facts[run].workdir) {
        return None;
    }
    let copied = |name: &String| already_copied(ctx, stage, at, name);
    let missing: Vec<&str> = install.manifests.iter().filter(|it| !copied(it)).map(String::as_str).collect();
    let block = with_comments(tree, copy_line);
    let moved = insert_line_after(tree, run_line, block.of(&tree.text));
    let edit = if missing.is_empty() {
        delete_lines(tree, block)
    } else {
        let start = &tree.text[copy_line.range.start..copy.sources[0].range.start];
        let lines: Vec<String> = copies(&missing, destination).iter().map(|it| format!("{start}{it}")).collect();
        Edit::replace(block, lines.join(line_break(tree)))
    };
    let title = format!("Copy `{}` first, the source after the installation", install.manifests.join("`, `"));
    let caution = "If the list of dependencies refers to other files, they must be copied with it";
    Some(if install.is_known {
        Fix::safe(title, [edit, moved])
    } else {
        Fix::unsafe_because(caution, title, [edit, moved])
    })
}

/// Whether the copy may be moved behind `other` without a change of what is built.
fn lets_pass(copy_line: &Instruction, other: &Instruction) -> bool {
    match other.keyword {
        Keyword::Env | Keyword::Arg => !copy_line.body.text().contains('$'),
        Keyword::Cmd
        | Keyword::Entrypoint
        | Keyword::Expose
        | Keyword::Healthcheck
        | Keyword::Label
        | Keyword::Shell
        | Keyword::Stopsignal
        | Keyword::User => true,
        _ => false,
    }
}

/// Whether the destination of a copy is the working directory.
fn is_workdir(destination: &str, workdir: &str) -> bool {
    matches!(destination, "." | "./") || destination.trim_end_matches('/') == workdir.trim_end_matches('/')
}

/// Whether a line before `index` copies `name` by itself.
fn already_copied(ctx: &Context<'_>, stage: &Stage, index: usize, name: &str) -> bool {
    let lines = ctx.dockerfile.instructions(stage).take_while(|(it, _)| *it < index);
    lines.filter_map(|(_, it)| it.copy()).flat_map(|it| &it.sources).any(|it| it.text.trim_start_matches("./") == name)
}
