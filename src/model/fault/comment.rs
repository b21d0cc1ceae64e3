//! `#` where it begins no comment: behind arguments, behind the escape character, or before further lines of a command.

use super::{Fault, FaultKind, Line, array};
use crate::syntax::json::{self, Json};
use crate::syntax::{Arguments, CommandLine, Keyword, Logical, Word};
use crate::text::{Edit, TextRange};

pub(super) fn find(line: Line<'_>) -> Option<Fault> {
    if let Some(range) = behind_escape(line) {
        return Some(moved(line, range, FaultKind::CommentBehindEscape, false));
    }
    if let Some(range) = over_lines(line) {
        return Some(moved(line, range, FaultKind::CommentOverLines, true));
    }
    let range = behind_arguments(line)?;
    Some(moved(line, range, FaultKind::Comment, true))
}

/// The comment on a line above the instruction.
fn moved(line: Line<'_>, range: TextRange, kind: FaultKind, with_blanks: bool) -> Fault {
    let fault = line.fault(range, kind);
    let text = line.text();
    let is_one_line = !range.of(text).contains('\n');
    let Some(above) = line.comment_above(range.of(text)).filter(|_| is_one_line) else { return fault };
    let kept = text[..range.start].trim_end().len();
    let start = if with_blanks || line.outer.first_line == line.outer.head_line { kept } else { range.start };
    fault.meant(vec![above, Edit::delete(TextRange::new(start, range.end))])
}

/// `RUN a \ # note`, where the line below was meant to belong to it.
fn behind_escape(line: Line<'_>) -> Option<TextRange> {
    let tree = line.dockerfile.tree;
    let next = tree.instructions.get(line.index + 1)?;
    if next.first_line != line.outer.head_line + 1
        || (next.keyword != Keyword::Unknown && !is_indented(line, next.first_line))
    {
        return None;
    }
    let last = tree.lines.line_range(line.outer.head_line);
    let content = last.of(&tree.text).trim_end();
    let (before, at) = content.rmatch_indices('#').find_map(|(at, _)| {
        let before = content[..at].strip_suffix([' ', '\t'])?.trim_end();
        Some((before.strip_suffix(tree.escape)?, at))
    })?;
    before.ends_with([' ', '\t']).then(|| TextRange::new(last.start + at, last.start + content.len()))
}

fn is_indented(line: Line<'_>, number: usize) -> bool {
    line.dockerfile.tree.lines.line_range(number).of(line.text()).starts_with([' ', '\t'])
}

/// A comment of the shell with further lines of the instruction in it.
fn over_lines(line: Line<'_>) -> Option<TextRange> {
    let code = line.shell_code().filter(|_| line.inner.heredocs.is_empty())?;
    let tree = line.dockerfile.tree;
    let (first, range) = code.script.comments.iter().find_map(|comment| {
        let range = code.range(*comment);
        let first = tree.lines.line(range.start);
        (first < tree.lines.line(range.end)).then_some((first, range))
    })?;
    let end = tree.lines.line_range(first).of(&tree.text).trim_end().len() + tree.lines.line_range(first).start;
    let text = &tree.text[range.start..end];
    let text = text.strip_suffix(tree.escape)?.trim_end();
    // `# a && \` is a command that was put away; what was meant of the rest is not plain, but it is no comment.
    Some(TextRange::new(range.start, range.start + text.len()))
}

fn behind_arguments(line: Line<'_>) -> Option<TextRange> {
    let inner = line.inner;
    match &inner.arguments {
        _ if array::candidate(line).is_some() => behind_array(array::candidate(line)?),
        Arguments::Copy(copy) if !copy.json => {
            let words: Vec<&Word> = copy.sources.iter().chain(&copy.destination).collect();
            in_words(line, &words, 2)
        }
        Arguments::List { words, json: false } => in_words(line, &words.iter().collect::<Vec<_>>(), 1),
        Arguments::Pairs { pairs, legacy: false } => {
            let first = pairs.iter().skip(1).find(|pair| pair.key.text.starts_with('#'))?;
            Some(TextRange::new(first.range.start, end(&inner.body)))
        }
        Arguments::Pairs { legacy: true, .. } if inner.keyword == Keyword::Env => {
            let at = inner.body.text().find(" # ")?;
            let is_text = inner.body.text()[at + 3..].starts_with(|c: char| c.is_alphabetic());
            let is_value = inner.body.text()[..at].contains([' ', '\t']) && !is_quoted(&inner.body.text()[..at]);
            (is_text && is_value).then(|| to_end(&inner.body, at + 1))
        }
        Arguments::Single(_) if inner.keyword != Keyword::Maintainer => in_text(&inner.body),
        Arguments::From(_) => in_text(&inner.body),
        Arguments::Healthcheck(health) if health.command.is_some() && health.kind.text.eq_ignore_ascii_case("NONE") => {
            health.body.text().starts_with('#').then(|| to_end(&health.body, 0))
        }
        Arguments::Command(CommandLine::Shell { .. }) if inner.keyword == Keyword::Shell => in_text(&inner.body),
        _ => None,
    }
}

fn end(body: &Logical) -> usize {
    body.source_end(body.text().len())
}

fn to_end(body: &Logical, at: usize) -> TextRange {
    body.source_range(TextRange::new(at, body.text().len()))
}

fn is_quoted(before: &str) -> bool {
    before.matches('"').count() % 2 == 1 || before.matches('\'').count() % 2 == 1
}

/// `#` as the beginning of a word behind another one.
fn in_text(body: &Logical) -> Option<TextRange> {
    let text = body.text();
    let at = text.match_indices('#').map(|(at, _)| at).find(|&at| text[..at].ends_with([' ', '\t']))?;
    (!is_quoted(&text[..at])).then(|| to_end(body, at))
}

/// From the first word that begins with `#`, behind `fewest` others.
fn in_words(line: Line<'_>, words: &[&Word], fewest: usize) -> Option<TextRange> {
    let first = words.iter().skip(fewest).find(|word| word.text.starts_with('#'))?;
    let is_file = line.dockerfile.project.files.contains_key(first.text.as_str());
    (!is_file).then(|| TextRange::new(first.range.start, end(&line.inner.body)))
}

/// `["a"] # note`
fn behind_array(body: &Logical) -> Option<TextRange> {
    let text = body.text();
    let bracket = text.match_indices(']').map(|(at, _)| at).find(|&at| text[at + 1..].trim_start().starts_with('#'))?;
    let at = text.len() - text[bracket + 1..].trim_start().len();
    matches!(json::read(&text[..=bracket]), Json::Strings(_)).then(|| to_end(body, at))
}
