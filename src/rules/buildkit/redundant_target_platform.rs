//! `FROM --platform=$TARGETPLATFORM`: what FROM does anyway.

use crate::model::expand::references;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "RedundantTargetPlatform",
    severity: Some(Severity::Warning),
    why: "Without --platform, FROM takes the target platform",
    help: "Remove the flag",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    const NAME: &str = "TARGETPLATFORM";
    let tree = ctx.dockerfile.tree;
    let target = ctx.dockerfile.global_value(NAME);
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        let Some(flag) = instruction.flag("platform") else { continue };
        let (Some(word), Some(from)) = (&flag.value, instruction.from()) else { continue };
        let names = references(&word.text, tree.escape);
        let is_only = !names.is_empty() && names.iter().all(|it| it.name.of(&word.text) == NAME);
        if is_only && stage.platform.as_deref() == target {
            report.at(flag.range, format!("`{}` is the platform anyway", word.text)).fix(Fix::safe(
                "Remove the flag",
                [Edit::delete(TextRange::new(flag.range.start, from.image.range.start.max(flag.range.end)))],
            ));
        }
    }
}
