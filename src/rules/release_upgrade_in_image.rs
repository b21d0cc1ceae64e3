//! A distribution that is upgraded inside the image.

use super::rewrite::replace_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "release-upgrade-in-image",
    codes: &["DL3035"],
    topic: Topic::BaseImage,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Packages are exchanged and removed across the whole system, every build gives another result, and the \
          base image is in the layers below twice over",
    help: "Take a newer base image; it holds the same packages and is smaller",
    page: include_str!("../../docs/rules/release_upgrade_in_image.md"),
    check,
};

/// What replaces all, and what only updates.
const UPGRADES: &[(Manager, &[&str], &str)] = &[
    (Manager::Apt, &["dist-upgrade", "full-upgrade"], "upgrade"),
    (Manager::Zypper, &["dist-upgrade", "dup"], "update"),
    (Manager::Dnf, &["distro-sync", "system-upgrade"], "upgrade"),
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        for command in code.package_commands() {
            let upgrade = UPGRADES
                .iter()
                .find(|(manager, verbs, _)| *manager == command.manager && verbs.contains(&command.verb));
            let (Some((_, _, update)), Some(verb)) = (upgrade, command.verb_word) else { continue };
            let message = format!("`{}` upgrades the whole distribution", command.title());
            let remark = report.at(code.range(command.invocation.range()), message);
            let edit = replace_argument(ctx.dockerfile.tree, code, verb, update);
            let caution = "It updates packages, but removes none and changes no release";
            remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, format!("Only `{update}`"), [edit])));
        }
    }
}
