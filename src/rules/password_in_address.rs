//! An address with a password in it.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::secret;
use crate::syntax::Keyword;
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "password-in-address",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The password stays in the image or its history; programs also print and store addresses, as git does in \
          `.git/config`",
    help: "Take the password from a secret: `RUN --mount=type=secret` for the build, the environment for the container",
    page: include_str!("../../docs/rules/password_in_address.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (index, instruction) in tree.instructions.iter().enumerate() {
        let is_needed = ctx.dockerfile.facts[index].stage.is_some_and(|stage| ctx.dockerfile.is_reachable(stage));
        if !is_needed || matches!(instruction.keyword, Keyword::From | Keyword::Label) {
            continue;
        }
        let start = instruction.range.start;
        for range in secret::passwords_in_addresses(instruction.range.of(&tree.text)) {
            let range = TextRange::new(start + range.start, start + range.end);
            report.at(range, "This address has a password in it");
        }
    }
}
