//! The comments that BuildKit keeps with an instruction.

use crate::syntax::{Comment, Instruction, SyntaxTree};

/// The comments above an instruction, from the one before it or from the last empty comment on. Blank lines in between
/// do not count.
pub(super) fn comments_above(tree: &SyntaxTree, instruction: &Instruction) -> Vec<String> {
    let before = tree.instructions.partition_point(|it| it.first_line < instruction.first_line);
    let last_line = before.checked_sub(1).map_or(0, |index| tree.instructions[index].last_line);
    let first = tree.comments.partition_point(|comment| comment.line <= last_line);
    let end = tree.comments.partition_point(|comment| comment.line < instruction.first_line);
    let mut comments = Vec::new();
    for comment in tree.comments[first..end].iter().filter(|comment| !comment.inside) {
        let text = text(tree, comment);
        if text.is_empty() {
            comments.clear();
        } else {
            comments.push(text);
        }
    }
    comments
}

/// BuildKit cuts the first character of the line, whatever it is: an indented comment keeps its `#`.
fn text(tree: &SyntaxTree, comment: &Comment) -> String {
    let start = tree.lines.line_range(comment.line).start;
    let is_indented = !tree.text[start..comment.range.start].trim_start_matches('\u{feff}').is_empty();
    if is_indented { comment.range.of(&tree.text).trim().to_owned() } else { comment.text.clone() }
}
