//! Which reasons stand behind which changed lines.

use std::ops::Range;

use dockerfile_playground::convert::Change;
use dockerfile_playground::text::{LineIndex, TextRange};

use crate::page::diff::Hunk;

/// For each hunk the numbers of the changes behind it, in the order of the changes. A change whose lines lie in no hunk
/// is given to the nearest one, so that no reason is lost.
pub(super) fn by_hunk(before: &str, after: &str, hunks: &[Hunk], changes: &[Change]) -> Vec<Vec<usize>> {
    let (old, new) = (LineIndex::new(before), LineIndex::new(after));
    let mut result = vec![Vec::new(); hunks.len()];
    for (number, change) in changes.iter().enumerate() {
        let (gone, come) = (lines(&old, change.before), lines(&new, change.after));
        let distance = |hunk: &Hunk| apart(&hunk.before, &gone).min(apart(&hunk.after, &come));
        let touched: Vec<usize> = (0..hunks.len()).filter(|&at| distance(&hunks[at]) == 0).collect();
        if touched.is_empty() {
            let nearest = (0..hunks.len()).min_by_key(|&at| distance(&hunks[at]));
            result.iter_mut().skip(nearest.unwrap_or(0)).take(1).for_each(|it| it.push(number));
        }
        for at in touched {
            result[at].push(number);
        }
    }
    result
}

/// The hunks that must be taken together with one of them, in order: a change may reach over several.
pub(super) fn together(assigned: &[Vec<usize>], hunk: usize) -> Vec<usize> {
    let mut taken = vec![hunk];
    let mut next = 0;
    while let Some(&at) = taken.get(next) {
        next += 1;
        let shares = |other: &[usize]| other.iter().any(|change| assigned[at].contains(change));
        let more: Vec<usize> =
            (0..assigned.len()).filter(|other| !taken.contains(other) && shares(&assigned[*other])).collect();
        taken.extend(more);
    }
    taken.sort_unstable();
    taken
}

/// The lines of a range, counted from 0; an empty range has none but a place.
fn lines(index: &LineIndex, range: TextRange) -> Range<usize> {
    let first = index.line(range.start).saturating_sub(1);
    if range.is_empty() { first..first } else { first..index.line(range.end - 1) }
}

/// How many lines lie between two stretches; 0 if they share one, 1 if they only touch.
fn apart(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.start < b.end && b.start < a.end {
        return 0;
    }
    1 + if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::diff::hunks;

    fn change(before: (usize, usize), after: (usize, usize)) -> Change {
        let (title, why) = (String::new(), String::new());
        let (before, after) = (TextRange::new(before.0, before.1), TextRange::new(after.0, after.1));
        Change { rule: "r", title, why, before, after }
    }

    #[test]
    fn each_hunk_gets_its_own_reasons() {
        let before = "FROM a\nRUN x\nCMD y --reload\n";
        let after = "FROM b\nRUN x\nENV A=1\nCMD y\n";
        let changes = [
            change((5, 6), (5, 6)),
            // An insertion before CMD: nothing goes.
            change((13, 13), (13, 21)),
            change((18, 27), (26, 26)),
        ];
        let hunks = hunks(before, after);
        assert_eq!(by_hunk(before, after, &hunks, &changes), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn hunks_of_one_change_stay_together() {
        let assigned = [vec![0], vec![1], vec![1, 2], vec![], vec![2]];
        assert_eq!(together(&assigned, 0), [0]);
        assert_eq!(together(&assigned, 1), [1, 2, 4]);
        assert_eq!(together(&assigned, 3), [3]);
    }

    #[test]
    fn no_reason_is_lost() {
        let (before, after) = ("FROM a\nRUN x\n", "FROM b\nRUN x\n");
        let hunks = hunks(before, after);
        assert_eq!(by_hunk(before, after, &hunks, &[change((11, 12), (11, 12))]), [vec![0]]);
        assert!(by_hunk(before, before, &[], &[change((0, 1), (0, 1))]).is_empty());
    }
}
