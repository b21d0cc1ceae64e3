//! One finding for what several tools say of the same instruction.

use std::collections::HashMap;

use super::{Context, Finding};
use crate::text::TextRange;

/// Joins findings of one matter: those of one instruction, and those of one rule that the same change removes, as of
/// two CMDs one tool names the first and another the second. Our own come first and keep their words; what an original
/// says of the same is heard once, with every name that it has.
pub(super) fn merge(context: &Context<'_>, ours: Vec<Finding>, originals: Vec<Finding>) -> Vec<Finding> {
    let instructions = &context.dockerfile.tree.instructions;
    let place = |finding: &Finding| instructions.partition_point(|it| it.range.start <= finding.span.start.offset);
    let mut known: HashMap<(usize, &'static str), usize> = HashMap::new();
    let mut removed: HashMap<(&'static str, TextRange), usize> = HashMap::new();
    let mut merged: Vec<Finding> = Vec::with_capacity(ours.len() + originals.len());
    let count = ours.len();
    for (nth, finding) in ours.into_iter().chain(originals).enumerate() {
        let place = place(&finding);
        let names: Vec<&'static str> = finding.codes.iter().copied().chain([finding.rule]).collect();
        let change = finding.fixes.first().and_then(|fix| Some((finding.rule, fix.edits.first()?.range)));
        let same = change.and_then(|it| removed.get(&it).copied());
        let same = same.or_else(|| names.iter().find_map(|name| known.get(&(place, *name)).copied()));
        // One tool may say the same twice, of two places in the instruction.
        if let Some(at) = same.filter(|&at| nth >= count && (at < count || merged[at].codes != finding.codes)) {
            join(&mut merged[at], finding);
            continue;
        }
        for name in names {
            known.entry((place, name)).or_insert(merged.len());
        }
        if let Some(change) = change {
            removed.entry(change).or_insert(merged.len());
        }
        merged.push(finding);
    }
    merged
}

fn join(into: &mut Finding, other: Finding) {
    for code in other.codes {
        if !into.codes.contains(&code) {
            into.codes.push(code);
        }
    }
    into.elsewhere = into.elsewhere.take().or(other.elsewhere);
    into.breaks = into.breaks.or(other.breaks);
    if into.fixes.is_empty() {
        into.fixes = other.fixes;
    }
}
