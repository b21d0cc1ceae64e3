//! A blank line inside a continued instruction.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::{Edit, TextRange};

pub(super) const CHECK: Original = Original {
    code: "NoEmptyContinuation",
    severity: Some(Severity::Warning),
    why: "A blank line looks like the end of the instruction but is none; a later builder may refuse it",
    help: "Remove the blank line, or put a comment there",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for instruction in tree.instructions.iter().filter(|it| !it.blank_continuations.is_empty()) {
        // BuildKit has noticed when it has read the last line, and names that one.
        let line = tree.lines.line_range(instruction.head_line);
        let content = line.of(&tree.text);
        let start = line.start + content.len() - content.trim_start_matches([' ', '\t']).len();
        let range = TextRange::new(start.min(line.end), line.start + content.trim_end().len());
        let range = if range.start < range.end { range } else { TextRange::empty(line.start) };
        let count = instruction.blank_continuations.len();
        let lines = if count == 1 { "A blank line interrupts" } else { "Blank lines interrupt" };
        let keyword = &instruction.keyword_word.text;
        report.at(range, format!("{lines} the `{keyword}` that ends here")).fix(Fix::safe(
            if count == 1 { "Remove the blank line" } else { "Remove the blank lines" },
            instruction.blank_continuations.iter().map(|&range| Edit::delete(range)),
        ));
    }
}
