//! A variable of a front end that is set where no bundler sees it.

use std::cell::LazyCell;

use super::rewrite::{delete_instruction, insert_line_before};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Base, baked_prefix};
use crate::syntax::{Instruction, KeyValue, Keyword};

pub(super) const RULE: Rule = Rule {
    name: "front-end-variable-too-late",
    codes: &[],
    topic: Topic::Environment,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The bundler writes the value of such a variable into the JavaScript files when it runs; nothing reads it later",
    help: "Set it before the build, as `ARG` with `--build-arg` or as `ENV`, in the stage that builds",
    page: include_str!("../../docs/rules/front_end_variable_too_late.md"),
    check,
};

/// Servers of files, which read no variables of a front end.
const FILE_SERVERS: &[&str] = &["nginx", "nginx-unprivileged", "httpd", "caddy"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let bundlings = ctx.dockerfile.bundlings();
    let known = ctx.dockerfile.names_for_bundlers(&bundlings);
    // Reads the whole file, which is once too often for most.
    let stages = LazyCell::new(|| Stages::new(ctx));
    for (index, instruction) in ctx.dockerfile.tree.instructions.iter().enumerate() {
        let stage = ctx.dockerfile.facts[index].stage.filter(|&it| ctx.dockerfile.is_reachable(it));
        let Some(stage) = stage.filter(|_| matches!(instruction.keyword, Keyword::Env | Keyword::Arg)) else {
            continue;
        };
        for pair in instruction.pairs() {
            let name = pair.key.text.as_str();
            let is_literal = pair.value.as_ref().is_some_and(|it| !it.text.is_empty() && !it.text.contains('$'));
            let given = known.get(name).copied();
            // A bare `ARG` of the build may be passed, but then the value here is another one for nothing.
            let is_known = given.is_some_and(|has_value| has_value || !is_literal);
            let baked = baked_prefix(name).filter(|it| it.is_final && !is_known);
            let Some(baked) = baked else { continue };
            let is_judged = stages.serve_files[stage] || !bundlings.is_empty();
            if !is_judged || stages.write_at_start[stage] {
                break;
            }
            let seen = bundlings.partition_point(|&run| run < index);
            let is_behind = seen > 0 && ctx.dockerfile.facts[bundlings[seen - 1]].stage == Some(stage);
            let message = if is_behind {
                format!("`{name}` is set after the build that should have read it")
            } else if given.is_some() {
                format!("`{name}` has its value here only, and the build has an `ARG` without one")
            } else {
                format!("`{name}` is set in a stage that bundles nothing")
            };
            let remark = report.at(pair.range, message);
            remark
                .why(format!("{} writes its value into the files that it bundles; nothing reads it later", baked.tool));
            let fix = if given.is_some() { None } else { earlier(ctx, &bundlings, instruction, pair) };
            remark.fixes.extend(fix);
        }
    }
}

/// What is known of each stage.
struct Stages {
    /// Whether its image serves files, and reads no variables of a front end.
    serve_files: Vec<bool>,
    /// Whether a script of the stage may write variables into the files when the container starts, as many people do.
    write_at_start: Vec<bool>,
}

impl Stages {
    fn new(ctx: &Context<'_>) -> Self {
        const HINTS: &[&str] = &["entrypoint", "envsubst", "env.sh", "env-config", "import-meta-env", "/templates"];
        let (mut serve_files, mut write_at_start) = (Vec::new(), Vec::new());
        for stage in &ctx.dockerfile.stages {
            serve_files.push(match &stage.base {
                Base::Image(image) => FILE_SERVERS.contains(&image.name()),
                Base::Stage(below) => serve_files[*below],
                _ => false,
            });
            write_at_start.push(ctx.dockerfile.instructions(stage).any(|(_, it)| {
                let text = it.body.text();
                it.keyword == Keyword::Entrypoint || HINTS.iter().any(|hint| text.contains(hint))
            }));
        }
        Self { serve_files, write_at_start }
    }
}

/// Moves a line that sets nothing else to the front of the build.
fn earlier(ctx: &Context<'_>, bundlings: &[usize], line: &Instruction, pair: &KeyValue) -> Option<Fix> {
    let tree = ctx.dockerfile.tree;
    let [run] = bundlings else { return None };
    let has_variable = pair.value.as_ref().is_some_and(|value| value.text.contains('$'));
    if line.pairs().len() != 1 || has_variable || line.first_line != line.last_line {
        return None;
    }
    let text = line.range.of(&tree.text);
    let edits = [insert_line_before(tree, &tree.instructions[*run], text), delete_instruction(tree, line)];
    let caution = "The value is final for every place where the image runs, and a build for another one needs another";
    Some(Fix::unsafe_because(caution, format!("Set `{}` before the build", pair.key.text), edits))
}
