//! A stage called `scratch` or `context`.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "ReservedStageName",
    severity: Some(Severity::Warning),
    why: "`scratch` is the empty image and `context` the build context; as names of stages they mean something else",
    help: "Choose another name",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        let word = instruction.from().and_then(|from| from.name.as_ref());
        let (Some(name @ ("context" | "scratch")), Some(word)) = (stage.name.as_deref(), word) else { continue };
        let mut new = format!("{name}-stage");
        while ctx.dockerfile.stages.iter().any(|other| other.name.as_ref() == Some(&new)) {
            new.push('x');
        }
        let places = [word.range].into_iter().chain(ctx.dockerfile.references_to(stage.index));
        report.at(word.range, format!("`{name}` has a meaning of its own, it cannot well name a stage")).fix(
            Fix::unsafe_because(
                format!("Whoever builds with `--target {name}` must use the new name"),
                format!("Call the stage `{new}`"),
                places.map(|range| Edit::replace(range, new.clone())),
            ),
        );
    }
}
