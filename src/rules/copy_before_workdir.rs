//! Files copied to a relative path where no WORKDIR says what it is relative to.

use super::rewrite::{line_break, with_comments};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Base;
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "copy-before-workdir",
    codes: &["DL3045"],
    topic: Topic::Files,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "They land in the directory that the base image happens to have, mostly `/`, among the files of the system",
    help: "Set `WORKDIR` first, or write an absolute path",
    page: include_str!("../../docs/rules/copy_before_workdir.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for stage in &ctx.dockerfile.stages {
        let has_workdir = ctx.dockerfile.lineage(stage.index).any(|it| {
            let sets = |index: usize| tree.instructions[index].keyword == Keyword::Workdir;
            it.index != stage.index && it.instructions.clone().any(sets)
        });
        let base = ctx.dockerfile.lineage(stage.index).last();
        let is_clear = base.is_none_or(|it| it.base == Base::Scratch || ctx.project.images.contains_key(&it.base_text));
        if has_workdir || is_clear {
            continue;
        }
        let before = ctx.dockerfile.instructions(stage).take_while(|(_, it)| it.keyword != Keyword::Workdir);
        let mut relative = before.filter_map(|(index, it)| {
            let destination = it.copy()?.destination.as_ref()?;
            let path = ctx.dockerfile.expand(index, destination).trim_matches(['"', '\'']);
            let is_drive = path.get(1..2) == Some(":");
            (!path.starts_with(['/', '\\', '$']) && !is_drive).then_some((it, destination))
        });
        // The first one tells; its fix serves all.
        let Some((instruction, destination)) = relative.next() else { continue };
        let remark = report.at(destination.range, "No `WORKDIR` says what this path is relative to");
        let start = with_comments(tree, instruction).start;
        let edit = Edit::insert(start, format!("WORKDIR /app{}", line_break(tree)));
        let caution = "All that follows, and the container, start in /app then";
        remark.fix(Fix::unsafe_because(caution, "Set `WORKDIR /app`", [edit]));
    }
}
