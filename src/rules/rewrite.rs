//! Edits that keep what they touch well formed: argument lists in both forms, whole lines, copies.

use crate::model::Code;
use crate::shell::{self, Connector, Invocation, Script, Word};
use crate::syntax::{Arguments, Comment, Instruction, KeyValue, Keyword, SyntaxTree, json};
use crate::text::{Edit, TextRange};

/// How a word of a command stands in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// A string of a JSON array.
    Element,
    /// Shell text, letter by letter.
    Verbatim,
}

/// `None` where the text of the file is not that of the word, as in `["sh", "-c", "echo \"a\""]`.
fn spelling(tree: &SyntaxTree, code: &Code, word: &Word) -> Option<Spelling> {
    let text = code.range(word.range).of(&tree.text);
    if code.is_exec() && text.starts_with('"') {
        let element = json::string(text).is_some_and(|value| value == word.raw());
        return element.then_some(Spelling::Element);
    }
    (text == word.raw()).then_some(Spelling::Verbatim)
}

/// Removes an argument of a command with what separates it from its neighbour, but no comment; `words` is the command,
/// its name first.
pub(super) fn remove_argument(tree: &SyntaxTree, code: &Code, words: &[Word], word: &Word) -> Option<Edit> {
    let spelling = spelling(tree, code, word)?;
    let range = code.range(word.range);
    let at = words.iter().position(|it| it.range == word.range)?;
    // A command may be made of an ENTRYPOINT and a CMD; the separator is in the line of the word.
    let line = instruction_at(tree, range.start)?.range;
    let neighbour = |at: usize| Some(code.range(words.get(at)?.range)).filter(|it| line.encloses(*it));
    let Some(previous) = at.checked_sub(1).and_then(neighbour) else {
        let end = neighbour(at + 1).map_or(range.end, |next| next.start);
        let removed = TextRange::new(range.start, end);
        if comments_in(tree, removed).is_empty() {
            return Some(Edit::delete(removed));
        }
        let gap = TextRange::new(range.end, end).of(&tree.text);
        let is_element = spelling == Spelling::Element;
        return Some(Edit::replace(removed, if is_element { without_comma(gap) } else { gap.to_owned() }));
    };
    let removed = TextRange::new(previous.end, range.end);
    let gap = TextRange::new(previous.end, range.start).of(&tree.text);
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    if !gap.split('\n').skip(1).any(is_comment) {
        return Some(Edit::delete(removed));
    }
    if spelling == Spelling::Element {
        return Some(Edit::replace(removed, without_comma(gap)));
    }
    let lines = tree.lines.line_range(tree.lines.line(range.end));
    let rest = TextRange::new(range.end, lines.end.max(range.end)).of(&tree.text);
    Some(match rest.trim() {
        // The last word: no line may be continued into nothing, so the comments follow the instruction.
        "" => Edit::replace(removed, comments_of(gap)),
        escape if escape.len() == tree.escape.len_utf8() && escape.starts_with(tree.escape) => Edit::delete(lines),
        _ => Edit::delete(TextRange::new(range.start, range.end + rest.len() - rest.trim_start().len())),
    })
}

/// What stands between two strings of an array, without the comma; commas of comments stay.
fn without_comma(gap: &str) -> String {
    let lines = gap.split_inclusive('\n');
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    lines.map(|line| if is_comment(line) { line.to_owned() } else { line.replacen(',', "", 1) }).collect()
}

/// The lines of `gap` behind its continuation, each with the line break before it.
fn comments_of(gap: &str) -> &str {
    let first = gap.find('\n').map_or(gap.len(), |at| if gap[..at].ends_with('\r') { at - 1 } else { at });
    gap[first..].trim_end()
}

/// The instruction that begins at `offset`, or the last one before it.
pub(super) fn instruction_at(tree: &SyntaxTree, offset: usize) -> Option<&Instruction> {
    let after = tree.instructions.partition_point(|it| it.range.start <= offset);
    tree.instructions.get(after.checked_sub(1)?)
}

