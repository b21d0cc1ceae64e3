//! A server that listens to its own container only.

use super::rewrite::{insert_argument, replace_argument};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Serving;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "server-on-localhost",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "A container has a network of its own: published ports lead to its address, and nobody listens there",
    help: "Listen on every address of the container, `0.0.0.0`; which ports are published is decided outside",
    page: include_str!("../../docs/rules/server_on_localhost.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let servers = ctx.dockerfile.servers();
    // One of several may well be for the others only.
    let [serving] = servers.as_slice() else { return };
    let variable = |name: &str| ctx.dockerfile.kept_variable(name).pop().map(|(_, value)| value);
    if serving.server.is_reachable(serving.program, variable) != Some(false) || has_settings(ctx, serving) {
        return;
    }
    let message = format!("`{}` listens to its own container only", serving.server.program);
    let remark = report.at(serving.code.range(serving.program.range()), message);
    let caution = "Whoever reaches the container reaches the server, not only a proxy beside it";
    let fix = opened(ctx, serving).map(|edit| Fix::unsafe_because(caution, "Listen on `0.0.0.0`", [edit]));
    remark.fixes.extend(fix);
}

/// Whether a file of the project may say where the server listens.
fn has_settings(ctx: &Context<'_>, serving: &Serving<'_>) -> bool {
    let Some(name) = serving.server.settings.filter(|_| serving.program.flag(serving.server.host).is_none()) else {
        return false;
    };
    ctx.dockerfile.tree.text.contains(name) || ctx.project.files.keys().any(|path| path.contains(name))
}

/// Writes the open address where the closed one stands, or where none does.
fn opened(ctx: &Context<'_>, serving: &Serving<'_>) -> Option<Edit> {
    let (tree, program, server) = (ctx.dockerfile.tree, serving.program, serving.server);
    let given = server.port_operand(program).or_else(|| program.flag_value(server.host).map(|(_, word)| word));
    if let Some(word) = given {
        let text = word.literal()?;
        let host = ["127.0.0.1", "localhost", "[::1]", "::1"].into_iter().find(|it| text.contains(it));
        let open = match host {
            Some(host) => text.replacen(host, "0.0.0.0", 1),
            None => format!("0.0.0.0:{text}"),
        };
        return replace_argument(tree, serving.code, word, &open);
    }
    // A variable that closes it is to be changed, not to be contradicted.
    if server.host_variable.is_some_and(|name| !ctx.dockerfile.kept_variable(name).is_empty()) {
        return None;
    }
    let takes_port = server.has_port_operand || server.host.first() == server.port.first();
    let address = if takes_port { format!("0.0.0.0:{}", server.default_port?) } else { "0.0.0.0".to_owned() };
    let argument = match server.host.first() {
        Some(flag) => format!("{flag}={address}"),
        None => address,
    };
    let subcommand = server.subcommand.and_then(|it| program.arguments().iter().find(|word| word.is(it)));
    insert_argument(tree, serving.code, subcommand.unwrap_or(&program.words[0]), &argument)
}
