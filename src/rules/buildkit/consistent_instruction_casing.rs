//! A keyword that is not cased like most others.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::{Instruction, Keyword};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "ConsistentInstructionCasing",
    severity: Some(Severity::Warning),
    why: "Keywords in one case are easier to tell from what follows them",
    help: "Write all keywords in capital letters, or all in small ones",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    // An ARG before the first FROM is not looked at.
    let first = ctx.dockerfile.stages.first().map_or(usize::MAX, |stage| stage.instructions.start);
    let instructions: Vec<&Instruction> =
        ctx.dockerfile.tree.instructions.iter().skip(first).filter(|it| it.keyword != Keyword::Unknown).collect();
    let count = |cased: fn(&str) -> String| {
        instructions.iter().filter(|it| it.keyword_word.text == cased(&it.keyword_word.text)).count()
    };
    let is_lower = count(str::to_ascii_lowercase) > count(str::to_ascii_uppercase);
    for instruction in instructions {
        let word = &instruction.keyword_word;
        let wanted = if is_lower { word.text.to_ascii_lowercase() } else { word.text.to_ascii_uppercase() };
        if word.text != wanted {
            let case = if is_lower { "small" } else { "capital" };
            report
                .at(word.range, format!("`{}` is not in {case} letters like most keywords of this file", word.text))
                .fix(Fix::safe(format!("Write `{wanted}`"), [Edit::replace(word.range, wanted)]));
        }
    }
}
