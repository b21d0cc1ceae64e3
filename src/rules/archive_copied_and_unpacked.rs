//! An archive that is copied and then unpacked.

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, Stage};
use crate::shell::Invocation;
use crate::syntax::{Instruction, Keyword, Word};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "archive-copied-and-unpacked",
    codes: &["DL3010"],
    topic: Topic::Files,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The layer of the copy keeps the archive for good, whatever a later step removes",
    help: "Use `ADD archive directory/`, which unpacks, or mount the archive with `RUN --mount=type=bind`",
    page: include_str!("../../docs/rules/archive_copied_and_unpacked.md"),
    check,
};

/// Archives that ADD unpacks.
const ARCHIVES: &[&str] = &[".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for stage in ctx.dockerfile.target.into_iter().flat_map(|target| ctx.dockerfile.lineage(target)) {
        let copies = ctx
            .dockerfile
            .instructions(stage)
            .filter(|(_, it)| it.keyword == Keyword::Copy && it.flag("from").is_none());
        for (index, copy) in copies {
            for source in copy.copied_paths().filter(|it| ARCHIVES.iter().any(|end| it.text.ends_with(end))) {
                let name = source.text.rsplit('/').next().unwrap_or(&source.text);
                let Some((run, code, tar)) = unpacking(ctx, stage, index, name) else { continue };
                let line = run.first_line;
                let message = format!("The archive stays in the image beside what line {line} unpacks");
                let remark = report.at(source.range, message);
                remark.fixes.extend(fix(ctx, (index, copy, source), (run, code, tar)));
            }
        }
    }
}

/// The command below that unpacks the archive of that name.
fn unpacking<'a>(
    ctx: &'a Context<'_>,
    stage: &Stage,
    after: usize,
    name: &str,
) -> Option<(&'a Instruction, &'a Code, Invocation<'a>)> {
    let below = ctx.dockerfile.instructions(stage).filter(|(index, _)| *index > after);
    let mut found = below.filter_map(|(index, run)| {
        let code = ctx.dockerfile.facts[index].code.as_ref()?;
        let names_it =
            |it: &Invocation<'_>| it.arguments().iter().any(|word| word.unquoted().rsplit('/').next() == Some(name));
        let unpacks = |it: &Invocation<'_>| {
            let flags = it.arguments().first().map(|word| word.unquoted().into_owned()).unwrap_or_default();
            it.base_name() == Some("tar") && (flags.contains('x') || it.has_flag("--extract"))
        };
        Some((run, code, code.script.effective_commands().find(|it| unpacks(it) && names_it(it))?))
    });
    found.next()
}

/// ADD to the directory of a plain `tar -xf archive -C directory`, which is all that its step does.
fn fix(
    ctx: &Context<'_>,
    (index, copy, source): (usize, &Instruction, &Word),
    (run, code, tar): (&Instruction, &Code, Invocation<'_>),
) -> Option<Fix> {
    let destination = copy.copy()?.destination.as_ref()?;
    let is_alone = code.script.commands.len() == 1 && run.flags.is_empty() && copy.copy()?.sources.len() == 1;
    let is_plain = tar
        .arguments()
        .iter()
        .map(|it| it.unquoted().into_owned())
        .all(|it| !it.starts_with('-') || it.bytes().skip(1).all(|byte| b"xzjJvfC".contains(&byte)));
    let directory = match tar.flag_value(&["-C"]) {
        Some(value) if !value.text.contains('$') => value.text,
        Some(_) => return None,
        None => ctx.dockerfile.facts[index].workdir.to_string(),
    };
    if !is_alone || !is_plain || copy.copy()?.json || source.text.contains(['$', '*']) {
        return None;
    }
    let deleted = delete_instruction(ctx.dockerfile.tree, run)?;
    let add = Edit::replace(copy.keyword_word.range, "ADD");
    let target = Edit::replace(destination.range, format!("{}/", directory.trim_end_matches('/')));
    let caution = "The archive itself is in the image no longer";
    Some(Fix::unsafe_because(caution, "Unpack with `ADD`", [add, target, deleted]))
}
