//! Which stage and which RUN of a file is which of an edited one.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::model::Dockerfile;
use crate::syntax::Keyword;

/// For each stage of `after` the stage of `before` that it is taken to be: the one of that name, else the one at that
/// place, if no other claims it.
pub(super) fn stages(before: &Dockerfile, after: &Dockerfile) -> Vec<Option<usize>> {
    let names = before.stages.iter().filter_map(|stage| Some((stage.name.as_deref()?, stage.index)));
    let by_name: HashMap<&str, usize> = names.collect();
    let named = after.stages.iter().map(|stage| stage.name.as_deref().and_then(|name| by_name.get(name).copied()));
    let named: Vec<Option<usize>> = named.collect();
    let mut claimed: HashSet<usize> = named.iter().copied().flatten().collect();
    let mut pairs = named;
    // The last stage is the image, wherever others were added.
    let ends = pairs.len().checked_sub(1).zip(before.stages.len().checked_sub(1));
    for (index, place) in ends.into_iter().chain((0..pairs.len()).map(|index| (index, index))) {
        if pairs[index].is_none() && place < before.stages.len() && claimed.insert(place) {
            pairs[index] = Some(place);
        }
    }
    pairs
}

/// For each RUN of `after` the RUN of `before` that it is taken to be: one with the same text in the paired stage, else
/// the next one there that is left.
pub(super) fn runs(before: &Dockerfile, after: &Dockerfile) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    for (number, paired) in stages(before, after).into_iter().enumerate() {
        let Some(paired) = paired else { continue };
        let mut same: HashMap<&str, VecDeque<usize>> = HashMap::new();
        let mut open = Vec::new();
        for index in runs_of(before, paired) {
            same.entry(text(before, index)).or_default().push_back(index);
        }
        for index in runs_of(after, number) {
            match same.get_mut(text(after, index)).and_then(VecDeque::pop_front) {
                Some(run) => drop(pairs.insert(index, run)),
                None => open.push(index),
            }
        }
        let mut left: Vec<usize> = same.into_values().flatten().collect();
        left.sort_unstable();
        pairs.extend(open.into_iter().zip(left));
    }
    pairs
}

fn runs_of<'d>(dockerfile: &'d Dockerfile, stage: usize) -> impl Iterator<Item = usize> + 'd {
    let instructions = dockerfile.instructions(&dockerfile.stages[stage]);
    instructions.filter(|(_, instruction)| instruction.keyword == Keyword::Run).map(|(index, _)| index)
}

/// The command with its heredocs.
fn text<'d>(dockerfile: &Dockerfile<'d>, index: usize) -> &'d str {
    let instruction = &dockerfile.tree.instructions[index];
    &dockerfile.tree.text[instruction.keyword_word.range.end..instruction.range.end]
}
