//! An instruction below a line that ends in the escape character.

use std::collections::HashMap;

use super::plausible::{Likeness, likeness};
use super::{Fault, FaultKind, Line};
use crate::shell::{CommandId, Connector};
use crate::syntax::{CommandLine, Keyword, SyntaxTree};
use crate::text::{Edit, TextRange};

/// Commands whose arguments are any words at all.
const WRITERS: &[&str] = &["echo", "printf", "print", "expr", "test", "[", "logger"];

/// A line of a continued instruction that begins with the name of an instruction.
struct Candidate {
    keyword: Keyword,
    /// Where it begins in the file.
    at: usize,
    /// The line above that is continued into it, without blanks at its end.
    above: TextRange,
    /// Whether it begins no further right than the instruction, or behind a blank line.
    is_apart: bool,
    /// It and what follows, up to the next candidate, as one line.
    text: String,
}

/// The faults of an instruction of several lines.
pub(super) fn find(line: Line<'_>, faults: &mut Vec<Fault>) {
    let tree = line.dockerfile.tree;
    let stage = line.dockerfile.facts[line.index].stage.map(|stage| &line.dockerfile.stages[stage]);
    let is_windows = stage.is_some_and(|it| it.is_windows) && tree.escape == '\\';
    let is_exec = matches!(line.command(), Some((CommandLine::Exec { .. }, _)));
    if is_exec || (line.outer.first_line == line.outer.head_line && !is_windows) {
        return;
    }
    let (candidates, paths) = candidates(line, is_windows);
    let words = if candidates.is_empty() { HashMap::new() } else { words(line) };
    let is_quoted = quoted(line, &candidates);
    for (it, is_quoted) in candidates.into_iter().zip(is_quoted) {
        let likeness = likeness(&it.text);
        let is_like = likeness == Likeness::Sure || (likeness == Likeness::Some && it.is_apart);
        let removed = match line.shell_code() {
            Some(_) => words.get(&it.at).and_then(|place| removed(line, &it, *place)),
            None => (!is_quoted).then(|| removed_escape(tree, &it)),
        };
        let Some(removed) = removed.filter(|_| is_like) else { continue };
        let escape = TextRange::new(it.above.end - tree.escape.len_utf8(), it.above.end);
        if paths.iter().any(|path| path.end == it.above.end) {
            let is_first = !faults.iter().any(is_path_fault);
            faults.push(windows(line, escape, Some(it.keyword), is_first));
            continue;
        }
        let fault = line.fault(escape, FaultKind::Swallowed(it.keyword));
        let is_path = is_windows_path(last_word(it.above.of(&tree.text)));
        faults.push(if is_path { fault } else { fault.meant(vec![Edit::delete(removed)]) });
    }
    for path in paths {
        if faults.last().is_none_or(|it| it.instruction != line.index) {
            let is_first = !faults.iter().any(is_path_fault);
            faults.push(windows(line, TextRange::new(path.end - 1, path.end), None, is_first));
        }
    }
}

/// The lines that may be instructions, and the paths of Windows that end in a backslash at the end of a line.
fn candidates(line: Line<'_>, is_windows: bool) -> (Vec<Candidate>, Vec<TextRange>) {
    let tree = line.dockerfile.tree;
    let text = line.text();
    let indent = |at: usize| at - tree.lines.line_range(tree.lines.line(at)).start;
    let own = indent(line.outer.range.start);
    let mut found: Vec<Candidate> = Vec::new();
    let mut paths = Vec::new();
    let mut above: Option<TextRange> = None;
    let mut is_behind_blank = false;
    for number in line.outer.first_line..=line.outer.head_line {
        let whole = tree.lines.line_range(number);
        let content = whole.of(text).trim_end();
        let start = whole.start + content.len() - content.trim_start().len();
        let written = content.trim_start();
        if written.is_empty() || (written.starts_with('#') && above.is_some()) {
            is_behind_blank |= written.is_empty();
            continue;
        }
        let end = whole.start + content.len();
        let joined = written.strip_suffix(tree.escape).unwrap_or(written);
        // Two backslashes are one, and no line is continued.
        let is_joined = written.ends_with('\\') && !written.ends_with("\\\\");
        if is_windows && is_joined && is_windows_path(last_word(written)) {
            paths.push(TextRange::new(start, end));
        }
        let first = written.split([' ', '\t']).next().unwrap_or_default();
        let keyword = Keyword::of(first);
        if let Some(above) = above.filter(|_| keyword != Keyword::Unknown && keyword.as_str() == first) {
            let is_apart = is_behind_blank || indent(start) <= own;
            found.push(Candidate { keyword, at: start, above, is_apart, text: joined.to_owned() });
        } else if let Some(last) = found.last_mut() {
            last.text.push_str(joined);
        }
        above = Some(TextRange::new(start, end));
        is_behind_blank = false;
    }
    (found, paths)
}

