//! Files that are stored twice because their owner or mode changes in a later layer.

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, path::clean};
use crate::syntax::{Instruction, Keyword};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "ownership-changed-after-copy",
    codes: &[],
    topic: Topic::Files,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "A layer holds whole files: one changed bit of the metadata, and all of the content is in the image a \
          second time",
    help: "Give `--chown` or `--chmod` to the COPY",
    page: include_str!("../../docs/rules/ownership_changed_after_copy.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.shipped_code() {
        for invocation in code.script.effective_commands() {
            let Some(name) = invocation.base_name().filter(|it| matches!(*it, "chown" | "chmod")) else { continue };
            let operands = invocation.operands(&[]);
            let Some((value, paths)) = operands.split_first() else { continue };
            let workdir = &ctx.dockerfile.facts[index].workdir;
            let paths: Vec<String> = paths.iter().filter_map(|it| Some(absolute(workdir, it.literal()?))).collect();
            let copies = copies(ctx, index, name, &paths);
            let Some((line, _)) = copies.first() else { continue };
            let message = format!("`{name}` stores the files of line {} a second time", line.first_line);
            let remark = report.at(code.range(invocation.range()), message);
            let is_exact = paths.len() == 1 && copies.iter().all(|(_, destination)| *destination == paths[0]);
            let Some(value) = value.literal().filter(|it| is_exact && is_flag_value(name, it)) else { continue };
            remark.fixes.extend(fix(ctx, index, code, (name, value), &copies));
        }
    }
}

/// The copies above, from the build context or elsewhere, whose files are below one of the paths.
fn copies<'a>(ctx: &Context<'a>, index: usize, name: &str, paths: &[String]) -> Vec<(&'a Instruction, String)> {
    let stage = ctx.dockerfile.facts[index].stage.map(|stage| &ctx.dockerfile.stages[stage]);
    let above =
        stage.into_iter().flat_map(|stage| ctx.dockerfile.instructions(stage)).take_while(|(at, _)| *at < index);
    let copies = above.filter(|(_, it)| matches!(it.keyword, Keyword::Copy | Keyword::Add) && it.flag(name).is_none());
    let found = copies.filter_map(|(at, it)| {
        let destination = it.copy()?.destination.as_ref()?;
        let path = absolute(&ctx.dockerfile.facts[at].workdir, ctx.dockerfile.expand(at, destination));
        let is_below = |above: &String| {
            path.strip_prefix(above.as_str()).is_some_and(|rest| matches!(rest.bytes().next(), None | Some(b'/')))
        };
        paths.iter().any(is_below).then_some((it, path))
    });
    found.collect()
}

fn absolute(workdir: &str, path: &str) -> String {
    if path.starts_with('/') { clean(path) } else { clean(&format!("{workdir}/{path}")) }
}

/// COPY takes any owner, and modes as numbers in every version of the builder.
fn is_flag_value(name: &str, value: &str) -> bool {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":_-.".contains(&byte));
    if name == "chmod" { value.bytes().all(|byte| byte.is_ascii_digit()) } else { is_plain }
}

/// The flag for the copies, and no step of its own.
fn fix(
    ctx: &Context<'_>,
    index: usize,
    code: &Code,
    (name, value): (&str, &str),
    copies: &[(&Instruction, String)],
) -> Option<Fix> {
    let run = &ctx.dockerfile.tree.instructions[index];
    let is_alone = code.script.commands.len() == 1 && run.flags.is_empty() && run.heredocs.is_empty();
    let deleted = delete_instruction(ctx.dockerfile.tree, run).filter(|_| is_alone)?;
    let flag = |copy: &Instruction| Edit::insert(copy.keyword_word.range.end, format!(" --{name}={value}"));
    let edits = copies.iter().map(|(copy, _)| flag(copy)).chain([deleted]);
    let caution = "Files that other steps have made below the directory, and the directory itself, stay as they are";
    Some(Fix::unsafe_because(caution, format!("Copy with `--{name}={value}`"), edits))
}
