//! Where a build stops, and which steps it never gets to.
//!
//! What the builder refuses in the text stops it before the first step. A file that is missing stops it at the step that
//! takes it: the steps above are built and kept, those behind and the stages that need them are not. A pattern that
//! matches nothing is no error to BuildKit.

use std::collections::HashSet;

use super::build::{Build, BuiltStep, Files};
use super::digest::Digest;
use super::reason::Reason;
use super::report::Stop;
use super::selection::{Selected, Selector};
use crate::syntax::SyntaxError;

/// Where a build stops.
#[derive(Debug)]
pub(super) struct Stopped {
    /// As it is told.
    pub(super) stop: Stop,
    /// For each instruction whether the build never gets to it.
    pub(super) behind: Vec<bool>,
    /// The results that there would be.
    pub(super) lost: HashSet<Digest>,
}

/// Where the build stops, if it does.
pub(super) fn stopped(build: &Build<'_>, has_all_files: bool) -> Option<Stopped> {
    let mut stopped = refused(build).or_else(|| if has_all_files { missing(build) } else { None })?;
    let lost = build.steps.iter().zip(&stopped.behind).filter(|(_, is_behind)| **is_behind);
    stopped.lost = lost.filter_map(|(step, _)| Some(step.as_ref()?.id)).collect();
    Some(stopped)
}

/// The first error that the builder meets before it builds anything.
fn refused(build: &Build<'_>) -> Option<Stopped> {
    let dockerfile = &build.dockerfile;
    let tree = dockerfile.tree;
    // The last instruction that begins at or before a place.
    let instruction = |error: &SyntaxError| {
        tree.instructions.partition_point(|it| it.range.start <= error.range.start).checked_sub(1)
    };
    // A stage that is not built may hold what it wants, but for what cannot be read and the name of its base.
    let counts = |error: &&SyntaxError| {
        let stage = instruction(error).and_then(|index| Some((index, dockerfile.facts[index].stage?)));
        stage.is_none_or(|(index, stage)| tree.instructions[index].from().is_some() || build.is_built(stage))
    };
    let errors = tree.errors.iter().chain(dockerfile.errors.iter().filter(counts));
    let error = errors.min_by_key(|error| error.range.start)?;
    let has_triggers = build.recipe.is_trigger.contains(&true);
    let line = instruction(error).filter(|_| has_triggers).map(|index| build.recipe.lines[index]);
    let line = line.unwrap_or_else(|| tree.lines.line(error.range.start));
    let stop = Stop { line, because: error.message.clone() };
    Some(Stopped { stop, behind: vec![true; tree.instructions.len()], lost: HashSet::new() })
}

/// The first step that takes a file which is not in its context.
fn missing(build: &Build<'_>) -> Option<Stopped> {
    let dockerfile = &build.dockerfile;
    let mut first = None;
    let mut behind = vec![false; build.steps.len()];
    let mut ends_behind = vec![false; dockerfile.stages.len()];
    for stage in &dockerfile.stages {
        let mut is_behind = matches!(stage.base, crate::model::Base::Stage(base) if ends_behind[base]);
        for index in stage.instructions.clone() {
            let inputs = build.steps[index].iter().flat_map(|step| &step.inputs);
            let needs = |files| matches!(files, Files::Stage(stage, _) if ends_behind[stage]);
            is_behind |= inputs.into_iter().any(|input| needs(input.files));
            behind[index] = is_behind;
            let missing = build.steps[index].as_ref().filter(|_| !is_behind).and_then(|step| missing_file(build, step));
            if let Some(reason) = missing {
                let keyword = dockerfile.tree.instructions[index].keyword.as_str();
                let stop = Stop { line: build.recipe.lines[index], because: reason.sentence(keyword) };
                first.get_or_insert(stop);
                is_behind = true;
            }
        }
        ends_behind[stage.index] = is_behind;
    }
    Some(Stopped { stop: first?, behind, lost: HashSet::new() })
}

/// A file that the step copies or mounts from a context, which is not there. Of a project without files nothing is
/// known.
pub(super) fn missing_file(build: &Build<'_>, step: &BuiltStep) -> Option<Reason> {
    let inputs = step.inputs.iter().filter_map(|input| match input.files {
        Files::Context(context) => Some((&build.contexts[context], &input.selectors)),
        _ => None,
    });
    let mut missing = inputs.filter(|(context, _)| !context.is_unknown()).filter_map(|(context, selectors)| {
        let is_missing =
            |selector: &&Selector| !selector.is_filter() && matches!(context.select(selector), Selected::Missing);
        selectors.iter().find(is_missing)
    });
    missing.next().map(|selector| Reason::Missing { path: selector.path.clone() })
}
