//! A stage name with capital letters.

use super::place::MOST_SEARCHES;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "StageNameCasing",
    severity: Some(Severity::Warning),
    why: "The builder keeps stage names in lower case; FROM does not even find one that is written otherwise",
    help: "Write the name in lower case",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        let Some(name) = instruction.from().and_then(|from| from.name.as_ref()) else { continue };
        let lower = name.text.to_ascii_lowercase();
        if lower == name.text {
            continue;
        }
        // COPY --from does not mind the case, but a name is easier to find if it is the same everywhere.
        let is_searched = report.remarks.len() < MOST_SEARCHES;
        let uses = if is_searched { ctx.dockerfile.references_to(stage.index) } else { Vec::new() };
        let uses = uses.into_iter().filter(|range| range.of(&tree.text) != lower);
        let edits = [name.range].into_iter().chain(uses).map(|range| Edit::replace(range, lower.clone()));
        report
            .at(name.range, format!("The stage name `{}` has capital letters", name.text))
            .fix(Fix::safe(format!("Write `{lower}`"), edits));
    }
}
