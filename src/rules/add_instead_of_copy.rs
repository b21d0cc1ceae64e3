//! ADD where COPY does the same.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "add-instead-of-copy",
    codes: &["DL3020"],
    topic: Topic::Files,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: "ADD also downloads and unpacks, depending on the name; a reader has to check which one happens, and a \
          renamed file changes it",
    help: "Use `COPY`",
    page: include_str!("../../docs/rules/add_instead_of_copy.md"),
    check,
};

/// What ADD unpacks, by the ends of names (Dockerfile reference, "Adding local tar archives").
const ARCHIVES: &[&str] = &[".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".lzma", ".Z"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, add) in ctx.dockerfile.all(Keyword::Add) {
        let Some(copy) = add.copy().filter(|it| !it.sources.is_empty() && it.destination.is_some()) else { continue };
        let needs_add = ["checksum", "keep-git-dir", "unpack"].iter().any(|name| add.flag(name).is_some());
        let is_local = copy.sources.iter().all(|it| is_local(ctx.dockerfile.expand(index, it)));
        if needs_add || !is_local || !add.heredocs.is_empty() {
            continue;
        }
        let word = &add.keyword_word;
        let remark = report.at(word.range, "`ADD` does nothing here that `COPY` does not");
        // A pattern or a variable may stand for an archive.
        if copy.sources.iter().all(|it| !it.text.contains(['*', '?', '[', '$'])) {
            let keyword = if word.text == "add" { "copy" } else { "COPY" };
            remark.fix(Fix::safe("Use `COPY`", [Edit::replace(word.range, keyword)]));
        }
    }
}

fn is_local(source: &str) -> bool {
    let is_archive = ARCHIVES.iter().any(|end| source.trim_end_matches(['"', '\'']).ends_with(end));
    !source.contains("://") && !source.starts_with("git@") && !source.starts_with("github.com/") && !is_archive
}
