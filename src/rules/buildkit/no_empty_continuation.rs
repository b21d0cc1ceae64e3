//! A blank line inside a continued instruction.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "NoEmptyContinuation",
    severity: Some(Severity::Warning),
    why: "A blank line looks like the end of the instruction but is none; a later builder may refuse it",
    help: "Remove the blank line, or put a comment there",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for instruction in tree.instructions.iter().filter(|it| !it.blank_continuations.is_empty()) {
        let first = instruction.blank_continuations[0];
        let place =
            TextRange::new(first.start, first.start + first.of(&tree.text).trim_end_matches(['\r', '\n']).len());
        let count = instruction.blank_continuations.len();
        let lines = if count == 1 { "A blank line interrupts" } else { "Blank lines interrupt" };
        let keyword = &instruction.keyword_word.text;
        report.at(place, format!("{lines} the `{keyword}` around it")).fix(Fix::safe(
            if count == 1 { "Remove the blank line" } else { "Remove the blank lines" },
            instruction.blank_continuations.iter().map(|&range| Edit::delete(range)),
        ));
    }
}
