//! `DEBIAN_FRONTEND` kept in the image.

use std::collections::HashSet;

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Base, Stage};
use crate::syntax::{Arguments, Keyword};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "debian-frontend-in-environment",
    codes: &[],
    topic: Topic::Environment,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: "ENV is kept in the image, so that packages installed in a container ask nothing either, and whoever tries \
          it wonders why",
    help: "Use `ARG DEBIAN_FRONTEND=noninteractive`, which the build sees and the image does not keep",
    page: include_str!("../../docs/rules/debian_frontend_in_environment.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let base = |it: &Stage| if let Base::Stage(stage) = it.base { Some(stage) } else { None };
    let bases: HashSet<usize> = ctx.dockerfile.stages.iter().filter_map(base).collect();
    for (index, instruction) in ctx.dockerfile.all(Keyword::Env) {
        let Arguments::Pairs { pairs, legacy } = &instruction.arguments else { continue };
        let Some(pair) = pairs.iter().find(|pair| pair.key.text == "DEBIAN_FRONTEND") else { continue };
        if pair.value.as_ref().is_none_or(|value| ctx.dockerfile.expand(index, value) != "noninteractive") {
            continue;
        }
        let remark = report.at(pair.range, "`DEBIAN_FRONTEND` stays in the image");
        if pairs.len() > 1 || *legacy {
            continue;
        }
        let word = &instruction.keyword_word;
        let keyword = if word.text == "env" { "arg" } else { "ARG" };
        let edits = [Edit::replace(word.range, keyword)];
        remark.fix(if ctx.dockerfile.facts[index].stage.is_some_and(|stage| bases.contains(&stage)) {
            Fix::unsafe_because("Stages built on this one need an ARG of their own", "Use `ARG`", edits)
        } else {
            Fix::safe("Use `ARG`", edits)
        });
    }
}
