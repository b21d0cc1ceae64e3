//! What package managers download and leave in a layer: one search for all of them.

use super::rewrite::{append_command, insert_argument};
use super::{Context, Fix, Report};
use crate::model::{Code, PackageCommand};

/// How a manager fills its cache, and what keeps that out of the image.
pub(super) struct PackageCache {
    /// Whether a command fills it.
    pub(super) fills: fn(&PackageCommand<'_>) -> bool,
    /// Where it is; one mount or removal of any of these counts.
    pub(super) directories: &'static [&'static str],
    /// Whether a command empties it.
    pub(super) empties: fn(&PackageCommand<'_>) -> bool,
    /// Flags with which nothing is kept; the first one is the fix.
    pub(super) flags: &'static [&'static str],
    /// The variable that does the same.
    pub(super) variable: Option<&'static str>,
    /// The command that empties it, behind the name of the program; the fix where there is no flag.
    pub(super) command: &'static str,
}

/// Reports every command of a shipped RUN that leaves something behind.
pub(super) fn check(ctx: &Context<'_>, report: &mut Report, cache: &PackageCache) {
    for (index, code) in ctx.dockerfile.shipped_code() {
        let is_off = cache.variable.and_then(|name| ctx.dockerfile.variable(index, name)).is_some_and(|variable| {
            let value = variable.value.as_deref().unwrap_or_default();
            !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "no" | "off")
        });
        if is_off || cache.directories.iter().any(|it| ctx.dockerfile.is_mounted(index, it)) {
            continue;
        }
        let mut kept: Vec<_> =
            code.package_commands().filter(|it| (cache.fills)(it) && is_kept(code, cache, it)).collect();
        if cache.flags.is_empty() {
            // One command at the end is enough for all of them.
            kept.drain(..kept.len().saturating_sub(1));
        }
        for command in kept {
            let message = format!("`{}` leaves its downloads in the image", command.title());
            let remark = report.at(code.range(command.program.range()), message);
            remark.fixes.extend(fix(ctx, index, code, cache, &command));
        }
    }
}

fn is_kept(code: &Code, cache: &PackageCache, filling: &PackageCommand<'_>) -> bool {
    let start = filling.invocation.range().start;
    let is_off = filling.has_flag(cache.flags)
        || filling.invocation.assignments().any(|it| Some(it.name.as_str()) == cache.variable);
    let is_emptied = || {
        code.package_commands().any(|it| it.invocation.range().start > start && (cache.empties)(&it))
            || cache.directories.iter().any(|it| code.removes(it, start))
    };
    !is_off && !is_emptied()
}

fn fix(
    ctx: &Context<'_>,
    index: usize,
    code: &Code,
    cache: &PackageCache,
    command: &PackageCommand<'_>,
) -> Option<Fix> {
    let tree = ctx.dockerfile.tree;
    if let Some(flag) = cache.flags.first() {
        let edit = insert_argument(tree, code, command.verb_word?, flag)?;
        return Some(Fix::safe(format!("Add `{flag}`"), [edit]));
    }
    let sudo = if command.has_sudo() { "sudo " } else { "" };
    let last = format!("{sudo}{} {}", command.name, cache.command);
    let edit = append_command(tree, &tree.instructions[index], code, &last)?;
    Some(Fix::safe(format!("Add `{last}`"), [edit]))
}
