//! A removal that cannot make the image smaller.

use std::collections::HashMap;

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::path::clean;
use crate::shell::Invocation;
use crate::syntax::{Instruction, Keyword};

pub(super) const RULE: Rule = Rule {
    name: "removal-in-later-layer",
    codes: &[],
    topic: Topic::Files,
    dev: None,
    prod: Some(Severity::Warning),
    converts: false,
    why: "Layers only add: the file stays in the image, is pulled with it, and can be read by whoever unpacks the \
          layers",
    help: "Remove it in the step that makes it, or bring it with `RUN --mount=type=bind`",
    page: include_str!("../../docs/rules/removal_in_later_layer.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let mut stages: Vec<_> = ctx.dockerfile.target.into_iter().flat_map(|it| ctx.dockerfile.lineage(it)).collect();
    stages.reverse();
    // The line of the layer that holds a file.
    let mut stored: HashMap<String, usize> = HashMap::new();
    for (index, instruction) in stages.into_iter().flat_map(|stage| ctx.dockerfile.instructions(stage)) {
        if instruction.keyword == Keyword::Run {
            run(ctx, report, (index, instruction), &mut stored);
        } else {
            stored.extend(copied(ctx, index, instruction).map(|path| (path, instruction.first_line)));
        }
    }
}

/// Reports what the step removes too late, and notes what it leaves.
fn run(
    ctx: &Context<'_>,
    report: &mut Report,
    (index, instruction): (usize, &Instruction),
    stored: &mut HashMap<String, usize>,
) {
    let Some(code) = ctx.dockerfile.facts[index].code.as_ref() else { return };
    let mut made: HashMap<String, usize> = HashMap::new();
    for invocation in code.script.effective_commands() {
        made.extend(written(invocation).map(|path| (path, instruction.first_line)));
        if invocation.base_name() != Some("rm") {
            continue;
        }
        for word in invocation.operands(&[]) {
            let Some(path) = word.literal().map(|it| absolute(ctx, index, it)) else { continue };
            let is_made_here = made.remove(&path).is_some();
            let line = stored.get(&path).filter(|_| !is_made_here && !ctx.dockerfile.is_mounted(index, &path));
            let Some(line) = line else { continue };
            let name = path.rsplit('/').next().unwrap_or_default();
            let message = format!("`{name}` stays in the image, in the layer of line {line}");
            let is_short = message.chars().count() < 90;
            let message = if is_short { message } else { format!("The file stays in the layer of line {line}") };
            report.at(code.range(word.range), message);
        }
    }
    stored.extend(made);
}

fn absolute(ctx: &Context<'_>, index: usize, path: &str) -> String {
    if path.starts_with('/') { clean(path) } else { clean(&format!("{}/{path}", ctx.dockerfile.facts[index].workdir)) }
}

/// Where the files of a COPY or ADD are: at the destination itself, or below it by their names.
fn copied(ctx: &Context<'_>, index: usize, instruction: &Instruction) -> impl Iterator<Item = String> {
    let target = instruction.copy().and_then(|copy| copy.destination.as_ref());
    let target = target.map(|word| absolute(ctx, index, ctx.dockerfile.expand(index, word)));
    let inside = target.clone().into_iter().flat_map(|target| {
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        instruction.copied_paths().map(move |source| clean(&format!("{target}/{}", name(&source.text))))
    });
    target.clone().into_iter().chain(inside).filter(|path| path != "/").collect::<Vec<_>>().into_iter()
}

/// The files that a command writes: the value of an output flag, and the targets of redirections.
fn written(invocation: Invocation<'_>) -> impl Iterator<Item = String> {
    let output = invocation.flag_value(&["-o", "-O", "--output", "--output-document", "--out"]);
    let targets = invocation.command().redirections.iter().filter_map(|it| it.target.as_ref());
    let written = targets.map(|word| word.unquoted().into_owned()).chain(output.map(|it| it.text));
    written.filter(|it| it.starts_with('/')).map(|it| clean(&it))
}
