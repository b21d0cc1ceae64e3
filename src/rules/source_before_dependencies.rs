//! The whole source is copied before the dependencies are installed, so every change of a file installs them again.

use super::dependencies_first::{Order, becomes_workdir, broad_root, fix, kept_downloads};
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Install, MountKind, Needs, Prepared, Stage};
use crate::syntax::{Copy, Instruction, Keyword};

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
    let prepared = ctx.dockerfile.prepared();
    for stage in &ctx.dockerfile.stages {
        check_stage(ctx, report, stage, &prepared);
    }
}

fn check_stage(ctx: &Context<'_>, report: &mut Report, stage: &Stage, prepared: &[Prepared]) {
    let mut broad: Option<(usize, &Instruction, &Copy, String)> = None;
    // A copy to a folder that a WORKDIR may enter.
    let mut pending = None;
    let mut is_told = false;
    for (index, instruction) in ctx.dockerfile.instructions(stage) {
        match (instruction.keyword, instruction.copy()) {
            (Keyword::Copy | Keyword::Add, Some(copy)) => {
                let found = broad_root(ctx, instruction, copy).map(|root| (index, instruction, copy, root));
                if found.as_ref().is_some_and(|it| it.3.is_empty() || becomes_workdir(ctx, copy, index)) {
                    broad = broad.or(found);
                } else {
                    pending = found.or(pending);
                }
            }
            (Keyword::Run, _) => {
                let installs = ctx.dockerfile.installs(index);
                broad = broad.or_else(|| pending.take_if(|it| becomes_workdir(ctx, it.2, index)));
                let found = installs.iter().find(|it| needs_only_manifests(ctx, index, it, &prepared[index]));
                if let (Some((at, copy_line, copy, root)), Some(install), false) = (&broad, found, is_told) {
                    let order = Order { stage, at: *at, run: index, copy_line, copy, root, install };
                    tell(ctx, report, &order);
                    is_told = true;
                }
            }
            _ => {}
        }
    }
}

/// Whether what the command installs could be there before the source, and is not yet.
fn needs_only_manifests(ctx: &Context<'_>, index: usize, install: &Install, prepared: &Prepared) -> bool {
    let is_prepared = prepared.covers(install, &ctx.dockerfile.facts[index].workdir);
    match &install.needs {
        Needs::Source => false,
        Needs::Nothing | Needs::OtherManifests | Needs::SourceWithoutFlags(_) => !is_prepared,
        Needs::SourceToBuild(_) => {
            // What a build downloads may stay in a mount.
            let has_cache = ctx.dockerfile.facts[index].mounts.iter().any(|it| it.kind == Some(MountKind::Cache));
            !is_prepared && !has_cache && install.fetches(ctx.project)
        }
    }
}

fn tell(ctx: &Context<'_>, report: &mut Report, order: &Order<'_>) {
    let is_build = matches!(order.install.needs, Needs::SourceToBuild(_));
    let verb = if is_build { "fetches all dependencies" } else { "runs" };
    let message = format!("`{}` {verb} again after every change of the source", order.install.command);
    let remark = report.at(order.copy_line.head, message);
    if let Some(help) = order.install.manager.and_then(|it| it.help) {
        remark.help(help);
    }
    remark.fixes.extend(fix(ctx, order));
    if is_build {
        remark.fixes.extend(kept_downloads(ctx, order));
    }
}
