//! apt installs what its packages merely recommend.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "recommended-packages-installed",
    codes: &["DL3015"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Debian's packages recommend what people at a desk like to have: editors, documentation, mail servers; it \
          all gets into the image",
    help: "Add `--no-install-recommends`, and name what you do need",
    page: include_str!("../../docs/rules/recommended_packages_installed.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    // apt.conf may say it for every installation.
    if ctx.dockerfile.tree.text.contains("APT::Install-Recommends") {
        return;
    }
    for (_, code) in ctx.dockerfile.shipped_code() {
        for command in code.package_commands().filter(|it| it.manager == Manager::Apt && it.installs) {
            let Some(verb) = command.verb_word.filter(|_| !is_told(&command)) else { continue };
            let message = format!("`{}` installs recommended packages too", command.title());
            let remark = report.at(code.range(command.invocation.range()), message);
            let edit = insert_argument(ctx.dockerfile.tree, code, verb, "--no-install-recommends");
            let caution = "A package that was only recommended may be needed; name it then";
            remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, "Add `--no-install-recommends`", [edit])));
        }
    }
}

fn is_told(command: &PackageCommand<'_>) -> bool {
    let is_known = command.has_flag(&["--no-install-recommends", "--install-recommends", "-d", "--download-only"]);
    // `aptitude -R`
    is_known || (command.name == "aptitude" && command.has_flag(&["-R", "--without-recommends"]))
}
