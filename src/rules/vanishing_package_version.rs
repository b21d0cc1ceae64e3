//! A package of the distribution pinned to a build that the mirror will drop.

use super::rewrite::replace_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "vanishing-package-version",
    codes: &[],
    topic: Topic::Packages,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: "Alpine, Debian and Ubuntu serve only the newest build of a package, so the next security fix breaks this \
          line",
    help: "Pin less (`curl~8.14` with apk, `curl=8.14.*` with apt), pin the base image by its digest, or use a \
           snapshot mirror",
    page: include_str!("../../docs/rules/vanishing_package_version.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    // Vendors' repositories and snapshots keep what they once had.
    let text = &ctx.dockerfile.tree.text;
    if ["sources.list", "add-apt-repository", "snapshot.", "/etc/apk/repositories"].iter().any(|it| text.contains(it)) {
        return;
    }
    for (_, code) in ctx.dockerfile.run_code() {
        for command in code.package_commands().filter(|it| it.installs) {
            for word in command.operands() {
                let Some((name, version)) = word.literal().and_then(|it| it.split_once('=')) else { continue };
                let fuzzy = match command.manager {
                    Manager::Apk => version.rsplit_once("-r").map(|(upstream, _)| format!("{name}~{upstream}")),
                    Manager::Apt if version.contains('-') && !version.contains('*') => None,
                    _ => continue,
                };
                if command.manager == Manager::Apk && fuzzy.is_none() {
                    continue;
                }
                let message = format!("The mirrors drop this build of `{name}` with the next update");
                let remark = report.at(code.range(word.range), message);
                let Some(fuzzy) = fuzzy.filter(|_| !name.ends_with(['<', '>', '~'])) else { continue };
                let edit = replace_argument(ctx.dockerfile.tree, code, word, &fuzzy);
                let caution = "Every build of this version is accepted then";
                remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, format!("Take `{fuzzy}`"), [edit])));
            }
        }
    }
}