/// Inserts an argument behind `word`.
pub(super) fn insert_argument(tree: &SyntaxTree, code: &Code, word: &Word, argument: &str) -> Option<Edit> {
    let range = code.range(word.range);
    let text = match spelling(tree, code, word)? {
        Spelling::Element if tree.text[..range.start].ends_with(',') => format!(",\"{argument}\""),
        Spelling::Element => format!(", \"{argument}\""),
        Spelling::Verbatim => format!(" {argument}"),
    };
    Some(Edit::insert(range.end, text))
}

/// Replaces one word of a command.
pub(super) fn replace_argument(tree: &SyntaxTree, code: &Code, word: &Word, argument: &str) -> Option<Edit> {
    let text = match spelling(tree, code, word)? {
        Spelling::Element => format!("\"{argument}\""),
        Spelling::Verbatim => argument.to_owned(),
    };
    Some(Edit::replace(code.range(word.range), text))
}

/// Replaces the words of a command; `None` where a comment, or the end of an instruction, stands between them, or where
/// an argument needs quotes.
pub(super) fn replace_arguments(tree: &SyntaxTree, code: &Code, words: &[Word], arguments: &[&str]) -> Option<Edit> {
    let is_plain = |it: &&str| it.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:=@,+".contains(&byte));
    let (first, last) = (code.range(words.first()?.range), code.range(words.last()?.range));
    let range = first.cover(last);
    let has_comment = !comments_in(tree, range).is_empty();
    if has_comment || !arguments.iter().all(is_plain) || !instruction_at(tree, first.start)?.range.encloses(last) {
        return None;
    }
    let element = words.iter().map(|word| spelling(tree, code, word)).collect::<Option<Vec<_>>>()?;
    let text = if element.contains(&Spelling::Element) {
        arguments.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ")
    } else {
        arguments.join(" ")
    };
    Some(Edit::replace(range, text))
}

/// Adds a command that runs when all before it in the RUN has worked; `None` where none can follow, as in exec form or
/// behind a comment of the shell.
pub(super) fn append_command(tree: &SyntaxTree, run: &Instruction, code: &Code, command: &str) -> Option<Edit> {
    let is_open = code.script.errors.is_empty() && code.script.comments.is_empty() && !code.is_exec();
    let last = code.script.effective_commands().last()?.base_name();
    if matches!(last, Some("exit" | "exec")) {
        return None;
    }
    if let [document] = run.heredocs.as_slice() {
        let is_whole = document.marker == run.body.source_range(TextRange::new(0, run.body.text().len()));
        let is_ended = document.terminator.is_some() && code.script.errors.is_empty();
        let line = format!("{command}{}", line_break(tree));
        return (is_whole && is_ended).then(|| Edit::insert(document.body.end, line));
    }
    let text = run.body.text().trim_end();
    if !is_open || !run.heredocs.is_empty() || text.is_empty() || text.ends_with([';', '&', '|', '\\', '`']) {
        return None;
    }
    let end = run.body.source_end(run.body.text().len());
    if run.first_line == run.head_line {
        return Some(Edit::insert(end, format!(" && {command}")));
    }
    // As the lines above do it; they begin where the first continuation line does.
    let last = tree.lines.line_range(tree.lines.line(end));
    let second = tree.lines.line_range(run.first_line + 1).of(&tree.text);
    let indent = &second[..second.len() - second.trim_start().len()];
    let (escape, break_) = (tree.escape, line_break(tree));
    let above = tree.text[..last.start].trim_end().trim_end_matches(escape).trim_end();
    let joined = if above.ends_with("&&") {
        format!(" && {escape}{break_}{indent}{command}")
    } else {
        format!(" {escape}{break_}{indent}&& {command}")
    };
    Some(Edit::insert(end, joined))
}

