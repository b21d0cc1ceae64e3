//! A password, token or key that is written out in a command.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::secret::{self, Exposed};
use crate::syntax::Keyword;
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "secret-in-command",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Everybody who has the image reads the command with `docker history`, and with it the secret",
    help: "Mount the secret with `RUN --mount=type=secret,id=NAME` and read it with `$(cat /run/secrets/NAME)`",
    page: include_str!("../../docs/rules/secret_in_command.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (index, code) in ctx.dockerfile.code() {
        let is_needed = ctx.dockerfile.facts[index].stage.is_some_and(|stage| ctx.dockerfile.is_reachable(stage));
        if !is_needed {
            continue;
        }
        for it in Exposed::all(&code.script) {
            let range = code.range(it.range);
            if is_told_elsewhere(range.of(&tree.text)) {
                continue;
            }
            let remark = report.at(range, message(&it));
            if tree.instructions[index].keyword != Keyword::Run {
                remark
                    .why("Everybody who has the image reads the command with `docker inspect`, and with it the secret")
                    .help("Give it to the container when it starts: as a mounted file, or as a variable");
            }
        }
    }
}

fn message(it: &Exposed) -> String {
    // The name of a setting may be as long as its author likes.
    let of: String = it.of.chars().take(40).collect();
    match it.what {
        "value" => format!("The value of `{of}` is written out here"),
        what => format!("The {what} for `{of}` is written out here"),
    }
}

/// Whether a rule of its own finds it: tokens by their spelling, passwords in addresses.
fn is_told_elsewhere(text: &str) -> bool {
    let is_token = |(range, _): &(TextRange, &str)| range.len() * 2 > text.len();
    secret::tokens(text).iter().any(is_token) || !secret::passwords_in_addresses(text).is_empty()
}
