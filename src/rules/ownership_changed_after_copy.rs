//! Files that are stored twice because their owner or mode changes in a later layer.

use std::collections::BTreeMap;

use super::rewrite::delete_instruction;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::context::ContextEntry;
use crate::model::{Code, path::clean};
use crate::syntax::Instruction;
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

/// More copies than these below one directory get no fix.
const MOST_COPIES: usize = 20;

/// Copies by where their files are, and by the number of the instruction.
type Copies<'a> = BTreeMap<(String, usize), &'a Instruction>;

fn check(ctx: &Context<'_>, report: &mut Report) {
    let shipped: BTreeMap<usize, &Code> = ctx.dockerfile.shipped_code().collect();
    for stage in &ctx.dockerfile.stages {
        let mut copies = Copies::new();
        for (index, instruction) in ctx.dockerfile.instructions(stage) {
            let destination = instruction.copy().and_then(|it| it.destination.as_ref());
            if let Some(destination) = destination {
                let path = absolute(&ctx.dockerfile.facts[index].workdir, ctx.dockerfile.expand(index, destination));
                copies.insert((path, index), instruction);
            } else if let Some(code) = shipped.get(&index) {
                run(ctx, report, (index, code), &copies);
            }
        }
    }
}

fn run(ctx: &Context<'_>, report: &mut Report, (index, code): (usize, &Code), copies: &Copies<'_>) {
    for invocation in code.script.effective_commands() {
        let Some(name) = invocation.base_name().filter(|it| matches!(*it, "chown" | "chmod")) else { continue };
        let operands = invocation.operands(&[]);
        let Some((value, [path])) = operands.split_first() else { continue };
        let Some(path) = path.literal().map(|it| absolute(&ctx.dockerfile.facts[index].workdir, it)) else { continue };
        let mut below = below(copies, name, &path);
        // Without `-R` one entry changes: of a directory, nothing that takes room.
        if !invocation.has_flag_of(&["-R", "--recursive"]) {
            below.retain(|(destination, copy)| *destination == path && is_large(ctx, copy));
        }
        let Some((_, line)) = below.first() else { continue };
        let message = format!("`{name}` stores the files of line {} a second time", line.first_line);
        let remark = report.at(code.range(invocation.range()), message);
        let is_exact = below.len() < MOST_COPIES && below.iter().all(|(destination, _)| *destination == path);
        let Some(value) = value.literal().filter(|it| is_exact && is_flag_value(name, it)) else { continue };
        remark.fixes.extend(fix(ctx, index, code, (name, value), &below));
    }
}

/// The copies whose files are below `path`, and which set no owner (mode) themselves.
fn below<'c, 'a>(copies: &'c Copies<'a>, name: &str, path: &str) -> Vec<(&'c str, &'a Instruction)> {
    let from = copies.range((path.to_owned(), 0)..).take_while(|((it, _), _)| it.starts_with(path));
    let is_below = |it: &str| path == "/" || matches!(it.as_bytes().get(path.len()), None | Some(b'/'));
    let found = from.filter(|((it, _), copy)| is_below(it) && copy.flag(name).is_none());
    found.map(|((it, _), copy)| (it.as_str(), *copy)).take(MOST_COPIES).collect()
}

/// From this size on, a file that is stored twice is worth a word.
const LARGE: usize = 1 << 20;

/// Whether the only source is known to be a large file.
fn is_large(ctx: &Context<'_>, copy: &Instruction) -> bool {
    let mut sources = copy.copied_paths();
    let (Some(source), None, None) = (sources.next(), sources.next(), copy.flag("from")) else { return false };
    let entry = ctx.project.files.get(source.text.trim_start_matches("./").trim_start_matches('/'));
    entry.and_then(ContextEntry::size).is_some_and(|size| size >= LARGE)
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
    copies: &[(&str, &Instruction)],
) -> Option<Fix> {
    let run = &ctx.dockerfile.tree.instructions[index];
    let is_alone = code.script.commands.len() == 1 && run.flags.is_empty() && run.heredocs.is_empty();
    let deleted = is_alone.then(|| delete_instruction(ctx.dockerfile.tree, run))?;
    let flag = |copy: &Instruction| Edit::insert(copy.keyword_word.range.end, format!(" --{name}={value}"));
    let edits = copies.iter().map(|(_, copy)| flag(copy)).chain([deleted]);
    let caution = "Files that other steps have made below the directory, and the directory itself, stay as they are";
    Some(Fix::unsafe_because(caution, format!("Copy with `--{name}={value}`"), edits))
}
