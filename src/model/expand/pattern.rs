//! The globs of `${v#glob}` and its relatives: only `*` and `?`, neither of which matches a line break.

/// One element of a glob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Char(char),
    AnyChar,
    AnyText,
}

/// A glob that was read.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

impl Pattern {
    /// Reads a glob. `\` must stand before `*`, `?` or `\` to make them plain; before `}` and `/` it vanishes, as it
    /// was only needed to write them inside braces. Anything else after `\` is an error.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::with_capacity(text.len());
        let mut chars = text.chars();
        while let Some(char) = chars.next() {
            pieces.push(match char {
                '*' => Piece::AnyText,
                '?' => Piece::AnyChar,
                '\\' => Piece::Char(chars.next().filter(|next| matches!(next, '*' | '?' | '\\' | '}' | '/'))?),
                _ => Piece::Char(char),
            });
        }
        Some(Self { pieces })
    }

    /// The glob that matches the reversed texts.
    pub(super) fn reversed(mut self) -> Self {
        self.pieces.reverse();
        self
    }

    /// How many steps a search in a value of `chars` characters may take.
    pub(super) fn cost(&self, chars: usize) -> usize {
        (self.pieces.len() + 1).saturating_mul(chars + 1)
    }
}

/// A search for one pattern in one value: backtracking that visits no state twice, so it is linear in
/// [`Pattern::cost`] and uses one bit per state.
pub(super) struct Search<'a> {
    pieces: &'a [Piece],
    value: &'a [char],
    prefers_long: bool,
    /// The states, piece and place, from which no match was found so far.
    dead: Vec<u64>,
    touched: Vec<usize>,
}

impl<'a> Search<'a> {
    /// Prepares to search; `prefers_long` decides how much `*` tries to take first.
    pub(super) fn new(pattern: &'a Pattern, value: &'a [char], prefers_long: bool) -> Self {
        let states = pattern.cost(value.len());
        Self { pieces: &pattern.pieces, value, prefers_long, dead: vec![0; states.div_ceil(64)], touched: Vec::new() }
    }

    /// The end of the match that starts at `start`.
    pub(super) fn match_at(&mut self, start: usize) -> Option<usize> {
        let mut open = vec![(0, start)];
        while let Some((piece, at)) = open.pop() {
            if piece == self.pieces.len() {
                return Some(at);
            }
            if !self.visit(piece, at) {
                continue;
            }
            let next = self.value.get(at).copied();
            match self.pieces[piece] {
                Piece::Char(char) if next == Some(char) => open.push((piece + 1, at + 1)),
                Piece::AnyChar if next.is_some_and(|char| char != '\n') => open.push((piece + 1, at + 1)),
                Piece::AnyText => {
                    let longer = next.filter(|char| *char != '\n').map(|_| (piece, at + 1));
                    let states = [Some((piece + 1, at)), longer];
                    // The last state pushed is the first one tried.
                    if self.prefers_long {
                        open.extend(states.into_iter().flatten());
                    } else {
                        open.extend(states.into_iter().rev().flatten());
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The first match at or after `start`: its start and end.
    pub(super) fn find(&mut self, start: usize) -> Option<(usize, usize)> {
        (start..=self.value.len()).find_map(|at| Some((at, self.match_at(at)?)))
    }

    /// Forgets the states of a search that succeeded, so that the next one may pass through them.
    pub(super) fn reset(&mut self) {
        for state in self.touched.drain(..) {
            self.dead[state / 64] = 0;
        }
    }

    fn visit(&mut self, piece: usize, at: usize) -> bool {
        let state = piece * (self.value.len() + 1) + at;
        let (word, bit) = (state / 64, 1 << (state % 64));
        let is_new = self.dead[word] & bit == 0;
        if is_new {
            self.dead[word] |= bit;
            self.touched.push(state);
        }
        is_new
    }
}

/// The ranges of all matches that a replacement of all replaces, in order. An empty match right after another match
/// does not count (Go's `ReplaceAllString`).
pub(super) fn all_matches(pattern: &Pattern, value: &[char]) -> Vec<(usize, usize)> {
    let mut search = Search::new(pattern, value, true);
    let mut matches = Vec::new();
    let (mut from, mut last_end) = (0, 0);
    while let Some((start, end)) = search.find(from) {
        search.reset();
        if end > last_end || start == 0 {
            matches.push((start, end));
        }
        last_end = end;
        from = end.max(from + 1);
        if from > value.len() {
            break;
        }
    }
    matches
}

/// The new text of one replacement of all: Go reads `$0` and `${0}` in it as the match, `$$` as `$`, and other names
/// as nothing, because no glob has groups.
pub(super) fn fill_template(template: &str, matched: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            text.push('$');
            rest = after;
            continue;
        }
        let braced = after.strip_prefix('{');
        let body = braced.unwrap_or(after);
        let name = &body[..body.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(body.len())];
        let end = if braced.is_some() { body[name.len()..].strip_prefix('}') } else { Some(&body[name.len()..]) };
        if let Some(end) = end.filter(|_| !name.is_empty()) {
            text.push_str(if name == "0" { matched } else { "" });
            rest = end;
        } else {
            text.push('$');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}
