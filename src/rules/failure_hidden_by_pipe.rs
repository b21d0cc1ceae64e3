//! A pipe that hides a failure.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::rewrite::insert_line_after;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, Distribution};
use crate::shell::{BlockKind, Command, Connector, Place};

pub(super) const RULE: Rule = Rule {
    name: "failure-hidden-by-pipe",
    codes: &["DL4006"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "When the first command fails, the last one gets half of the data or none, and the build goes on as if \
          nothing was wrong",
    help: "Set a shell with `-o pipefail`, or store the output in a file and use that",
    page: include_str!("../../docs/rules/failure_hidden_by_pipe.md"),
    check,
};

/// Commands that do not fail, or whose failure says nothing.
const HARMLESS: &[&str] = &[
    "echo",
    "printf",
    "yes",
    "true",
    ":",
    "cat",
    "ls",
    "env",
    "id",
    "uname",
    "date",
    "seq",
    "find",
    "grep",
    "egrep",
    "awk",
    "sed",
    "cut",
    "tr",
    "sort",
    "head",
    "tail",
    "uniq",
    "dpkg",
    "dpkg-query",
    "ldd",
    "getent",
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    // A stage with `… | head -1` in it would fail where it works today.
    let breaks = LazyCell::new(|| ctx.dockerfile.run_code().any(|(_, code)| !code.cut_short().is_empty()));
    for (index, code) in ctx.dockerfile.run_code() {
        let shell = ctx.dockerfile.facts[index].shell.as_deref();
        let is_set = |word: &str| word.contains("pipefail");
        let is_safe = shell.is_some_and(|words| words.iter().any(|it| is_set(it)))
            || code.script.commands.iter().flat_map(|it| &it.words).any(|it| is_set(it.raw()));
        if is_safe {
            continue;
        }
        // What runs a download unchecked is one matter with it, and has a rule of its own.
        let told: HashSet<_> = code.downloaded_scripts().iter().map(|it| it.interpreter.place.pipeline).collect();
        let cut_short = code.cut_short();
        let mut last = None;
        for command in code.script.commands.iter().filter(|it| hides(code, it)) {
            let Place { pipeline, position, .. } = command.place;
            if told.contains(&pipeline) || cut_short.get(&pipeline).is_some_and(|last| position < *last) {
                continue;
            }
            if last.replace(command.place.pipeline) == Some(command.place.pipeline) {
                continue;
            }
            let name = command.unwrapped().base_name().unwrap_or("the first command");
            let range = code.script.pipeline_of(command).range;
            let remark = report.at(code.range(range), format!("The pipe hides a failure of `{name}`"));
            if shell.is_none() && !code.is_exec() && !command.in_shell_string && !*breaks {
                remark.fixes.extend(shell_line(ctx, index));
            }
        }
    }
}

/// Whether a failure of the command goes unnoticed, and matters.
fn hides(code: &Code, command: &Command) -> bool {
    let pipeline = code.script.pipeline_of(command);
    let is_before_pipe = command.place.position + 1 < pipeline.length;
    let is_expected = pipeline.negated
        || pipeline.followed_by == Some(Connector::Or)
        || code.script.is_inside(command, BlockKind::Condition);
    is_before_pipe && !is_expected && command.unwrapped().base_name().is_none_or(|name| !HARMLESS.contains(&name))
}

/// A SHELL at the top of the stage, which all of its commands then use.
fn shell_line(ctx: &Context<'_>, index: usize) -> Option<Fix> {
    let stage = ctx.dockerfile.facts[index].stage?;
    let (name, line) = match ctx.dockerfile.distribution(stage)? {
        Distribution::Alpine => ("ash", "SHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]"),
        _ => ("bash", "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]"),
    };
    let from = &ctx.dockerfile.tree.instructions[ctx.dockerfile.stages[stage].instructions.start];
    let caution =
        format!("All shell commands of the stage run in {name} then, and more of their failures end the build");
    let edit = insert_line_after(ctx.dockerfile.tree, from, line);
    Some(Fix::unsafe_because(caution, format!("Use {name} with `pipefail`"), [edit]))
}
