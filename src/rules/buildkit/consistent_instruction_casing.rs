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
    let count = |has_other_case: fn(&u8) -> bool| {
        instructions.iter().filter(|it| !it.keyword_word.text.as_bytes().iter().any(has_other_case)).count()
    };
    let is_lower = count(u8::is_ascii_uppercase) > count(u8::is_ascii_lowercase);
    let has_other_case = if is_lower { u8::is_ascii_uppercase } else { u8::is_ascii_lowercase };
    for instruction in instructions {
        let word = &instruction.keyword_word;
        if word.text.as_bytes().iter().any(has_other_case) {
            let wanted = if is_lower { word.text.to_ascii_lowercase() } else { word.text.to_ascii_uppercase() };
            let case = if is_lower { "small" } else { "capital" };
            report
                .at(word.range, format!("`{}` is not in {case} letters like most keywords of this file", word.text))
                .fix(Fix::safe(format!("Write `{wanted}`"), [Edit::replace(word.range, wanted)]));
        }
    }
}
