//! CMD, ENTRYPOINT or HEALTHCHECK twice in a stage.

use super::options::is_skipped_above;
use crate::rules::rewrite::{delete_lines, line_start};
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::{Instruction, Keyword};
use crate::text::TextRange;

pub(in crate::rules) const CHECK: Original = Original {
    code: "MultipleInstructionsDisallowed",
    severity: Some(Severity::Warning),
    why: "Only the last one of a stage counts",
    help: "Keep one, or move one of them to a stage of its own",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for stage in ctx.dockerfile.stages.iter().filter(|stage| ctx.dockerfile.is_judged(stage.index)) {
        for keyword in [Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck] {
            let mut earlier: Option<&Instruction> = None;
            for (_, later) in ctx.dockerfile.instructions(stage).filter(|(_, it)| it.keyword == keyword) {
                let before = earlier.replace(later).filter(|_| !is_skipped_above(ctx.dockerfile, later, CHECK.code));
                let Some(loser) = before else { continue };
                let message = format!("Another {} on line {} takes its place", keyword.as_str(), later.first_line);
                let start = line_start(tree, loser.range.start);
                let edit = delete_lines(tree, TextRange::new(start, loser.range.end));
                report.at(loser.keyword_word.range, message).fix(Fix::safe("Remove it", [edit]));
            }
        }
    }
}
