//! Two texts line by line: what went, what came, and which characters differ within a changed line.
//!
//! Knows nothing of Docker and nothing of the page.

use std::ops::Range;

use dockerfile_playground::export::patch;

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// What happened to the line.
    pub(crate) kind: RowKind,
    /// Its number in the text before, counted from 1.
    pub(crate) before: Option<usize>,
    /// Its number in the text after, counted from 1.
    pub(crate) after: Option<usize>,
    /// The line without its line break.
    pub(crate) text: &'a str,
    /// The bytes of `text` that differ from the line it was changed from or to.
    pub(crate) changed: Option<Range<usize>>,
    /// The number of the hunk that it belongs to.
    pub(crate) hunk: Option<usize>,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Nothing.
    Kept,
    /// It stands only in the text before.
    Removed,
    /// It stands only in the text after.
    Added,
}

/// Lines of the two texts that differ, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// Lines that went.
    pub(crate) before: Range<usize>,
    /// Lines that came.
    pub(crate) after: Range<usize>,
}

/// Where `before` and `after` differ.
pub(crate) fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    // Counted from 1; where there is no line, the number is that of the line before.
    let lines = |start: usize, count: usize| {
        let start = if count == 0 { start } else { start - 1 };
        start..start + count
    };
    patch::hunks(before, after, 0)
        .into_iter()
        .map(|hunk| Hunk {
            before: lines(hunk.before_start, hunk.before_count),
            after: lines(hunk.after_start, hunk.after_count),
        })
        .collect()
}

/// `before` with only those hunks taken over from `after`, which must be in order.
pub(crate) fn with_hunks<'a>(before: &str, after: &str, hunks: impl Iterator<Item = &'a Hunk>) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let lines = |lines: &[&str], range: Range<usize>| lines.get(range).unwrap_or_default().concat();
    let mut text = String::with_capacity(before.len().max(after.len()));
    let mut done = 0;
    for hunk in hunks {
        text.push_str(&lines(&old, done..hunk.before.start));
        text.push_str(&lines(&new, hunk.after.clone()));
        done = hunk.before.end;
    }
    text.push_str(&lines(&old, done..old.len()));
    text
}

/// Every line of both texts in reading order, removed lines before added ones.
pub(crate) fn rows<'a>(before: &'a str, after: &'a str) -> Vec<Row<'a>> {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let mut rows = Vec::with_capacity(old.len().max(new.len()));
    let (mut at_old, mut at_new) = (0, 0);
    for (number, hunk) in hunks(before, after).into_iter().enumerate() {
        keep(&mut rows, &old, at_old..hunk.before.start, at_new);
        let pairs = hunk.before.len() == hunk.after.len();
        for line in hunk.before.clone() {
            let partner = if pairs { new.get(line - hunk.before.start + hunk.after.start) } else { None };
            let text = old.get(line).copied().unwrap_or_default();
            let changed = partner.and_then(|partner| difference(text, partner).map(|(here, _)| here));
            rows.push(Row {
                kind: RowKind::Removed,
                before: Some(line + 1),
                after: None,
                text,
                changed,
                hunk: Some(number),
            });
        }
        for line in hunk.after.clone() {
            let partner = if pairs { old.get(line - hunk.after.start + hunk.before.start) } else { None };
            let text = new.get(line).copied().unwrap_or_default();
            let changed = partner.and_then(|partner| difference(partner, text).map(|(_, here)| here));
            rows.push(Row {
                kind: RowKind::Added,
                before: None,
                after: Some(line + 1),
                text,
                changed,
                hunk: Some(number),
            });
        }
        (at_old, at_new) = (hunk.before.end, hunk.after.end);
    }
    keep(&mut rows, &old, at_old..old.len(), at_new);
    rows
}

fn keep<'a>(rows: &mut Vec<Row<'a>>, old: &[&'a str], lines: Range<usize>, after: usize) {
    for (nth, line) in lines.enumerate() {
        let text = old.get(line).copied().unwrap_or_default();
        let (before, after) = (Some(line + 1), Some(after + nth + 1));
        rows.push(Row { kind: RowKind::Kept, before, after, text, changed: None, hunk: None });
    }
}

