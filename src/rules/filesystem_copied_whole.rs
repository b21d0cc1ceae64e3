//! A copy of everything that a stage has.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::Base;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "filesystem-copied-whole",
    codes: &["DL3067"],
    topic: Topic::Files,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "All of the other stage gets into the image, compilers and caches included, and its files replace those of \
          this system",
    help: "Copy the files that the program needs; or start `FROM` the other stage",
    page: include_str!("../../docs/rules/filesystem_copied_whole.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, copy_line) in ctx.dockerfile.all(Keyword::Copy) {
        let Some(copy) = copy_line.copy().filter(|_| copy_line.flag("from").is_some()) else { continue };
        let stage = ctx.dockerfile.facts[index].stage;
        // Onto nothing, it makes one layer of many on purpose.
        let base = stage.and_then(|stage| ctx.dockerfile.lineage(stage).last());
        let is_squash = base.is_some_and(|it| it.base == Base::Scratch);
        let is_root = |path: &str| path.trim_matches(['"', '\'']) == "/";
        let source = copy.sources.iter().find(|it| is_root(ctx.dockerfile.expand(index, it)));
        let to_root = copy.destination.as_ref().is_some_and(|it| is_root(ctx.dockerfile.expand(index, it)));
        if let Some(source) = source.filter(|_| to_root && !is_squash) {
            report.at(source.range, "Everything of the other stage is copied over this one");
        }
    }
}
