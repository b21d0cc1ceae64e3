//! `FROM --platform=linux/amd64`: an image for one platform only.

use crate::model::expand::references;
use crate::model::platform::Platform;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::text::{Edit, TextRange};

pub(in crate::rules) const CHECK: Original = Original {
    code: "FromPlatformFlagConstDisallowed",
    severity: Some(Severity::Warning),
    why: "The fixed platform wins over the one that the build is asked for",
    help: "Remove the flag, use $BUILDPLATFORM, or name the stage after the platform",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for stage in &ctx.dockerfile.stages {
        let instruction = &tree.instructions[stage.instructions.start];
        let Some(flag) = instruction.flag("platform") else { continue };
        let (Some(word), Some(from), Some(text)) = (&flag.value, instruction.from(), &stage.platform) else { continue };
        if !references(&word.text, tree.escape).is_empty() {
            continue;
        }
        let Some(platform) = Platform::parse(text) else { continue };
        let name = stage.name.as_deref().unwrap_or_default();
        if name.contains(&platform.os) || name.contains(&platform.architecture) {
            continue;
        }
        let caution = "The stage is built for another platform than before";
        let whole = TextRange::new(flag.range.start, from.image.range.start.max(flag.range.end));
        report
            .at(flag.range, format!("The stage is always built for {text}"))
            .fix(Fix::unsafe_because(caution, "Remove the flag", [Edit::delete(whole)]))
            .fix(Fix::unsafe_because(caution, "Use $BUILDPLATFORM", [Edit::replace(word.range, "$BUILDPLATFORM")]));
    }
}
