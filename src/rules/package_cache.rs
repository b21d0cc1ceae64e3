//! What package managers download and leave in a layer: one search for all of them.

use super::rewrite::{append_command, insert_argument, insert_line_before};
use super::{Context, Fix, Report};
use crate::model::{Code, PackageCommand};
use crate::shell::Command;
use crate::text::Edit;

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
    /// The command that empties it, behind the name of the program; the fix where there is no flag. Empty where none is
    /// sure to.
    pub(super) command: &'static str,
    /// Where a mount keeps it for a command, with the options of the mount; `None` where that is not known.
    pub(super) mount: fn(&Context<'_>, usize, &PackageCommand<'_>) -> Option<&'static str>,
}

/// What a fix costs that a mount would not.
pub(super) const SLOW: &str = ": small image, slow rebuild";

/// The other way, beside leaving nothing behind: mounts at `targets`, each with its options, keep the cache on the
/// machine that builds.
pub(super) fn mount(ctx: &Context<'_>, index: usize, targets: &[&str]) -> Option<Fix> {
    // Of another user, or with another HOME, the directory is not known.
    let facts = &ctx.dockerfile.facts[index];
    let is_root = matches!(&*facts.user, "" | "root" | "0") && ctx.dockerfile.variable(index, "HOME").is_none();
    let is_in_home = targets.iter().any(|it| it.starts_with("/root/"));
    if !is_root && is_in_home {
        return None;
    }
    let keyword = ctx.dockerfile.tree.instructions[index].keyword_word.range;
    let mounts: Vec<String> = targets.iter().map(|it| format!(" --mount=type=cache,target={it}")).collect();
    let caution = if is_in_home {
        "Only BuildKit knows cache mounts; a user other than root has its cache elsewhere"
    } else {
        "Only BuildKit knows cache mounts"
    };
    let edit = Edit::insert(keyword.end, mounts.concat());
    Some(Fix::unsafe_because(caution, "Mount a cache: small image, fast rebuild", [edit]))
}

/// Reports every command of a shipped RUN that leaves something behind.
pub(super) fn check(ctx: &Context<'_>, report: &mut Report, cache: &PackageCache) {
    for (index, code) in ctx.dockerfile.shipped_code() {
        let is_off = cache
            .variable
            .and_then(|name| ctx.dockerfile.variable(index, name))
            .is_some_and(|variable| variable.value.as_deref().is_some_and(is_true));
        if is_off || cache.directories.iter().any(|it| ctx.dockerfile.is_mounted(index, it)) {
            continue;
        }
        let exports = cache.variable.map(|name| code.exports(name)).unwrap_or_default();
        let kept = code.package_commands().filter(|it| (cache.fills)(it) && is_kept(code, cache, &exports, it));
        let mut kept: Vec<_> = kept.collect();
        if cache.flags.is_empty() {
            // One command at the end is enough for all of them.
            kept.drain(..kept.len().saturating_sub(1));
        }
        for command in kept {
            let message = format!("`{}` leaves its downloads in the image", command.title());
            let remark = report.at(code.range(command.program.range()), message);
            let mount = (cache.mount)(ctx, index, &command).and_then(|it| mount(ctx, index, &[it]));
            let trade_off = if mount.is_some() { SLOW } else { "" };
            remark.fixes.extend(fix(ctx, index, code, cache, &command, trade_off));
            remark.fixes.extend(mount);
        }
    }
}

fn is_true(value: &str) -> bool {
    !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "no" | "off")
}

fn is_kept(code: &Code, cache: &PackageCache, exports: &[(&Command, &str)], filling: &PackageCommand<'_>) -> bool {
    let start = filling.invocation.range().start;
    let is_off = filling.has_flag(cache.flags)
        || filling.invocation.assignments().any(|it| Some(it.name.as_str()) == cache.variable)
        || code.sees(exports, filling.invocation, is_true);
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
    trade_off: &str,
) -> Option<Fix> {
    let tree = ctx.dockerfile.tree;
    if let Some(flag) = cache.flags.first() {
        let edit = insert_argument(tree, code, command.verb_word?, flag)?;
        return Some(Fix::safe(format!("Add `{flag}`{trade_off}"), [edit]));
    }
    if cache.command.is_empty() {
        return None;
    }
    let sudo = if command.has_sudo() { "sudo " } else { "" };
    let last = format!("{sudo}{} {}", command.name, cache.command);
    let edit = append_command(tree, &tree.instructions[index], code, &last)?;
    Some(Fix::safe(format!("Add `{last}`{trade_off}"), [edit]))
}

/// Whether the file already sees to it that packages of apt stay where they were downloaded to.
pub(super) fn keeps_packages(ctx: &Context<'_>) -> bool {
    let text = &ctx.dockerfile.tree.text;
    ["docker-clean", "Keep-Downloaded-Packages", "keep-cache"].iter().any(|it| text.contains(it))
}

/// A step in front of the instruction at `index` after which they stay: the images of Debian and Ubuntu delete them.
pub(super) fn keep_packages(ctx: &Context<'_>, index: usize) -> Edit {
    let tree = ctx.dockerfile.tree;
    insert_line_before(tree, &tree.instructions[index], "RUN rm -f /etc/apt/apt.conf.d/docker-clean")
}
