//! Python's standard output waits in a buffer where nobody reads a terminal.

use super::rewrite::{insert_behind_steps, insert_line_after};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Started;
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "python-output-buffered",
    codes: &[],
    topic: Topic::Process,
    dev: None,
    prod: Some(Severity::Info),
    converts: true,
    why: "Python keeps what `print` writes in a buffer when no terminal reads it, so the last lines are lost when the \
          container is killed; stderr, where Flask logs, is written at once since Python 3.9",
    help: "Set `PYTHONUNBUFFERED=1`",
    page: include_str!("../../docs/rules/python_output_buffered.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target else { return };
    let Some(started) = ctx.dockerfile.started().into_iter().find(Started::is_python) else { return };
    let set = ctx.dockerfile.kept_variable("PYTHONUNBUFFERED").pop();
    // CPython reads 0 as off and everything else but the empty string as on.
    if started.has_interpreter_flag('u') || set.as_ref().is_some_and(|(_, value)| !matches!(value.as_str(), "" | "0")) {
        return;
    }
    let edit = match set.and_then(|(pair, _)| pair.value.as_ref()) {
        Some(value) => Some(Edit::replace(value.range, "1")),
        None => new_variable(ctx, target),
    };
    let instruction = &ctx.dockerfile.tree.instructions[started.instruction];
    let remark = report.at(instruction.keyword_word.range, "Python buffers its output in this image");
    remark.fixes.extend(edit.map(|edit| Fix::safe("Set `PYTHONUNBUFFERED` to 1", [edit])));
}

/// A line behind the last ENV of the stage, else in front of the metadata at its end: nothing is rebuilt for it there.
fn new_variable(ctx: &Context<'_>, stage: usize) -> Option<Edit> {
    const LINE: &str = "ENV PYTHONUNBUFFERED=1";
    let tree = ctx.dockerfile.tree;
    let stage = &tree.instructions[ctx.dockerfile.stages[stage].instructions.clone()];
    if let Some(env) = stage.iter().rev().find(|it| it.keyword == Keyword::Env) {
        return Some(insert_line_after(tree, env, LINE));
    }
    insert_behind_steps(tree, stage, LINE)
}
