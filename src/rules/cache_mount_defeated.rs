//! A cache mount and a flag that leaves it unused.

use super::rewrite::remove_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Manager, MountKind};

pub(super) const RULE: Rule = Rule {
    name: "cache-mount-defeated",
    codes: &[],
    topic: Topic::Cache,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: "The mount stays empty, so every run downloads everything again, and nothing of it would have got into the \
          image anyway",
    help: "Remove the flag",
    page: include_str!("../../docs/rules/cache_mount_defeated.md"),
    check,
};

/// Programs, the flags with which they store nothing, and where they would.
const CACHES: &[(Manager, &[&str], &str)] = &[
    (Manager::Pip, &["--no-cache-dir"], "~/.cache/pip"),
    (Manager::Uv, &["--no-cache", "-n", "--no-cache-dir"], "~/.cache/uv"),
    (Manager::Apk, &["--no-cache"], "/var/cache/apk"),
    (Manager::Composer, &["--no-cache"], "~/.composer/cache"),
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let has_cache = ctx.dockerfile.facts[index].mounts.iter().any(|it| it.kind == Some(MountKind::Cache));
        for command in code.package_commands().filter(|_| has_cache) {
            let Some((_, flags, directory)) = CACHES.iter().find(|(manager, ..)| *manager == command.manager) else {
                continue;
            };
            let given = command.program.arguments().iter().find(|word| flags.iter().any(|flag| word.is(flag)));
            let Some(word) = given.filter(|_| ctx.dockerfile.is_mounted(index, directory)) else { continue };
            let flag = word.literal().unwrap_or_default();
            let message = format!("`{flag}` leaves the cache mount unused");
            let remark = report.at(code.range(word.range), message);
            let edit = remove_argument(ctx.dockerfile.tree, code, command.program.words, word);
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Remove `{flag}`"), [edit])));
        }
    }
}
