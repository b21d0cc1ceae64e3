//! A file that holds secrets, brought along by a copy of a whole directory.

use super::{Context, Elsewhere, Report, Rule, Severity, Topic};
use crate::model::ignore::literal_pattern;
use crate::model::secret;

pub(super) const RULE: Rule = Rule {
    name: "secret-file-in-broad-copy",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Error),
    converts: false,
    why: "Whoever can pull the image has the file, and nobody decided that it should be there",
    help: "Name it in `.dockerignore`",
    page: include_str!("../../docs/rules/secret_file_in_broad_copy.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let context = ctx.project.context();
    for copy in ctx.dockerfile.broad_copies() {
        let below = context.below(&copy.folder).iter();
        let files = below.filter(|node| node.entry.content().is_some() && secret::is_secret_file(&node.path));
        let found: Vec<&str> = files.map(|node| node.path.as_str()).collect();
        let Some(first) = found.first() else { continue };
        let more = if found.len() > 1 { format!(" and {} more", found.len() - 1) } else { String::new() };
        let remark =
            report.at(copy.source.range, format!("`{}` brings `{first}`{more} into the image", copy.source.text));
        let added: Vec<String> = found.iter().filter_map(|path| literal_pattern(path)).collect();
        let path = ctx.project.ignore_file_or_new();
        let lines = &added[..added.len().min(10)];
        remark.help(format!("Add to `{path}`, a line each: `{}`", lines.join("` `")));
        // Half of them would not remove the finding.
        if added.len() == found.len() {
            remark.elsewhere(Elsewhere { path, line: None, added });
        }
    }
}
