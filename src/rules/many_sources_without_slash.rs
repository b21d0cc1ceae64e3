//! Several sources and a destination that is not written as a directory.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "many-sources-without-slash",
    codes: &["DL3021"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Only a directory can hold several files: where there is none of that name yet, the build fails",
    help: "End the destination with `/`",
    page: include_str!("../../docs/rules/many_sources_without_slash.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, instruction) in ctx.dockerfile.tree.instructions.iter().enumerate() {
        let Some(copy) = instruction.copy() else { continue };
        let Some(destination) = copy.destination.as_ref().filter(|_| copy.sources.len() > 1) else { continue };
        let path = ctx.dockerfile.expand(index, destination);
        if path.ends_with(['/', '\\']) || matches!(path, "" | "." | "..") || path.ends_with("/.") {
            continue;
        }
        let keyword = if instruction.keyword == Keyword::Add { "added" } else { "copied" };
        let count = copy.sources.len();
        let remark = report.at(destination.range, format!("{count} files are {keyword} to what may be no directory"));
        let text = destination.range.of(&ctx.dockerfile.tree.text);
        let quote = usize::from(text.ends_with(['"', '\'']));
        let edit = Edit::insert(destination.range.end - quote, "/");
        remark.fix(Fix::safe("End it with `/`", [edit]));
    }
}
