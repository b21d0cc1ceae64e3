//! An image of another platform than the one that is asked for.

use crate::model::platform::Platform;
use crate::model::{Base, Source};
use crate::rules::{Context, Original, Report, Severity};
use crate::syntax::Keyword;
use crate::text::TextRange;

pub(in crate::rules) const CHECK: Original = Original {
    code: "InvalidBaseImagePlatform",
    severity: Some(Severity::Warning),
    why: "Programs of another platform run slowly under emulation, or not at all",
    help: "Ask for the platform with --platform, or use an image that has it",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    if ctx.project.images.is_empty() {
        return;
    }
    let tree = ctx.dockerfile.tree;
    for stage in ctx.dockerfile.stages.iter().filter(|stage| ctx.dockerfile.is_judged(stage.index)) {
        let instruction = &tree.instructions[stage.instructions.start];
        if let (Base::Image(_), Some(from)) = (&stage.base, instruction.from()) {
            image(ctx, from.image.range, &stage.base_text, stage.platform.as_deref(), report);
        }
        for (_, instruction) in ctx.dockerfile.instructions(stage).filter(|(_, it)| it.keyword == Keyword::Copy) {
            let Some(from) = instruction.flag("from").and_then(|flag| flag.value.as_ref()) else { continue };
            if let Source::Image(name) = ctx.dockerfile.source(stage.index, Some(&from.text)) {
                image(ctx, from.range, &name, None, report);
            }
        }
    }
}

fn image(ctx: &Context<'_>, range: TextRange, name: &str, wanted: Option<&str>, report: &mut Report) {
    if ctx.project.contexts.contains_key(name) {
        return;
    }
    let actual = ctx.project.images.get(name).and_then(|image| image.platform.as_deref()).and_then(Platform::parse);
    let wanted =
        wanted.filter(|wanted| !wanted.is_empty()).or(ctx.project.platform.as_deref()).unwrap_or("linux/amd64");
    let (Some(actual), Some(wanted)) = (actual, Platform::parse(wanted)) else { return };
    if (&actual.os, &actual.architecture) != (&wanted.os, &wanted.architecture) {
        report.at(range, format!("`{name}` is for {actual}, but {wanted} is wanted"));
    }
}