/// The words of commands that begin a line of the shell's text, by where they stand: command and position.
fn words(line: Line<'_>) -> HashMap<usize, (CommandId, usize)> {
    let Some(code) = line.shell_code() else { return HashMap::new() };
    let commands = code.script.plain_commands();
    let words = commands.flat_map(|command| command.words.iter().enumerate().map(move |it| (command.id, it)));
    let plain = words.filter(|(_, (_, word))| !word.is_quoted && !word.has_expansion);
    plain.map(|(id, (at, word))| (code.range(word.range).start, (id, at))).collect()
}

/// What has to go from the end of the line above so that it ends there; `None` where the word is one like others.
fn removed(line: Line<'_>, it: &Candidate, (id, at): (CommandId, usize)) -> Option<TextRange> {
    let code = line.shell_code()?;
    let command = code.script.command(id);
    let escape = removed_escape(line.dockerfile.tree, it);
    if at > 0 {
        let is_redirected = command.redirections.iter().any(|to| code.range(to.range).end <= it.above.end);
        let is_writer = command.base_name().is_some_and(|name| WRITERS.contains(&name));
        // What is written is one quoted text, as in `echo "done"`.
        let is_done = at == 2 && command.words[1].is_quoted && it.is_apart && it.keyword != Keyword::From;
        return (!is_writer || is_redirected || is_done).then_some(escape);
    }
    let operator = match command.place.connector {
        Connector::And | Connector::Or | Connector::Semicolon | Connector::Pipe => code.range(command.place.operator?),
        _ => return None,
    };
    // The operator may begin the line of the instruction word; that is no instruction.
    let is_above = it.above.encloses(operator);
    let start = operator.start - (line.text()[..operator.start].len() - line.text()[..operator.start].trim_end().len());
    is_above.then(|| TextRange::new(start, escape.end))
}

/// The escape character at the end of the line above, with the blanks before it.
fn removed_escape(tree: &SyntaxTree, it: &Candidate) -> TextRange {
    let kept = it.above.of(&tree.text).strip_suffix(tree.escape).unwrap_or_default().trim_end();
    TextRange::new(it.above.start + kept.len(), it.above.end)
}

/// For each of the lines, in order, whether a quote is open there, for instructions that no shell reads.
fn quoted(line: Line<'_>, candidates: &[Candidate]) -> Vec<bool> {
    let tree = line.dockerfile.tree;
    let mut quote = None;
    let start = line.inner.keyword_word.range.end;
    let mut chars = line.text()[start..line.outer.head.end].char_indices();
    let mut is_quoted = Vec::with_capacity(candidates.len());
    for it in candidates {
        while let Some((at, c)) = chars.next() {
            match quote {
                _ if c == tree.escape => drop(chars.next()),
                Some(open) if c == open => quote = None,
                None if matches!(c, '"' | '\'') => quote = Some(c),
                _ => {}
            }
            if start + at + c.len_utf8() >= it.at {
                break;
            }
        }
        is_quoted.push(quote.is_some());
    }
    is_quoted
}

fn last_word(line: &str) -> &str {
    line.rsplit([' ', '\t', '"', '=', ',']).next().unwrap_or(line)
}

/// `c:\`, `C:\app\`, `.\bin\`.
fn is_windows_path(word: &str) -> bool {
    let bytes = word.as_bytes();
    let has_drive = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'\\';
    has_drive
        || (word.starts_with(".\\") || word.matches('\\').count() > 1 && !word.starts_with('\\')) && !word.contains('/')
}

fn is_path_fault(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::WindowsPath(_))
}

/// A path of Windows whose backslash is taken for the escape character: another one is chosen.
fn windows(line: Line<'_>, range: TextRange, keyword: Option<Keyword>, is_first: bool) -> Fault {
    let fault = line.fault(range, FaultKind::WindowsPath(keyword));
    let tree = line.dockerfile.tree;
    let has_directive = tree.directives.iter().any(|it| it.name == "escape");
    // A backquote would begin to mean something, and an escaped quote or variable something else.
    if has_directive || !is_first || tree.text.contains('`') || tree.text.contains("\\$") || tree.text.contains("\\\"")
    {
        return fault;
    }
    let at = tree.directives.last().map_or(0, |last| tree.lines.line_range(tree.lines.line(last.range.start)).end);
    let at = if at == 0 && tree.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { at };
    let line_break = if tree.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = vec![Edit::insert(at, format!("# escape=`{line_break}"))];
    // Lines that are continued on purpose have a blank before the mark.
    let marks = tree.tokens.iter().filter(|it| it.kind == crate::syntax::TokenKind::Continuation);
    let meant =
        marks.filter(|it| tree.text[..it.range.start].ends_with([' ', '\t']) && it.range.of(&tree.text) == "\\");
    edits.extend(meant.map(|it| Edit::replace(it.range, "`")));
    fault.meant(edits)
}
