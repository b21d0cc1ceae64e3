//! Steps in a row that only arrange a few files.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::Connector;
use crate::syntax::Instruction;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "mergeable-runs",
    codes: &["DL3059"],
    topic: Topic::Style,
    dev: None,
    prod: Some(Severity::Style),
    converts: false,
    why: "Every RUN starts a container and stores a layer; here there is nothing that a cache of its own would save",
    help: "Join them with `&&`",
    page: include_str!("../../docs/rules/mergeable_runs.md"),
    check,
};

/// Commands that take no time, so that keeping them in a step of their own saves none.
const QUICK: &[&str] = &[
    "mkdir", "chmod", "chown", "ln", "rm", "touch", "mv", "cp", "echo", "printf", "useradd", "adduser", "groupadd",
    "addgroup", "usermod", "install", "true",
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let shipped: Vec<(usize, &Code)> = ctx.dockerfile.shipped_code().collect();
    for pair in shipped.windows(2) {
        let [(above, above_code), (index, code)] = pair else { continue };
        let instructions = &ctx.dockerfile.tree.instructions;
        let (first, second) = (&instructions[*above], &instructions[*index]);
        let is_quick = is_quick(first, above_code) && is_quick(second, code);
        if above + 1 != *index || !is_quick {
            continue;
        }
        let remark = report.at(second.keyword_word.range, "This step and the one above could be one");
        let start = code.range(TextRange::new(0, 1)).start;
        let gap = TextRange::new(first.range.end, start);
        let has_comment = ctx.dockerfile.tree.comments.iter().any(|it| gap.encloses(it.range));
        if !has_comment {
            remark.fix(Fix::safe("Join the two with `&&`", [Edit::replace(gap, " && ")]));
        }
    }
}

/// Whether the step is a line of such commands, joined by `&&`.
fn is_quick(run: &Instruction, code: &Code) -> bool {
    let is_plain = run.flags.is_empty() && run.heredocs.is_empty() && !code.is_exec() && code.script.errors.is_empty();
    let is_line = code.script.blocks.len() == 1 && code.script.comments.is_empty();
    is_plain
        && is_line
        && code.script.commands.iter().all(|it| {
            let is_joined = matches!(it.place.connector, Connector::Start | Connector::And);
            let is_known = it.unwrapped().base_name().is_some_and(|name| QUICK.contains(&name));
            is_joined
                && is_known
                && it.assignments.is_empty()
                && code.script.pipeline_of(it).followed_by != Some(Connector::Background)
        })
}
