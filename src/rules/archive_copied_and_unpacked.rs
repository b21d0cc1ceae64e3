//! An archive that is copied and then unpacked.

use std::collections::HashMap;

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
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
        let mut packed: HashMap<&str, (usize, &Instruction, &Word)> = HashMap::new();
        for (index, instruction) in ctx.dockerfile.instructions(stage) {
            if instruction.keyword == Keyword::Copy && instruction.flag("from").is_none() {
                let archives =
                    instruction.copied_paths().filter(|it| ARCHIVES.iter().any(|end| it.text.ends_with(end)));
                let named = |it: &'_ Word| it.text.rfind('/').map_or(0, |slash| slash + 1);
                packed.extend(archives.map(|it| (&it.text[named(it)..], (index, instruction, it))));
            }
            let Some(code) = ctx.dockerfile.facts[index].code.as_ref() else { continue };
            for tar in code.script.effective_commands().filter(|it| unpacks(*it)) {
                for word in tar.arguments() {
                    let name = word.unquoted();
                    let copied = packed.remove(name.rsplit('/').next().unwrap_or_default());
                    let Some((at, copy, source)) = copied else { continue };
                    let line = instruction.first_line;
                    let message = format!("The archive stays in the image beside what line {line} unpacks");
                    let remark = report.at(source.range, message);
                    remark.fixes.extend(fix(ctx, (at, copy, source), (instruction, code, tar)));
                }
            }
        }
    }
}

fn unpacks(invocation: Invocation<'_>) -> bool {
    let first = invocation.arguments().first().map(|word| word.unquoted().into_owned()).unwrap_or_default();
    invocation.base_name() == Some("tar") && (first.contains('x') || invocation.has_flag("--extract"))
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
    let deleted = delete_instruction(ctx.dockerfile.tree, run);
    let add = Edit::replace(copy.keyword_word.range, "ADD");
    let target = Edit::replace(destination.range, format!("{}/", directory.trim_end_matches('/')));
    let caution = "The archive itself is in the image no longer";
    Some(Fix::unsafe_because(caution, "Unpack with `ADD`", [add, target, deleted]))
}
