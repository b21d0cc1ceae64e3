//! Heredoc markers on a logical line, and where the documents end.

use std::collections::HashMap;

use crate::text::{LineIndex, TextRange};

/// `<<NAME`, `<<-NAME`, `3<<"NAME"`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// In logical offsets.
    pub(super) range: TextRange,
    pub(super) name: String,
    pub(super) quoted: bool,
    pub(super) strip_tabs: bool,
    pub(super) descriptor: u32,
}

/// The markers on `line`, in order. A line with an open quote has none, as for BuildKit's lexer.
pub(super) fn markers(line: &str) -> Vec<Marker> {
    let mut markers = Vec::new();
    let mut at = 0;
    loop {
        at += line[at..].len() - line[at..].trim_start().len();
        if at == line.len() {
            return markers;
        }
        let start = at;
        let Some(word) = word(line, start) else { return Vec::new() };
        at = word.end;
        let digits = word.of(line).len() - word.of(line).trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Some(rest) = line[start + digits..word.end].strip_prefix("<<") else { continue };
        let strip_tabs = rest.starts_with('-');
        let mut name_range = TextRange::new(word.end - rest.len() + usize::from(strip_tabs), word.end);
        if name_range.is_empty() {
            // Blanks may stand between `<<` and the delimiter.
            let name_start = at + line[at..].len() - line[at..].trim_start().len();
            let Some(next) = self::word(line, name_start) else { return Vec::new() };
            if next.is_empty() || next.of(line).starts_with('<') {
                continue;
            }
            name_range = next;
            at = next.end;
        }
        let raw = name_range.of(line);
        if raw.contains('<') {
            continue;
        }
        let name = unquote(raw);
        let descriptor = line[start..start + digits].parse().unwrap_or(0);
        let quoted = name != raw;
        markers.push(Marker { range: TextRange::new(start, name_range.end), name, quoted, strip_tabs, descriptor });
    }
}

/// The word from `start`, quoted blanks included; `None` where a quote stays open.
fn word(line: &str, start: usize) -> Option<TextRange> {
    let mut quote = None;
    let mut chars = line[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => {
                chars.next();
            }
            (_, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            (_, None) if c.is_whitespace() => return Some(TextRange::new(start, start + at)),
            _ => {}
        }
    }
    quote.is_none().then(|| TextRange::new(start, line.len()))
}

/// The delimiter that a marker's word stands for.
fn unquote(word: &str) -> String {
    let mut name = String::new();
    let mut quote = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None) => name.extend(chars.next()),
            ('\\', Some('"')) => match chars.peek() {
                Some('"' | '$' | '\\') => name.extend(chars.next()),
                _ => name.push(c),
            },
            (_, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            _ => name.push(c),
        }
    }
    name
}

/// For every line text, the last line that has it: tells in constant time whether a delimiter will come at all, so that
/// many unclosed heredocs do not each search to the end of the file.
pub(super) struct LastLines<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    /// As they are, and without the tabs before them; each is made when the first marker asks.
    plain: Option<HashMap<&'a str, usize>>,
    tabs_stripped: Option<HashMap<&'a str, usize>>,
}

impl<'a> LastLines<'a> {
    pub(super) fn new(text: &'a str, lines: &'a LineIndex) -> Self {
        Self { text, lines, plain: None, tabs_stripped: None }
    }

    /// Whether the delimiter of `marker` stands on `line` or later.
    pub(super) fn closes(&mut self, marker: &Marker, line: usize) -> bool {
        let Self { text, lines, plain, tabs_stripped } = self;
        let strips = marker.strip_tabs;
        let last = if strips { tabs_stripped } else { plain }.get_or_insert_with(|| {
            let content = |line| content(lines.line_range(line).of(text));
            let strip = |it: &'a str| if strips { it.trim_start_matches('\t') } else { it };
            (1..=lines.line_count()).map(|line| (strip(content(line)), line)).collect()
        });
        last.get(marker.name.as_str()).is_some_and(|&last| last >= line)
    }
}

/// A line without its line break.
pub(super) fn content(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let seen: Vec<_> = markers(line)
            .into_iter()
            .map(|it| {
                let mut seen = format!("{}={}", it.range.of(line), it.name);
                if it.quoted {
                    seen.push_str(" quoted");
                }
                if it.strip_tabs {
                    seen.push_str(" strip");
                }
                if it.descriptor > 0 {
                    seen.push_str(&format!(" fd{}", it.descriptor));
                }
                seen
            })
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn markers_in_all_spellings() {
        check("RUN <<A cat <<-B 3<<C", &["<<A=A", "<<-B=B strip", "3<<C=C fd3"]);
        check("RUN <<'a b' <<\"c\" <<d\\'e", &["<<'a b'=a b quoted", "<<\"c\"=c quoted", "<<d\\'e=d'e quoted"]);
        check("RUN << EOF > x", &["<< EOF=EOF"]);
        check("RUN <<- EOF", &["<<- EOF=EOF strip"]);
        check("RUN << -EOF", &["<< -EOF=-EOF"]);
        check("COPY <<$A /x", &["<<$A=$A"]);
    }

    #[test]
    fn what_is_no_marker() {
        check("RUN cat <<< EOF", &[]);
        check("RUN \"<<EOF\" '<<EOF'", &[]);
        check("RUN <<'EOF", &[]);
        check("RUN <<", &[]);
        check("RUN cat<<EOF", &[]);
        // BuildKit reads an arithmetic shift as a heredoc too.
        check("RUN echo $((1 << 2)) <<", &["<< 2))=2))"]);
    }
}
