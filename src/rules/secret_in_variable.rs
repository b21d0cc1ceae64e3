//! A secret in `ENV` or `ARG`, which stay in the image or its history.

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{baked_prefix, secret};
use crate::syntax::{Instruction, Keyword};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "secret-in-variable",
    codes: &["DL3064", "SecretsUsedInArgOrEnv"],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever has the image reads the value with `docker history` or `docker inspect`; deleting it later does not help",
    help: "Give it to the build with `RUN --mount=type=secret`, and to the container when it starts",
    page: include_str!("../../docs/rules/secret_in_variable.md"),
    check,
};

/// How many fixes are worked out: each one looks through the whole file.
const MOST_FIXES: usize = 20;

fn check(ctx: &Context<'_>, report: &mut Report) {
    let mut tried = 0;
    for (index, instruction) in ctx.dockerfile.tree.instructions.iter().enumerate() {
        let is_needed = ctx.dockerfile.facts[index].stage.is_some_and(|stage| ctx.dockerfile.is_reachable(stage));
        if !is_needed || !matches!(instruction.keyword, Keyword::Env | Keyword::Arg) {
            continue;
        }
        for pair in instruction.pairs() {
            let name = pair.key.text.as_str();
            let value = pair.value.as_ref().map(|value| value.text.as_str());
            let is_plain = value.is_some_and(|value| secret::is_plain_value(name, value));
            let is_set = instruction.keyword == Keyword::Arg || pair.value.is_some();
            if !is_set || is_plain || !secret::is_secret_name(name) || baked_prefix(name).is_some() {
                continue;
            }
            let message = match instruction.keyword {
                Keyword::Arg => format!("`{name}` looks like a secret, and the history of the image keeps arguments"),
                _ => format!("`{name}` looks like a secret, and the image keeps it"),
            };
            let remark = report.at(pair.key.range, message);
            if instruction.keyword == Keyword::Arg && instruction.pairs().len() == 1 && tried < MOST_FIXES {
                tried += 1;
                remark.fixes.extend(mount(ctx, index, instruction, name));
            }
        }
    }
}

/// Mounts the secret in the RUNs that name it, where nothing else does.
fn mount(ctx: &Context<'_>, at: usize, argument: &Instruction, name: &str) -> Option<Fix> {
    let tree = ctx.dockerfile.tree;
    let names_it = |it: &Instruction| it.range.of(&tree.text).contains(name);
    let mut edits = vec![delete_instruction(tree, argument)];
    for (index, line) in tree.instructions.iter().enumerate().filter(|&(index, it)| index != at && names_it(it)) {
        let is_own = index > at && ctx.dockerfile.facts[index].stage == ctx.dockerfile.facts[at].stage;
        if line.keyword != Keyword::Run || !is_own || line.flag("mount").is_some() {
            return None;
        }
        edits.push(Edit::insert(line.keyword_word.range.end, format!(" --mount=type=secret,id={name},env={name}")));
    }
    let caution = "Builds then need `--secret id=…` instead of `--build-arg`, and Dockerfile syntax 1.10 or newer";
    let title = format!("Mount `{name}` as a secret of the build");
    (edits.len() > 1).then(|| Fix::unsafe_because(caution, title, edits))
}
