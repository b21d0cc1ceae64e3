//! A file that holds secrets, copied into the image by its name.

use std::collections::HashSet;

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::secret;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "secret-file-copied",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever can pull the image has the file; deleting it in a later step only hides it",
    help: "Mount it for the step that needs it with `RUN --mount=type=secret`, or hand it to the container when it starts",
    page: include_str!("../../docs/rules/secret_file_copied.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target else { return };
    let shipped: HashSet<usize> = ctx.dockerfile.lineage(target).map(|stage| stage.index).collect();
    for (index, instruction) in ctx.dockerfile.tree.instructions.iter().enumerate() {
        let is_shipped = ctx.dockerfile.facts[index].stage.is_some_and(|stage| shipped.contains(&stage));
        let is_copy = matches!(instruction.keyword, Keyword::Copy | Keyword::Add);
        let Some(copy) = instruction.copy().filter(|_| is_copy && is_shipped) else { continue };
        for source in copy.sources.iter().filter(|it| secret::is_secret_file(&it.text)) {
            report.at(source.range, format!("`{}` usually holds secrets", source.text));
        }
    }
}
