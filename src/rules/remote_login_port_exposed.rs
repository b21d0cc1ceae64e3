//! Ports of SSH, Telnet, RDP and VNC.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::port::Port;
use crate::syntax::{Arguments, Keyword};

pub(super) const RULE: Rule = Rule {
    name: "remote-login-port-exposed",
    codes: &[],
    topic: Topic::Security,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "A login into the running container is a second way in, with users, passwords and keys of its own to guard",
    help: "Use `docker exec`, which needs no port, and leave this one closed",
    page: include_str!("../../docs/rules/remote_login_port_exposed.md"),
    check,
};

/// Ports that people log in through, with the name of their protocol (IANA, "Service Name and Port Number Registry").
const LOGINS: &[(u16, &str)] = &[(22, "SSH"), (23, "Telnet"), (3389, "RDP"), (5900, "VNC")];

/// Parts of names of images whose purpose such a port is.
const PURPOSES: &[&str] = &["ssh", "sftp", "git", "gogs", "forgejo", "vnc", "selenium", "rdp", "guacamole", "desktop"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target else { return };
    let is_purpose = |text: &str| PURPOSES.iter().any(|it| text.contains(it));
    if ctx.dockerfile.lineage(target).any(|stage| is_purpose(&stage.base_text)) {
        return;
    }
    for stage in ctx.dockerfile.lineage(target) {
        for (index, instruction) in ctx.dockerfile.instructions(stage) {
            let (Keyword::Expose, Arguments::List { words, .. }) = (instruction.keyword, &instruction.arguments) else {
                continue;
            };
            for word in words {
                let Ok(port) = Port::parse(ctx.dockerfile.expand(index, word)) else { continue };
                let is_tcp = port.protocol.as_deref().is_none_or(|it| it.eq_ignore_ascii_case("tcp"));
                let login = LOGINS.iter().find(|it| it.0 == port.first && it.0 == port.last && is_tcp);
                if let Some((number, protocol)) = login {
                    report.at(word.range, format!("Port {number} is for logins by {protocol}"));
                }
            }
        }
    }
}
