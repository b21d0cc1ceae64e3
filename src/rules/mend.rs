//! What rules about misread lines have in common: what such a line breaks, and the edits that make it what was meant.

use super::{Breaks, Context, Fix, Remark};
use crate::model::{Fault, FaultKind};
use crate::syntax::{Instruction, Keyword};

/// Says what the line breaks, and offers what was meant: without a look where nothing works as it is, for nothing can
/// get worse there.
pub(super) fn mend(
    remark: &mut Remark,
    fault: &Fault,
    breaks: Option<Breaks>,
    title: impl Into<String>,
    caution: &str,
) {
    remark.is_of_fault = true;
    remark.breaks = breaks;
    if fault.meant.is_empty() {
        return;
    }
    let edits = fault.meant.iter().cloned();
    remark.fix(match breaks {
        // What runs instead may well do something.
        _ if matches!(fault.kind, FaultKind::OperatorInExecForm(_)) => Fix::unsafe_because(caution, title, edits),
        Some(Breaks::Build | Breaks::Start | Breaks::Health) => Fix::safe(title, edits),
        _ => Fix::unsafe_because(caution, title, edits),
    });
}

/// The instruction that is meant: behind ONBUILD, the one that it puts off.
pub(super) fn meant<'a>(ctx: &Context<'a>, fault: &Fault) -> &'a Instruction {
    let outer = &ctx.dockerfile.tree.instructions[fault.instruction];
    match &outer.arguments {
        crate::syntax::Arguments::Onbuild(inner) => inner,
        _ => outer,
    }
}

/// `breaks`, if the line has a part in the image that is built.
pub(super) fn in_effect(ctx: &Context<'_>, fault: &Fault, breaks: Breaks) -> Option<Breaks> {
    let dockerfile = ctx.dockerfile;
    let Instruction { keyword, range, .. } = dockerfile.tree.instructions[fault.instruction];
    let errors = &dockerfile.tree.errors;
    let first = errors.partition_point(|error| error.range.start < range.start);
    // What is no instruction at all is found before anything is built.
    if errors.get(first).is_some_and(|error| error.range.start < range.end) {
        return Some(Breaks::Build);
    }
    let Some(stage) = dockerfile.facts[fault.instruction].stage else {
        return (breaks == Breaks::Build).then_some(breaks);
    };
    let is_in_force = || {
        let target = dockerfile.target?;
        dockerfile.effective(target, keyword).filter(|(index, _)| *index == fault.instruction)
    };
    let is_shipped = || dockerfile.target.is_some_and(|target| dockerfile.lineage(target).any(|it| it.index == stage));
    let has_part = match (breaks, keyword) {
        (_, Keyword::Onbuild) => false,
        (Breaks::Build, _) => dockerfile.is_reachable(stage),
        (_, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck) => is_in_force().is_some(),
        (Breaks::Start, _) => is_shipped(),
        (_, _) => dockerfile.is_reachable(stage),
    };
    has_part.then_some(breaks)
}

/// What fails where the command of the instruction does not run.
pub(super) const fn failure(keyword: Keyword) -> Breaks {
    match keyword {
        Keyword::Cmd | Keyword::Entrypoint => Breaks::Start,
        Keyword::Healthcheck => Breaks::Health,
        _ => Breaks::Build,
    }
}
