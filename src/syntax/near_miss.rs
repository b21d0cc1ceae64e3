/// The first of `candidates` with the least edit distance to `word`, where that is 1 or 2 and less than the word is
/// long. Letter case does not count.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const MOST: usize = 2;
    let word: Vec<char> = word.chars().take(64).map(|c| c.to_ascii_lowercase()).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if word.len().abs_diff(candidate.chars().take(64).count()) > MOST {
            continue;
        }
        let other: Vec<char> = candidate.chars().take(64).map(|c| c.to_ascii_lowercase()).collect();
        let distance = distance(&word, &other);
        if distance <= MOST && distance < word.len() && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; half of all typing
/// errors are swaps, so one counts as one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &left) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, &right) in b.iter().enumerate() {
            let mut least = (row[j] + usize::from(left != right)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && left == b[j - 1] && a[i - 1] == right {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_is_near() {
        let keywords = ["ADD", "FROM", "COPY", "RUN"];
        assert_eq!(nearest("FORM", keywords), Some("FROM"));
        assert_eq!(nearest("rnu", keywords), Some("RUN"));
        assert_eq!(nearest("COPPY", keywords), Some("COPY"));
        assert_eq!(nearest("XYZW", keywords), None);
        assert_eq!(nearest("a", keywords), None);
    }
}
