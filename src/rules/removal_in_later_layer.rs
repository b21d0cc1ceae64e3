//! A removal that cannot make the image smaller.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Code, path::clean};
use crate::shell::{Invocation, Word};

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
    let shipped: Vec<(usize, &Code)> = ctx.dockerfile.shipped_code().collect();
    for (at, &(index, code)) in shipped.iter().enumerate() {
        for invocation in code.script.effective_commands().filter(|it| it.base_name() == Some("rm")) {
            let removed = |word: &&Word| Some(absolute(ctx, index, word.literal()?));
            for (word, path) in invocation.operands(&[]).iter().filter_map(|it| Some((*it, removed(it)?))) {
                let made_here = makes(code, &path, Some(invocation));
                let line = copied(ctx, index, &path).or_else(|| {
                    let maker = shipped[..at].iter().find(|(_, code)| makes(code, &path, None));
                    maker.map(|(at, _)| ctx.dockerfile.tree.instructions[*at].first_line)
                });
                let Some(line) = line.filter(|_| !made_here && !ctx.dockerfile.is_mounted(index, &path)) else {
                    continue;
                };
                let name = word.unquoted();
                let name = name.rsplit('/').find(|it| !it.is_empty()).unwrap_or_default();
                let message = format!("`{name}` stays in the image, in the layer of line {line}");
                let message = if message.chars().count() < 90 {
                    message
                } else {
                    format!("The file stays in the layer of line {line}")
                };
                report.at(code.range(word.range), message);
            }
        }
    }
}

fn absolute(ctx: &Context<'_>, index: usize, path: &str) -> String {
    if path.starts_with('/') { clean(path) } else { clean(&format!("{}/{path}", ctx.dockerfile.facts[index].workdir)) }
}

/// The line of a COPY or ADD, above in the same stage, that brings the very file or directory.
fn copied(ctx: &Context<'_>, index: usize, path: &str) -> Option<usize> {
    let stage = &ctx.dockerfile.stages[ctx.dockerfile.facts[index].stage?];
    let mut above = ctx.dockerfile.instructions(stage).take_while(|(at, _)| *at < index);
    above.find_map(|(at, instruction)| {
        let copy = instruction.copy()?;
        let destination = copy.destination.as_ref()?;
        let target = absolute(ctx, at, ctx.dockerfile.expand(at, destination));
        let is_inside = |source: &str| {
            let name = source.rsplit('/').next().unwrap_or(source);
            clean(&format!("{target}/{name}")) == path
        };
        let is_it = (target == path && path != "/") || copy.sources.iter().any(|it| is_inside(&it.text));
        is_it.then_some(instruction.first_line)
    })
}

/// Whether a download or an archiver writes the file: its path is the value of an output flag or of a redirection.
fn makes(code: &Code, path: &str, before: Option<Invocation<'_>>) -> bool {
    let is_earlier = |it: &Invocation<'_>| before.is_none_or(|end| it.range().start < end.range().start);
    code.script.effective_commands().filter(is_earlier).any(|it| {
        let output = it.flag_value(&["-o", "-O", "--output", "--output-document", "--out"]);
        let targets = it.command().redirections.iter().filter_map(|it| it.target.as_ref());
        let written = targets.map(|word| word.unquoted().into_owned()).chain(output.map(|it| it.text));
        written.into_iter().any(|it| it.starts_with('/') && clean(&it) == path)
    })
}