/// Puts a command in front of `invocation`, so that the two run together or not at all; `None` where that would change
/// what else runs.
pub(super) fn prepend_command(code: &Code, invocation: Invocation<'_>, command: &str) -> Option<Edit> {
    let written = invocation.command();
    let is_first = matches!(
        written.place.connector,
        Connector::Start | Connector::And | Connector::Semicolon | Connector::Newline
    );
    let is_plain = !code.is_exec() && written.parent == Script::ROOT && written.place.position == 0;
    let is_alone = code.script.pipeline_of(written).length == 1;
    (is_first && is_plain && is_alone).then(|| Edit::insert(code.range(written.range).start, format!("{command} && ")))
}

/// The JSON array of a command in shell form; `None` where the shell has something to do.
pub(super) fn exec_form(text: &str) -> Option<String> {
    let script = shell::parse(text);
    let [only] = script.commands.as_slice() else { return None };
    let is_plain = script.blocks.len() == 1
        && script.errors.is_empty()
        && script.comments.is_empty()
        && only.assignments.is_empty()
        && only.redirections.is_empty()
        && !script.pipelines.iter().any(|it| it.negated || it.followed_by.is_some());
    let word = |word| Word::literal(word).filter(|_| !word.has_pattern);
    let words: Vec<&str> = only.words.iter().map(word).collect::<Option<_>>()?;
    let is_program = words.first().is_some_and(|first| !BUILTINS.contains(first));
    (is_plain && is_program).then(|| json::array(&words))
}

/// First words that only a shell understands.
const BUILTINS: &[&str] =
    &[".", "alias", "cd", "eval", "exec", "export", "read", "set", "source", "trap", "ulimit", "umask", "unset"];

/// The line break that the file uses.
pub(super) fn line_break(tree: &SyntaxTree) -> &'static str {
    let first = tree.text.find('\n').unwrap_or(0);
    if tree.text[..first].ends_with('\r') { "\r\n" } else { "\n" }
}

/// Inserts `line` as a line of its own behind the instruction.
pub(super) fn insert_line_after(tree: &SyntaxTree, instruction: &Instruction, line: &str) -> Edit {
    Edit::insert(instruction.range.end, format!("{}{line}", line_break(tree)))
}

/// Where the line of `offset` starts; a byte order mark stays in front of everything.
pub(super) fn line_start(tree: &SyntaxTree, offset: usize) -> usize {
    let start = tree.lines.line_range(tree.lines.line(offset)).start;
    if start == 0 && tree.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start }
}

/// Inserts `line` as a line of its own in front of the instruction and the comments that belong to it.
pub(super) fn insert_line_before(tree: &SyntaxTree, instruction: &Instruction, line: &str) -> Edit {
    let start = line_start(tree, with_comments(tree, instruction).start);
    Edit::insert(start, format!("{line}{}", line_break(tree)))
}

/// Inserts `line` in a stage, made of `instructions`, behind its last step: nothing is rebuilt for it there.
pub(super) fn insert_behind_steps(tree: &SyntaxTree, instructions: &[Instruction], line: &str) -> Option<Edit> {
    let is_step = |it: &&Instruction| {
        matches!(it.keyword, Keyword::From | Keyword::Run | Keyword::Copy | Keyword::Add | Keyword::Workdir)
    };
    instructions.iter().rev().find(is_step).map(|step| insert_line_after(tree, step, line))
}

/// The whole lines of the instruction and of the comments right above it, without the last line break.
pub(super) fn with_comments(tree: &SyntaxTree, instruction: &Instruction) -> TextRange {
    let mut first = instruction.first_line;
    let before = tree.comments.partition_point(|comment| comment.line < instruction.first_line);
    for comment in tree.comments[..before].iter().rev() {
        if comment.inside || comment.line + 1 != first {
            break;
        }
        first = comment.line;
    }
    TextRange::new(tree.lines.line_range(first).start, instruction.range.end)
}

