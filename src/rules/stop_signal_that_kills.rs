//! A stop signal that no program can handle.

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "stop-signal-that-kills",
    codes: &[],
    topic: Topic::Process,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The kernel ends or stops the program at once: open requests break off, and nothing is written to disk",
    help: "Remove it, so that SIGTERM is sent first, or name the signal that the program takes for a request to end",
    page: include_str!("../../docs/rules/stop_signal_that_kills.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, instruction) in ctx.dockerfile.all(Keyword::Stopsignal) {
        let Some(word) = instruction.single() else { continue };
        let upper = ctx.dockerfile.expand(index, word).to_ascii_uppercase();
        let name = match upper.strip_prefix("SIG").unwrap_or(&upper) {
            "KILL" | "9" => "SIGKILL",
            "STOP" | "19" => "SIGSTOP",
            _ => continue,
        };
        let remark = report.at(word.range, format!("No program can handle {name} and end in order"));
        let caution = "A program that does not handle SIGTERM is killed only when the time is up, after 10 s";
        let edit = delete_instruction(ctx.dockerfile.tree, instruction);
        remark.fix(Fix::unsafe_because(caution, "Remove `STOPSIGNAL`", [edit]));
    }
}
