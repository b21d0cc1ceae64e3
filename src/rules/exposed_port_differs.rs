//! `EXPOSE` names a port that the server does not listen on.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::{Arguments, Keyword, Word};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "exposed-port-differs",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "EXPOSE opens nothing, it only tells people and tools which port to publish; here it tells the wrong one",
    help: "Name the port that the server listens on",
    page: include_str!("../../docs/rules/exposed_port_differs.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target else { return };
    let servers = ctx.dockerfile.servers();
    // Where several servers are started, nobody can say which one is meant.
    let [started] = servers.as_slice() else { return };
    let Some(port) = started.port(ctx.dockerfile) else { return };
    let mut exposed: Vec<(&Word, String)> = Vec::new();
    for stage in ctx.dockerfile.lineage(target) {
        for (index, instruction) in ctx.dockerfile.instructions(stage) {
            if let (Keyword::Expose, Arguments::List { words, .. }) = (instruction.keyword, &instruction.arguments) {
                exposed.extend(words.iter().map(|word| (word, ctx.dockerfile.expand(index, word).to_owned())));
            }
        }
    }
    let [(word, text)] = exposed.as_slice() else { return };
    let Ok(number) = text.trim_end_matches("/tcp").parse::<u16>() else { return };
    if number != port {
        let name = started.server.program;
        let remark = report.at(word.range, format!("`EXPOSE {text}`, but `{name}` listens on port {port}"));
        // A variable may have another use, and another value in another build.
        if !word.text.contains('$') {
            remark.fix(Fix::safe(format!("Expose {port}"), [Edit::replace(word.range, port.to_string())]));
        }
    }
}
