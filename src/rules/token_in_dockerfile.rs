//! A token or private key that is written out in the file.

use super::rewrite::instruction_at;
use super::{Context, Report, Rule, Severity, Topic};
use crate::model::secret;

pub(super) const RULE: Rule = Rule {
    name: "token-in-dockerfile",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "It is in the repository and in the history of every image; whoever reads either can use it",
    help: "Revoke it, make a new one, and give that to the build with `RUN --mount=type=secret`",
    page: include_str!("../../docs/rules/token_in_dockerfile.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (range, whose) in secret::tokens(&tree.text) {
        if instruction_at(tree, range.start).is_some_and(|it| it.range.encloses(range)) {
            report.at(range, format!("This looks like {whose}"));
        }
    }
}
