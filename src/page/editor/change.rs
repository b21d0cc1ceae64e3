//! The one stretch in which two texts differ, and where places of the old text are in the new one.

use dockerfile_playground::text::TextRange;

/// One replacement that turns an old text into a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// What goes, in bytes of the old text.
    pub(crate) old: TextRange,
    /// What comes, in bytes of the new text.
    pub(crate) new: TextRange,
}

/// The smallest single replacement that turns `old` into `new`; `None` for equal texts.
pub(crate) fn between(old: &str, new: &str) -> Option<Change> {
    if old == new {
        return None;
    }
    let front = boundary(old, count_equal(old.bytes().zip(new.bytes())), false);
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let behind = count_equal(old_rest.bytes().rev().zip(new_rest.bytes().rev()));
    let old_end = boundary(old, old.len() - behind, true);
    let new_end = new.len() - (old.len() - old_end);
    Some(Change { old: TextRange::new(front, old_end), new: TextRange::new(front, new_end) })
}

fn count_equal(pairs: impl Iterator<Item = (u8, u8)>) -> usize {
    pairs.take_while(|(a, b)| a == b).count()
}

/// The nearest start of a character at or before `offset`, or at or behind it.
fn boundary(text: &str, mut offset: usize, up: bool) -> usize {
    while !text.is_char_boundary(offset) {
        if up { offset += 1 } else { offset -= 1 }
    }
    offset
}

impl Change {
    /// Where `offset` of the old text is in the new one; what was replaced is at the end of what came.
    pub(crate) fn follow(self, offset: usize) -> usize {
        if offset <= self.old.start {
            offset
        } else if offset >= self.old.end {
            offset - self.old.end + self.new.end
        } else {
            self.new.end
        }
    }

    /// Where a range of the old text is in the new one; `None` if nothing of it is left.
    pub(crate) fn follow_range(self, range: TextRange) -> Option<TextRange> {
        if self.old.encloses(range) && !self.old.is_empty() {
            return None;
        }
        let start =
            if range.start >= self.old.end { self.follow(range.start) } else { range.start.min(self.old.start) };
        let end = if range.end > self.old.start { self.follow(range.end) } else { range.end };
        Some(TextRange::new(start, end.max(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, from: (usize, usize), to: (usize, usize)) {
        let change = between(old, new).expect("the texts differ");
        assert_eq!(change.old, TextRange::new(from.0, from.1), "{old:?} to {new:?}");
        assert_eq!(change.new, TextRange::new(to.0, to.1), "{old:?} to {new:?}");
        let mut text = old.to_owned();
        text.replace_range(change.old.start..change.old.end, change.new.of(new));
        assert_eq!(text, new);
    }

    #[test]
    fn finds_the_smallest_replacement() {
        check("FROM a\n", "FROM ab\n", (6, 6), (6, 7));
        check("RUN a\nRUN b\n", "RUN b\n", (4, 10), (4, 4));
        check("aa", "aaa", (2, 2), (2, 3));
        check("", "x", (0, 0), (0, 1));
        check("é", "è", (0, 2), (0, 2));
        check("xé", "xã", (1, 3), (1, 3));
        assert_eq!(between("same", "same"), None);
    }

    #[test]
    fn places_follow_an_insertion() {
        let change = between("RUN b\n", "RUN abc b\n").expect("the texts differ");
        assert_eq!(change.follow(2), 2);
        assert_eq!(change.follow(6), 10);
        assert_eq!(change.follow_range(TextRange::new(0, 3)), Some(TextRange::new(0, 3)));
        assert_eq!(change.follow_range(TextRange::new(0, 5)), Some(TextRange::new(0, 9)));
    }

    #[test]
    fn what_was_replaced_is_gone() {
        let change = between("one two three", "one three").expect("the texts differ");
        assert_eq!(change.follow_range(TextRange::new(5, 8)), None);
        assert_eq!(change.follow_range(TextRange::new(0, 3)), Some(TextRange::new(0, 3)));
    }
}
