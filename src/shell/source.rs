//! Where a text that was decoded before being read (a back-quoted command, the argument of `sh -c`) stands in the
//! text that the person wrote.

use crate::text::TextRange;

/// A stretch of the inner text and the outer range that it came from.
#[derive(Clone, Debug)]
struct Segment {
    inner: usize,
    outer: TextRange,
    /// Byte for byte the same; otherwise the whole outer range stands for every byte of the segment.
    verbatim: bool,
}

/// Maps byte offsets of an inner text to ranges of the outermost text.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceMap {
    segments: Vec<Segment>,
}

impl SourceMap {
    /// The map of a text of `len` bytes that is itself the outermost text.
    pub(super) fn identity(len: usize) -> Self {
        Self { segments: vec![Segment { inner: 0, outer: TextRange::new(0, len), verbatim: true }] }
    }

    /// Adds a stretch, starting at `inner`, that is byte for byte the text at `outer`.
    pub(super) fn push_verbatim(&mut self, inner: usize, outer: TextRange) {
        self.segments.push(Segment { inner, outer, verbatim: true });
    }

    /// Adds a stretch, starting at `inner`, that has no byte-for-byte origin: all of it stands for `outer`.
    pub(super) fn push_opaque(&mut self, inner: usize, outer: TextRange) {
        self.segments.push(Segment { inner, outer, verbatim: false });
    }

    /// Adds a stretch, starting at `inner`, that copies `range` of the text that `parent` maps.
    pub(super) fn push_copy(&mut self, inner: usize, parent: &Self, range: TextRange) {
        let first = parent.segments.partition_point(|segment| segment.inner <= range.start).saturating_sub(1);
        for (index, segment) in parent.segments.iter().enumerate().skip(first) {
            if segment.inner >= range.end {
                break;
            }
            let next = parent.segments.get(index + 1).map_or(usize::MAX, |next| next.inner);
            let start = segment.inner.max(range.start);
            let at = inner + (start - range.start);
            if segment.verbatim {
                self.push_verbatim(at, parent.range(start, next.min(range.end)));
            } else {
                self.push_opaque(at, segment.outer);
            }
        }
    }

    /// The outer range of the inner bytes `start..end`.
    pub(super) fn range(&self, start: usize, end: usize) -> TextRange {
        let outer_start = self.start(start);
        if start >= end {
            return TextRange::empty(outer_start);
        }
        TextRange::new(outer_start, self.end(end).max(outer_start))
    }

    fn start(&self, offset: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.inner <= offset);
        self.segments.get(after.saturating_sub(1)).map_or(0, |segment| {
            let distance = if segment.verbatim { offset.saturating_sub(segment.inner) } else { 0 };
            segment.outer.start + distance.min(segment.outer.len())
        })
    }

    fn end(&self, offset: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.inner < offset);
        self.segments.get(after.saturating_sub(1)).map_or(0, |segment| {
            let distance = if segment.verbatim { offset.saturating_sub(segment.inner) } else { segment.outer.len() };
            segment.outer.start + distance.min(segment.outer.len())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::text::TextRange;

    #[test]
    fn maps_through_gaps_and_levels() {
        // Outer `a\"b`, inner `a"b`: the backslash at 1 is gone.
        let mut map = SourceMap::default();
        map.push_verbatim(0, TextRange::new(0, 1));
        map.push_verbatim(1, TextRange::new(2, 4));
        assert_eq!(map.range(0, 1), TextRange::new(0, 1));
        assert_eq!(map.range(1, 2), TextRange::new(2, 3));
        assert_eq!(map.range(0, 3), TextRange::new(0, 4));
        let mut inner = SourceMap::default();
        inner.push_copy(0, &map, TextRange::new(0, 3));
        assert_eq!(inner.range(1, 3), TextRange::new(2, 4));
        assert_eq!(inner.range(3, 3), TextRange::empty(4));
    }

    #[test]
    fn an_opaque_stretch_stands_for_its_whole_origin() {
        let mut map = SourceMap::default();
        map.push_opaque(0, TextRange::new(5, 9));
        map.push_verbatim(1, TextRange::new(9, 11));
        assert_eq!(map.range(0, 1), TextRange::new(5, 9));
        assert_eq!(map.range(0, 2), TextRange::new(5, 10));
    }
}
