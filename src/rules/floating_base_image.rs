//! A base image without a tag, or with one that moves with every release.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Base, Source, image::ImageReference};
use crate::syntax::{Keyword, nearest};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "floating-base-image",
    codes: &["DL3006", "DL3007"],
    topic: Topic::BaseImage,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The next build may start from another major version, without a change of the file and without a hint what \
          has changed",
    help: "Name a version, and in production a digest as well: `python:3.13-slim@sha256:…`",
    page: include_str!("../../docs/rules/floating_base_image.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for stage in &ctx.dockerfile.stages {
        let from = ctx.dockerfile.tree.instructions[stage.instructions.start].from();
        let (Base::Image(image), Some(from)) = (&stage.base, from) else { continue };
        if !ctx.project.contexts.contains_key(&stage.base_text) {
            tell(report, image, from.image.range);
        }
    }
    for (index, instruction) in ctx.dockerfile.all(Keyword::Copy) {
        let value = instruction.flag("from").and_then(|flag| flag.value.as_ref());
        let (Some(value), Some(stage)) = (value, ctx.dockerfile.facts[index].stage) else { continue };
        let Source::Image(name) = ctx.dockerfile.source(stage, Some(&value.text)) else { continue };
        let stages = || ctx.dockerfile.stages[..stage].iter().rev().take(20).filter_map(|it| it.name.as_deref());
        let is_other =
            name.contains('$') || ctx.project.contexts.contains_key(&name) || nearest(&name, stages()).is_some();
        if let (false, Ok(image)) = (is_other, ImageReference::parse(&name)) {
            tell(report, &image, value.range);
        }
    }
}

fn tell(report: &mut Report, image: &ImageReference, range: TextRange) {
    if image.digest().is_some() || !matches!(image.tag(), None | Some("latest")) {
        return;
    }
    let name = image.name();
    let message = match image.tag() {
        None => format!("`{name}` has no tag, so it is whatever was published last"),
        Some(_) => format!("`{name}:latest` is whatever was published last"),
    };
    report.at(range, if message.chars().count() < 90 { message } else { "The image has no fixed tag".to_owned() });
}
