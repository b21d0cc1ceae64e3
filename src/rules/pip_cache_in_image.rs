//! pip's download cache in a layer of the image.

use super::package_cache::{SLOW, mount};
use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Assignment, Code, Mount, MountKind, is_pip};

pub(super) const RULE: Rule = Rule {
    name: "pip-cache-in-image",
    codes: &["DL3042"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Warning),
    converts: true,
    why: "pip keeps every downloaded package in its cache, and the layer keeps the cache: bytes that nothing reads again",
    help: "Add `--no-cache-dir`, or keep the cache outside the image with \
           `RUN --mount=type=cache,target=/root/.cache/pip`",
    page: include_str!("../../docs/rules/pip_cache_in_image.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let settings = ctx.dockerfile.shipped_settings("PIP_NO_CACHE_DIR");
    for (index, code) in ctx.dockerfile.shipped_code() {
        let seen = settings.partition_point(|it| it.instruction.is_none_or(|at| at < index));
        let is_off = is_off(seen.checked_sub(1).map(|last| settings[last]));
        if is_off || has_cache_mount(ctx, index) || is_purged(code) {
            continue;
        }
        let exports = code.exports("PIP_NO_CACHE_DIR");
        for (invocation, pip) in code.programs().filter(|(_, it)| is_pip(it.name)) {
            let Some(install) = pip.arguments().iter().find(|word| word.literal() == Some("install")) else { continue };
            let given = invocation.assignments().any(|it| it.name == "PIP_NO_CACHE_DIR")
                || code.sees(&exports, invocation, is_true);
            if pip.subcommand() != Some("install") || given || pip.flag(&["--no-cache-dir"]).is_some() {
                continue;
            }
            let message = format!("`{} install` leaves its cache in the image", pip.name);
            let remark = report.at(code.range(pip.range()), message);
            let edit = insert_argument(ctx.dockerfile.tree, code, install, "--no-cache-dir");
            let mount = mount(ctx, index, &["/root/.cache/pip"]);
            let trade_off = if mount.is_some() { SLOW } else { "" };
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Add `--no-cache-dir`{trade_off}"), [edit])));
            remark.fixes.extend(mount);
        }
    }
}

/// Whether the same layer that fills the cache empties it.
fn is_purged(code: &Code) -> bool {
    code.programs().any(|(_, program)| {
        let has = |wanted: &str| program.arguments().iter().any(|word| word.unquoted().contains(wanted));
        (program.name == "rm" && has(".cache")) || (is_pip(program.name) && has("cache") && has("purge"))
    })
}

fn has_cache_mount(ctx: &Context<'_>, index: usize) -> bool {
    Mount::all(&ctx.dockerfile.tree.instructions[index]).any(|mount| {
        let holds_cache = mount.target().is_some_and(|target| target.contains(".cache"));
        matches!(mount.kind, Some(MountKind::Cache | MountKind::Tmpfs)) && holds_cache
    })
}

/// Whether the variable switches the cache off; pip reads any of these as true (`distutils.util.strtobool`).
fn is_off(variable: Option<&Assignment>) -> bool {
    variable.and_then(|it| it.value.as_deref()).is_some_and(is_true)
}

fn is_true(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on" | "y" | "t")
}
