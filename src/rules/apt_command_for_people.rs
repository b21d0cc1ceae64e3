//! `apt` instead of `apt-get` in a script.

use super::rewrite::replace_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};

pub(super) const RULE: Rule = Rule {
    name: "apt-command-for-people",
    codes: &["DL3027"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: "What `apt` prints and accepts may change with every release, and it warns of that in the log of each \
          build",
    help: "Call `apt-get`, or `apt-cache` to ask for packages",
    page: include_str!("../../docs/rules/apt_command_for_people.md"),
    check,
};

/// Subcommands that both have, by the program for scripts.
const SCRIPTED: &[(&str, &[&str])] = &[
    (
        "apt-get",
        &[
            "install",
            "update",
            "upgrade",
            "remove",
            "purge",
            "autoremove",
            "clean",
            "autoclean",
            "build-dep",
            "source",
            "download",
            "changelog",
            "reinstall",
            "satisfy",
            "autopurge",
        ],
    ),
    ("apt-cache", &["search", "show", "policy", "depends", "rdepends"]),
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        for command in code.package_commands().filter(|it| it.name == "apt") {
            let name = command.program.words.first().expect("a program has a name");
            let remark = report.at(code.range(name.range), "`apt` is not meant for scripts");
            let scripted = SCRIPTED.iter().find(|(_, verbs)| verbs.contains(&command.verb));
            // A path to apt is left for people to change.
            let Some((program, _)) = scripted.filter(|_| name.is("apt")) else { continue };
            let edit = replace_argument(ctx.dockerfile.tree, code, name, program);
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Call `{program}`"), [edit])));
        }
    }
}