/// The stretches in which two texts differ, after what they share in front and behind; `None` where they are equal or
/// share too little to be called a change.
pub(crate) fn difference(before: &str, after: &str) -> Option<(Range<usize>, Range<usize>)> {
    if before == after {
        return None;
    }
    let front = shared(before.chars().zip(after.chars()));
    let (old, new) = (&before[front..], &after[front..]);
    let behind = shared(old.chars().rev().zip(new.chars().rev()));
    let (old, new) = (front..before.len() - behind, front..after.len() - behind);
    let ranges = match (old.is_empty(), new.is_empty()) {
        (true, _) => {
            let new = at_word_start(after, new);
            (new.start..new.start, new)
        }
        (_, true) => {
            let old = at_word_start(before, old);
            (old.clone(), old.start..old.start)
        }
        _ => (old, new),
    };
    (front + behind > before.len().min(after.len()) / 3).then_some(ranges)
}

/// The same change told from the start of a word: in `a -x -y`, that `-x ` came is easier to read than that `x -` did.
fn at_word_start(text: &str, range: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (range.start, range.end);
    while start > 0 && bytes[start - 1].is_ascii() && bytes[start - 1] == bytes[end - 1] {
        if bytes[start - 1] == b' ' {
            return start..end;
        }
        start -= 1;
        end -= 1;
    }
    if start == 0 { start..end } else { range }
}

fn shared(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// The rows that differ and `context` lines around them; `None` stands for a gap.
pub(crate) fn excerpt(rows: Vec<Row<'_>>, context: usize) -> Vec<Option<Row<'_>>> {
    let changed: Vec<usize> = (0..rows.len()).filter(|&at| rows[at].kind != RowKind::Kept).collect();
    let near = |at: usize| {
        let next = changed.partition_point(|&other| other + context < at);
        changed.get(next).is_some_and(|&other| other <= at + context)
    };
    let mut result = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        if near(at) {
            result.push(Some(row));
        } else if result.last().is_some_and(Option::is_some) {
            result.push(None);
        }
    }
    if result.last().is_some_and(Option::is_none) {
        result.pop();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(before: &str, after: &str) -> String {
        let mut picture = String::new();
        for row in rows(before, after) {
            picture.push(match row.kind {
                RowKind::Kept => ' ',
                RowKind::Removed => '-',
                RowKind::Added => '+',
            });
            picture.push_str(row.text);
            picture.push('\n');
        }
        picture
    }

    #[test]
    fn removed_lines_stand_before_added_ones() {
        assert_eq!(picture("a\nb\nc\n", "a\nx\nc\nd\n"), " a\n-b\n+x\n c\n+d\n");
        assert_eq!(picture("", "a\n"), "+a\n");
        assert_eq!(picture("a\n", "a\n"), " a\n");
    }

    #[test]
    fn a_changed_line_tells_what_changed_in_it() {
        let rows = rows("ENV A=old\n", "ENV A=new\n");
        assert_eq!(rows[0].changed, Some(6..9));
        assert_eq!(rows[1].changed, Some(6..9));
    }

    #[test]
    fn characters_are_never_cut() {
        assert_eq!(difference("naïve é!", "naïve è!"), Some((7..9, 7..9)));
        assert_eq!(difference("same", "same"), None);
        assert_eq!(difference("abc", "xyz"), None);
    }

    #[test]
    fn what_came_starts_at_a_word() {
        assert_eq!(difference("pip install -r x", "pip install --no -r x"), Some((12..12, 12..17)));
        assert_eq!(difference("a b --c", "a b"), Some((3..7, 3..3)));
    }

    #[test]
    fn hunks_are_taken_one_by_one() {
        let (before, after) = ("a\nb\nc\nd", "x\na\nc\nd\ne\n");
        let hunks = hunks(before, after);
        let with = |some: &[usize]| with_hunks(before, after, some.iter().map(|&at| &hunks[at]));
        assert_eq!(with(&[]), before);
        assert_eq!(with(&[0]), "x\na\nb\nc\nd");
        assert_eq!(with(&[1]), "a\nc\nd");
        assert_eq!(with(&[2]), "a\nb\nc\nd\ne\n");
        assert_eq!(with(&[0, 1, 2]), after);
    }

    #[test]
    fn an_excerpt_shows_only_the_surroundings() {
        let before = "1\n2\n3\n4\n5\n6\n7\n";
        let after = "1\n2\n3\nx\n5\n6\n7\n";
        let shown = excerpt(rows(before, after), 1);
        let texts: Vec<&str> = shown.iter().map(|row| row.as_ref().map_or("…", |row| row.text)).collect();
        assert_eq!(texts, ["3", "4", "x", "5"]);
    }
}
