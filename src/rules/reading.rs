//! A file with a line that was meant otherwise has two readings: as it is, and as it was meant. What is offered for the
//! rest of the file has to be right in both.

use std::collections::HashSet;

use super::{Context, Finding, Fix};
use crate::model::{Dockerfile, FaultKind};
use crate::project::Project;
use crate::syntax;
use crate::text::{Edit, TextRange, apply};

/// Takes away every fix that touches a line which was meant otherwise, and those elsewhere that the rules would not offer
/// if it were as it was meant; `read` tells the findings of a file.
pub(super) fn hold(context: &Context<'_>, findings: &mut [Finding], read: impl Fn(&Context<'_>) -> Vec<Finding>) {
    let dockerfile = context.dockerfile;
    // A misspelled keyword is read as it was meant, too.
    let has_suggestion = dockerfile.tree.errors.iter().any(|error| error.suggestion.is_some());
    if dockerfile.faults.is_empty() && !has_suggestion {
        return;
    }
    let mending: HashSet<&[Edit]> = dockerfile.faults.iter().map(|fault| fault.meant.as_slice()).collect();
    let is_mending = |fix: &Fix| mending.contains(fix.edits.as_slice());
    let touched = touched(dockerfile);
    let is_touched = |edit: &Edit| {
        let after = touched.partition_point(|range| range.end < edit.range.start);
        touched.get(after).is_some_and(|range| range.start <= edit.range.end)
    };
    for finding in findings.iter_mut() {
        finding.fixes.retain(|fix| is_mending(fix) || !fix.edits.iter().any(is_touched));
    }
    if findings.iter().all(|finding| finding.fixes.iter().all(is_mending)) {
        return;
    }
    let edits = edits(dockerfile);
    let grown = grown(&edits);
    let Ok(text) = apply(&dockerfile.tree.text, &edits) else { return };
    let project = Project { dockerfile: text, ..context.project.clone() };
    let tree = syntax::parse(&project.dockerfile);
    let meant = Dockerfile::resolve(&tree, &project);
    let offered: HashSet<(&str, Vec<Edit>)> =
        read(&Context { dockerfile: &meant, project: &project, settings: context.settings })
            .into_iter()
            .flat_map(|finding| finding.fixes.into_iter().map(move |fix| (finding.rule, fix.edits)))
            .collect();
    for finding in findings.iter_mut() {
        let rule = finding.rule;
        finding.fixes.retain(|fix| is_mending(fix) || offered.contains(&(rule, moved(fix, &edits, &grown))));
    }
}

/// The lines that no other fix may touch, in order.
fn touched(dockerfile: &Dockerfile<'_>) -> Vec<TextRange> {
    let mut all: Vec<usize> = dockerfile.faults.iter().map(|fault| fault.instruction).collect();
    all.extend(dockerfile.faults.iter().filter_map(|fault| match fault.kind {
        FaultKind::CommandWithoutEffect(entrypoint) => Some(entrypoint),
        _ => None,
    }));
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|index| dockerfile.tree.instructions[index].range).collect()
}

/// What makes the file what was meant. Where that is not plain, the line is left out: at least, what is offered elsewhere
/// must not rest on it.
fn edits(dockerfile: &Dockerfile<'_>) -> Vec<Edit> {
    let tree = dockerfile.tree;
    let mut edits: Vec<Edit> = Vec::new();
    let suggested = tree.errors.iter().chain(&dockerfile.errors).filter_map(|error| {
        let text = error.suggestion.as_ref()?;
        Some(vec![Edit::replace(error.range, text.clone())])
    });
    let meant = dockerfile.faults.iter().map(|fault| {
        let whole = tree.instructions[fault.instruction].range;
        if fault.meant.is_empty() { vec![Edit::delete(whole)] } else { fault.meant.clone() }
    });
    for group in meant.chain(suggested) {
        let fits = group.iter().all(|edit| {
            let next = edits.partition_point(|it| it.range.end < edit.range.start);
            edits.get(next).is_none_or(|it| edit.range.end < it.range.start)
        });
        if fits {
            for edit in group {
                let at = edits.partition_point(|it| it.range < edit.range);
                edits.insert(at, edit);
            }
        }
    }
    edits
}

/// For each edit, how many bytes all up to it add (the first number) and take away.
fn grown(edits: &[Edit]) -> Vec<(usize, usize)> {
    let sizes = edits.iter().map(|edit| (edit.text.len(), edit.range.len()));
    sizes
        .scan((0, 0), |sum, (more, less)| {
            *sum = (sum.0 + more, sum.1 + less);
            Some(*sum)
        })
        .collect()
}

/// The edits of a fix where they would stand after `edits`, none of which they touch.
fn moved(fix: &Fix, edits: &[Edit], grown: &[(usize, usize)]) -> Vec<Edit> {
    let place = |offset: usize| {
        let before = edits.partition_point(|edit| edit.range.end <= offset);
        let (more, less) = before.checked_sub(1).map_or((0, 0), |last| grown[last]);
        (offset + more).saturating_sub(less)
    };
    let range = |range: TextRange| TextRange::new(place(range.start), place(range.end));
    fix.edits.iter().map(|edit| Edit::replace(range(edit.range), edit.text.clone())).collect()
}
