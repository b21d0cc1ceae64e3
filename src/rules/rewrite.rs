//! Edits that keep what they touch well formed: argument lists in both forms, and whole lines.

use crate::model::Code;
use crate::shell::Word;
use crate::syntax::{Instruction, SyntaxTree};
use crate::text::{Edit, TextRange};

/// Removes an argument of a command with what separates it from the one before; `words` is the command, its name first.
pub(super) fn remove_argument(code: &Code, words: &[Word], word: &Word) -> Edit {
    let at = words.iter().position(|it| it.range == word.range).unwrap_or(0);
    let start = match at.checked_sub(1) {
        Some(before) => code.range(words[before].range).end,
        None => code.range(word.range).start,
    };
    Edit::delete(TextRange::new(start, code.range(word.range).end))
}

/// Inserts an argument behind `word`.
pub(super) fn insert_argument(code: &Code, word: &Word, argument: &str) -> Edit {
    let text = if code.is_exec() { format!(", \"{argument}\"") } else { format!(" {argument}") };
    Edit::insert(code.range(word.range).end, text)
}

/// Replaces `words` by `arguments`, which need no quoting.
pub(super) fn replace_arguments(code: &Code, words: &[Word], arguments: &[&str]) -> Option<Edit> {
    let range = words.first()?.range.cover(words.last()?.range);
    let text = if code.is_exec() {
        arguments.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ")
    } else {
        arguments.join(" ")
    };
    Some(Edit::replace(code.range(range), text))
}

/// The line break that the file uses.
pub(super) fn line_break(tree: &SyntaxTree) -> &'static str {
    let first = tree.text.find('\n').unwrap_or(0);
    if tree.text[..first].ends_with('\r') { "\r\n" } else { "\n" }
}

/// Inserts `line` as a line of its own behind the instruction.
pub(super) fn insert_line_after(tree: &SyntaxTree, instruction: &Instruction, line: &str) -> Edit {
    Edit::insert(instruction.range.end, format!("{}{line}", line_break(tree)))
}

/// Inserts `line` as a line of its own in front of the instruction and the comments that belong to it.
pub(super) fn insert_line_before(tree: &SyntaxTree, instruction: &Instruction, line: &str) -> Edit {
    Edit::insert(with_comments(tree, instruction).start, format!("{line}{}", line_break(tree)))
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

/// Deletes the instruction with its line break; its comments stay.
pub(super) fn delete_lines(tree: &SyntaxTree, range: TextRange) -> Edit {
    let rest = &tree.text[range.end..];
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    Edit::delete(TextRange::new(range.start, range.end + line_break))
}
