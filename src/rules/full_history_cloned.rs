//! A clone with all of its history in the image.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::{Invocation, Word};

pub(super) const RULE: Rule = Rule {
    name: "full-history-cloned",
    codes: &[],
    topic: Topic::Files,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The history is often many times the size of the files, nothing in the image reads it, and what was \
          removed from the repository is in it",
    help: "Add `--depth 1`, or use `ADD https://example.com/repository.git#v1.0.0 /src`",
    page: include_str!("../../docs/rules/full_history_cloned.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.shipped_code() {
        for invocation in code.script.effective_commands().filter(|it| it.base_name() == Some("git")) {
            let clone = invocation.arguments().iter().find(|word| word.is("clone"));
            let Some(clone) = clone.filter(|word| is_subcommand(invocation, word)) else { continue };
            let is_shallow = ["--depth", "--shallow-since", "--bare", "--mirror", "--filter"];
            if invocation.has_flag_of(&is_shallow) || removes_history(code) {
                continue;
            }
            let remark = report.at(code.range(invocation.range()), "The clone brings its whole history");
            // Other commits are not at hand then.
            if code.script.effective_commands().filter(|it| it.base_name() == Some("git")).count() == 1 {
                let edit = insert_argument(ctx.dockerfile.tree, code, clone, "--depth=1");
                let caution = "Only the newest commit is there then, and no other branch";
                remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, "Add `--depth=1`", [edit])));
            }
        }
    }
}

/// Whether the word is the subcommand: only flags, or their values, stand before it.
fn is_subcommand(invocation: Invocation<'_>, clone: &Word) -> bool {
    invocation.operands(&["-C", "-c"]).first().is_some_and(|first| first.range == clone.range)
}

fn removes_history(code: &Code) -> bool {
    let mut removals = code.script.effective_commands().filter(|it| it.base_name() == Some("rm"));
    removals.any(|it| it.has_flag_of(&["-r", "-R"]))
}
