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
    // Whether each stage says at its end where it is, or starts from what is known.
    let mut clear: Vec<bool> = Vec::new();
    for stage in &ctx.dockerfile.stages {
        let is_clear = match stage.base {
            Base::Stage(base) => clear[base],
            Base::Scratch => true,
            _ => ctx.project.images.contains_key(&stage.base_text),
        };
        let has_workdir = || ctx.dockerfile.instructions(stage).any(|(_, it)| it.keyword == Keyword::Workdir);
        clear.push(is_clear || has_workdir());
        if is_clear {
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
