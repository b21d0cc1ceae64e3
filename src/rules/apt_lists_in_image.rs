//! The package lists of apt in a layer of the image.

use std::cell::LazyCell;

use super::package_cache::{self, SLOW, keep_packages, keeps_packages};
use super::rewrite::append_command;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::image::ImageReference;
use crate::model::lifetime::{Contained, public_name};
use crate::model::{Code, Distribution, Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "apt-lists-in-image",
    codes: &["DL3009"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The lists take 20 to 50 MB, are out of date within days, and the next `apt-get update` fetches them again \
          anyway",
    help: "Remove them in the same RUN, or keep them outside with a cache mount at `/var/lib/apt`",
    page: include_str!("../../docs/rules/apt_lists_in_image.md"),
    check,
};

const LISTS: &str = "/var/lib/apt/lists";

fn check(ctx: &Context<'_>, report: &mut Report) {
    let shipped: Vec<(usize, &Code)> = ctx.dockerfile.shipped_code().collect();
    let last_use = shipped.iter().rev().find(|(_, code)| needs_lists(code)).map(|(index, _)| *index);
    // Looks through the whole file, which is once too often where there is no apt.
    let keeps_packages = LazyCell::new(|| keeps_packages(ctx));
    for &(index, code) in &shipped {
        let Some(update) = code.package_commands().filter(fetches).last() else { continue };
        let start = update.invocation.range().start;
        let cleans = |it: PackageCommand<'_>| removes_lists(&it) && it.invocation.range().start > start;
        if ctx.dockerfile.is_mounted(index, LISTS) || code.removes(LISTS, start) {
            continue;
        }
        if code.package_commands().any(cleans) && ctx.dockerfile.image(index).is_none_or(has_dist_clean) {
            continue;
        }
        let remark = report.at(code.range(update.invocation.range()), "The package lists stay in the image");
        let tree = ctx.dockerfile.tree;
        let sudo = if update.has_sudo() { "sudo " } else { "" };
        let edit = append_command(tree, &tree.instructions[index], code, &format!("{sudo}rm -rf {LISTS}/*"));
        // Whoever installs further down without an update of their own needs the lists.
        if last_use.is_none_or(|last| last <= index) {
            let title = format!("Remove the lists in the same step{SLOW}");
            remark.fixes.extend(edit.map(|edit| Fix::safe(title, [edit])));
            remark.fixes.extend(mount(ctx, index, || *keeps_packages));
        }
    }
}

/// The other way: lists and packages stay on the machine that builds. Without a lock, two builds at a time would fail.
fn mount(ctx: &Context<'_>, index: usize, keeps_packages: impl Fn() -> bool) -> Option<Fix> {
    let targets = ["/var/cache/apt,sharing=locked", "/var/lib/apt/lists,sharing=locked"];
    let mut fix = package_cache::mount(ctx, index, &targets)?;
    let stage = ctx.dockerfile.facts[index].stage?;
    let is_debian = ctx.dockerfile.distribution(stage) == Some(Distribution::Debian);
    if is_debian && !keeps_packages() {
        fix.edits.insert(0, keep_packages(ctx, index));
        fix.caution =
            Some("Only BuildKit knows cache mounts; `docker-clean`, which empties them, is removed".to_owned());
    }
    Some(fix)
}

fn fetches(command: &PackageCommand<'_>) -> bool {
    command.manager == Manager::Apt && command.verb == "update"
}

/// `apt-get dist-clean`, under either name.
fn removes_lists(command: &PackageCommand<'_>) -> bool {
    command.manager == Manager::Apt && matches!(command.verb, "dist-clean" | "distclean")
}

/// Releases whose apt has no `dist-clean`: it came with apt 2.7.8, before Debian 13 and Ubuntu 24.04. Of images that do
/// not tell their release, whoever writes it knows that it is there.
fn has_dist_clean(image: &ImageReference) -> bool {
    !Contained::all(image, public_name(image)).iter().any(|it| {
        let least = match it.product.name {
            "Debian" => 13,
            "Ubuntu" => 24,
            _ => return false,
        };
        it.release.version.split('.').next().and_then(|it| it.parse::<u32>().ok()).is_some_and(|it| it < least)
    })
}

/// Whether something is installed with lists from before.
fn needs_lists(code: &Code) -> bool {
    code.package_commands()
        .find(|it| it.manager == Manager::Apt && (it.installs || fetches(it)))
        .is_some_and(|it| it.installs)
}