/// Deletes whole lines, the line break behind them too.
pub(super) fn delete_lines(tree: &SyntaxTree, range: TextRange) -> Edit {
    let end = range.end + line_break_at(tree, range.end);
    Edit::delete(TextRange::new(range.start, end + blank_line_left(tree, range.start, end)))
}

/// Deletes the lines of an instruction; the comments between them stay.
pub(super) fn delete_instruction(tree: &SyntaxTree, instruction: &Instruction) -> Edit {
    let start = line_start(tree, instruction.range.start);
    let end = instruction.range.end + line_break_at(tree, instruction.range.end);
    let comments = comments_in(tree, instruction.range).iter();
    let kept: String = comments.map(|comment| tree.lines.line_range(comment.line).of(&tree.text)).collect();
    let gap = if kept.is_empty() { blank_line_left(tree, start, end) } else { 0 };
    Edit::replace(TextRange::new(start, end + gap), kept)
}

/// Removes a pair of `ENV`, `LABEL` or `ARG`, the whole instruction where it has no other; `None` where comments stand
/// between it and the pair before.
pub(super) fn delete_pair(tree: &SyntaxTree, instruction: &Instruction, pair: &KeyValue) -> Option<Edit> {
    let Arguments::Pairs { pairs, .. } = &instruction.arguments else { return None };
    let at = pairs.iter().position(|it| it.range == pair.range)?;
    let removed = match (at.checked_sub(1).map(|before| &pairs[before]), pairs.get(at + 1)) {
        (Some(before), _) => TextRange::new(before.range.end, pair.range.end),
        (None, Some(next)) => TextRange::new(pair.range.start, next.range.start),
        (None, None) => return Some(delete_instruction(tree, instruction)),
    };
    comments_in(tree, removed).is_empty().then(|| Edit::delete(removed))
}

/// The length of the blank line behind a removed block, if there is one above it too: one of them is enough.
fn blank_line_left(tree: &SyntaxTree, start: usize, end: usize) -> usize {
    let above = &tree.text[..start];
    let is_open = above.ends_with("\n\n") || above.ends_with("\n\r\n");
    if is_open { line_break_at(tree, end) } else { 0 }
}

fn line_break_at(tree: &SyntaxTree, end: usize) -> usize {
    let rest = &tree.text[end..];
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}

/// The comments that stand in the range.
pub(super) fn comments_in(tree: &SyntaxTree, range: TextRange) -> &[Comment] {
    let first = tree.comments.partition_point(|comment| comment.range.start < range.start);
    let end = tree.comments.partition_point(|comment| comment.range.start < range.end);
    &tree.comments[first..end.max(first)]
}

/// Sources and destination of the copies that bring `files` to where a copy of all in `root` (a folder with its slash,
/// or empty) brings them, a folder each; those that end in a slash are folders themselves.
pub(super) fn copies(files: &[&str], root: &str, destination: &str) -> Vec<String> {
    let mut folders: Vec<(&str, Vec<&str>)> = Vec::new();
    for file in files {
        let folder = file.rfind('/').map_or("", |slash| &file[..=slash]);
        if folders.iter().any(|(_, known)| known.contains(file)) {
            continue;
        }
        match folders.iter_mut().find(|(it, _)| *it == folder) {
            Some((_, files)) => files.push(file),
            None => folders.push((folder, vec![file])),
        }
    }
    let line = |(folder, files): &(&str, Vec<&str>)| {
        let is_plain = destination == "." && folder.is_empty() && files.len() == 1 && !files[0].contains('*');
        let slash = if is_plain || destination.ends_with('/') { "" } else { "/" };
        let sources: Vec<String> =
            files.iter().map(|file| format!("{root}{file}").trim_end_matches('/').to_owned()).collect();
        format!("{} {destination}{slash}{folder}", sources.join(" "))
    };
    folders.iter().map(line).collect()
}
