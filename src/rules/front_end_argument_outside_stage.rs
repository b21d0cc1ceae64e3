//! A build argument for a front end that is declared before the first stage only.

use std::collections::HashSet;

use super::rewrite::insert_line_before;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::baked_prefix;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "front-end-argument-outside-stage",
    codes: &[],
    topic: Topic::Environment,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "An ARG before the first FROM is for FROM lines only; the build runs without it and bundles `undefined`",
    help: "Repeat the `ARG`, without a value, in the stage that builds",
    page: include_str!("../../docs/rules/front_end_argument_outside_stage.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    let bundlings = ctx.dockerfile.bundlings();
    let Some(&first) = bundlings.first() else { return };
    let stages = ctx.dockerfile.stages.iter();
    let named: HashSet<&str> = stages.flat_map(|stage| &stage.assignments).map(|it| it.name.as_str()).collect();
    for instruction in tree.instructions.iter().take_while(|it| it.keyword != Keyword::From) {
        for pair in instruction.pairs() {
            let name = pair.key.text.as_str();
            // Somebody who sets it in any stage knows about stages.
            if baked_prefix(name).is_none() || named.contains(name) {
                continue;
            }
            let remark = report.at(pair.range, format!("`{name}` does not reach the stage that builds the front end"));
            if bundlings.len() == 1 {
                let edit = insert_line_before(tree, &tree.instructions[first], &format!("ARG {name}"));
                remark.fix(Fix::safe(format!("Declare `{name}` in that stage too"), [edit]));
            }
        }
    }
}
