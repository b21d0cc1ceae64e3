//! Programs for people at a terminal in the image that is shipped.

use super::rewrite::remove_argument;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
use crate::model::Manager;

pub(super) const RULE: Rule = Rule {
    name: "tools-for-people-in-image",
    codes: &[],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Nobody edits files in a container that is replaced with the next release; what is not there cannot be \
          misused and needs no updates",
    help: "Leave them out, and look into a container with `docker debug` or an ephemeral container of Kubernetes",
    page: include_str!("../../docs/rules/tools_for_people_in_image.md"),
    check,
};

const TOOLS: &[&str] = &[
    "vim",
    "vim-tiny",
    "nano",
    "emacs",
    "less",
    "htop",
    "telnet",
    "net-tools",
    "iputils-ping",
    "iputils",
    "man-db",
    "mc",
    "openssh-server",
    "tmux",
    "screen",
    "bash-completion",
    "sudo",
    "nmap",
    "tcpdump",
    "strace",
    "iproute2",
    "dnsutils",
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.shipped_code() {
        for command in code.package_commands().filter(|it| it.installs && is_system(it.manager)) {
            for word in command.operands().filter(|it| it.literal().is_some_and(|it| TOOLS.contains(&it))) {
                let name = word.literal().unwrap_or_default();
                let remark = report.at(code.range(word.range), format!("`{name}` is of use to nobody in production"));
                remark.for_developers_unless(Thing::Tools, "whether a script in the image calls it is not known");
                let others = command.operands().filter(|it| !it.literal().is_some_and(|it| TOOLS.contains(&it)));
                if others.count() == 0 {
                    continue;
                }
                let edit = remove_argument(ctx.dockerfile.tree, code, command.program.words, word);
                let caution = "A script in the image may call it";
                remark
                    .fixes
                    .extend(edit.map(|edit| Fix::unsafe_because(caution, format!("Leave `{name}` out"), [edit])));
            }
        }
    }
}

fn is_system(manager: Manager) -> bool {
    matches!(manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper)
}
