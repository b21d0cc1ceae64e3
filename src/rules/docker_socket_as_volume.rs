//! The socket of Docker as a `VOLUME`.

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::{Arguments, Keyword};

pub(super) const RULE: Rule = Rule {
    name: "docker-socket-as-volume",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "A volume is a directory that Docker makes: without `-v` an empty one stands where a client looks for the socket",
    help: "Remove it; who starts the container mounts the socket, and decides whether it may have that power",
    page: include_str!("../../docs/rules/docker_socket_as_volume.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    const SOCKETS: &[&str] = &["docker.sock", "podman.sock", "containerd.sock"];
    for (index, instruction) in ctx.dockerfile.all(Keyword::Volume) {
        let Arguments::List { words, .. } = &instruction.arguments else { continue };
        for word in words {
            let path = ctx.dockerfile.expand(index, word);
            let name = path.rsplit('/').next().unwrap_or(path);
            if !path.starts_with('/') || !SOCKETS.contains(&name) {
                continue;
            }
            let remark = report.at(word.range, format!("`VOLUME` makes a directory of `{name}`"));
            if words.len() == 1 {
                let edit = delete_instruction(ctx.dockerfile.tree, instruction);
                remark.fix(Fix::safe("Remove `VOLUME`", [edit]));
            }
        }
    }
}
