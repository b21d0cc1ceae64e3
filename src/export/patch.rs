//! The difference of two texts, line by line: as hunks for the page, as a unified diff for `git apply` and `patch`.

use std::fmt::Write as _;

use imara_diff::{Algorithm, Diff, InternedInput};

/// How many unchanged lines stand around a change in [`unified`].
pub const CONTEXT: usize = 3;

/// Lines that belong together: changes and the unchanged lines around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// First line in the old text, counted from 1; for no line, the number of the line before.
    pub before_start: usize,
    /// Number of lines of the old text.
    pub before_count: usize,
    /// First line in the new text, counted as `before_start`.
    pub after_start: usize,
    /// Number of lines of the new text.
    pub after_count: usize,
    /// The lines, in order; of a replacement, the old ones first.
    pub lines: Vec<DiffLine<'a>>,
}

/// One line of a [`Hunk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiffLine<'a> {
    /// What becomes of it.
    pub change: LineChange,
    /// The line with its line break, which only the last one of a text may lack.
    pub text: &'a str,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineChange {
    /// It stays.
    Same,
    /// It stands only in the old text.
    Removed,
    /// It stands only in the new text.
    Added,
}

impl LineChange {
    /// The first character of its line in a unified diff.
    pub const fn mark(self) -> char {
        match self {
            Self::Same => ' ',
            Self::Removed => '-',
            Self::Added => '+',
        }
    }
}

/// The changes from `before` to `after` with `context` unchanged lines around each; none for equal texts.
pub fn hunks<'a>(before: &'a str, after: &'a str, context: usize) -> Vec<Hunk<'a>> {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let lines = |range: std::ops::Range<u32>| range.start as usize..range.end as usize;
    let mut hunks: Vec<Open<'a>> = Vec::new();
    for change in diff.hunks() {
        let (removed, added) = (lines(change.before), lines(change.after));
        let joins = hunks.last().is_some_and(|open| removed.start <= open.before_end + 2 * context);
        if !joins {
            if let Some(open) = hunks.last_mut() {
                open.same(&old, context);
            }
            let lead = context.min(removed.start);
            hunks.push(Open {
                before_start: removed.start - lead,
                after_start: added.start - lead,
                before_end: removed.start - lead,
                lines: Vec::new(),
            });
        }
        let Some(open) = hunks.last_mut() else { continue };
        open.same(&old, removed.start - open.before_end);
        open.before_end = removed.end;
        open.lines.extend(old[removed].iter().map(|&text| DiffLine { change: LineChange::Removed, text }));
        open.lines.extend(new[added].iter().map(|&text| DiffLine { change: LineChange::Added, text }));
    }
    if let Some(open) = hunks.last_mut() {
        open.same(&old, context);
    }
    hunks.into_iter().map(Open::close).collect()
}

/// A hunk that may still grow; places count from 0.
struct Open<'a> {
    before_start: usize,
    after_start: usize,
    /// The line of the old text that comes next.
    before_end: usize,
    lines: Vec<DiffLine<'a>>,
}

impl<'a> Open<'a> {
    /// Adds the next `count` lines of the old text unchanged, as far as there are any.
    fn same(&mut self, old: &[&'a str], count: usize) {
        let end = (self.before_end + count).min(old.len());
        let same = old[self.before_end..end].iter().map(|&text| DiffLine { change: LineChange::Same, text });
        self.lines.extend(same);
        self.before_end = end;
    }

    fn close(self) -> Hunk<'a> {
        let count = |other: LineChange| self.lines.iter().filter(|line| line.change != other).count();
        let (before_count, after_count) = (count(LineChange::Added), count(LineChange::Removed));
        Hunk {
            before_start: self.before_start + usize::from(before_count > 0),
            before_count,
            after_start: self.after_start + usize::from(after_count > 0),
            after_count,
            lines: self.lines,
        }
    }
}

/// The unified diff from `before` to `after` of the file at `path`, as `git diff` writes it; empty for equal texts.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::export::patch;
///
/// let diff = patch::unified("FROM a\nRUN b\n", "FROM a\nRUN c", "Dockerfile");
/// assert_eq!(
///     diff,
///     "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n FROM a\n-RUN b\n+RUN c\n\\ No newline at end of file\n"
/// );
/// ```
pub fn unified(before: &str, after: &str, path: &str) -> String {
    let hunks = hunks(before, after, CONTEXT);
    let mut diff = String::new();
    if hunks.is_empty() {
        return diff;
    }
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let _ = writeln!(diff, "--- a/{path}\n+++ b/{path}");
    for hunk in hunks {
        let place = |start: usize, count: usize| match count {
            1 => start.to_string(),
            _ => format!("{start},{count}"),
        };
        let before = place(hunk.before_start, hunk.before_count);
        let after = place(hunk.after_start, hunk.after_count);
        let _ = writeln!(diff, "@@ -{before} +{after} @@");
        for line in hunk.lines {
            diff.push(line.change.mark());
            diff.push_str(line.text);
            if !line.text.ends_with('\n') {
                diff.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    diff
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines `1` to `last`.
    fn numbers(last: usize) -> String {
        (1..=last).fold(String::new(), |text, line| text + &line.to_string() + "\n")
    }

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(unified("a\n", "a\n", "f"), "");
        assert_eq!(unified("", "", "f"), "");
    }

    #[test]
    fn distant_changes_get_hunks_of_their_own() {
        let before = numbers(20);
        let after = before.replace("2\n3\n", "2\nx\n3\n").replace("19\n", "");
        let diff = unified(&before, &after, "/f");
        let want =
            "--- a/f\n+++ b/f\n@@ -1,5 +1,6 @@\n 1\n 2\n+x\n 3\n 4\n 5\n@@ -16,5 +17,4 @@\n 16\n 17\n 18\n-19\n 20\n";
        assert_eq!(diff, want);
    }

    #[test]
    fn near_changes_share_a_hunk() {
        let before = numbers(9);
        let after = before.replace("1\n", "a\n").replace("8\n", "b\n");
        assert_eq!(hunks(&before, &after, CONTEXT).len(), 1);
        assert_eq!(hunks(&before, &after, 2).len(), 2);
    }

    #[test]
    fn from_and_to_nothing() {
        assert_eq!(unified("", "a\n", "f"), "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n");
        assert_eq!(unified("a", "", "f"), "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n");
    }
}
