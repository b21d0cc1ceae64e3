//! `--from` with the name of a stage misspelled.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Source;
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "copy-from-missing-stage",
    codes: &["DL3022"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "What names no stage is taken for an image on Docker Hub: the build fails, or copies from something that \
          anybody may have published",
    help: "Write the name of the stage, or the image with its tag",
    page: include_str!("../../docs/rules/copy_from_missing_stage.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, instruction) in ctx.dockerfile.all(Keyword::Copy) {
        let Some(value) = instruction.flag("from").and_then(|flag| flag.value.as_ref()) else { continue };
        let Some(stage) = ctx.dockerfile.facts[index].stage else { continue };
        let Source::Image(name) = ctx.dockerfile.source(stage, Some(&value.text)) else { continue };
        let Some(meant) = ctx.dockerfile.misspelled(stage, &name) else { continue };
        let remark = report.at(value.range, format!("`{name}` is no stage; `{meant}` is"));
        let edit = Edit::replace(value.range, meant);
        let caution = "The image of that name may be meant";
        remark.fix(Fix::unsafe_because(caution, format!("Copy from `{meant}`"), [edit]));
    }
}
