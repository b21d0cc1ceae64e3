//! DL1001: a comment that hides findings.

use super::pragma::{self, Reach};
use super::{File, Fix, Report, Rule};
use crate::rules::rewrite::delete_lines;
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    code: "DL1001",
    severity: None,
    why: "A hidden finding is still there, and nobody looks at it again",
    help: "Solve what the comment hides, or say in the configuration that the rule is off",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let comments = file.tree.comments.iter().filter(|comment| !comment.inside);
    for comment in comments.filter(|it| pragma::read(&it.text).is_some_and(|(reach, _)| reach == Reach::Line)) {
        let line = TextRange::new(file.tree.lines.line_range(comment.line).start, comment.range.end);
        report.at(comment.range, "This comment hides findings").fix(Fix::unsafe_because(
            "The findings that it hides come back",
            "Remove the comment",
            [delete_lines(file.tree, line)],
        ));
    }
}
