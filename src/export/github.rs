//! Annotations on the lines of a pull request, as workflow commands of GitHub Actions.
//!
//! Source: "Workflow commands for GitHub Actions", setting an error, a warning or a notice.

use std::fmt::Write as _;

use crate::analysis::Analysis;
use crate::rules::Severity;
use crate::text::Span;

/// One command a line for everything that `analysis` found in the file at `path`.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::{Project, Settings, analyze, export::github};
///
/// let analysis = analyze(&Project::new("FROM alpine\nRNU x\n"), &Settings::default());
/// assert!(github::annotations(&analysis, "Dockerfile").starts_with("::error file=Dockerfile,line=2,endLine=2,col=1"));
/// ```
pub fn annotations(analysis: &Analysis, path: &str) -> String {
    let mut text = String::new();
    for error in &analysis.syntax_errors {
        command(&mut text, "error", path, error.span, "syntax-error", &error.message);
    }
    for finding in &analysis.findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Style => "notice",
        };
        let message = format!("{}\n{}. {}.", finding.message, finding.why, finding.help);
        command(&mut text, level, path, finding.span, finding.rule, &message);
    }
    text
}

fn command(text: &mut String, level: &str, path: &str, span: Span, title: &str, message: &str) {
    let Span { start, end } = span;
    let _ = write!(text, "::{level} file={},line={},endLine={}", property(path), start.line, end.line);
    // Columns are understood only within one line.
    if start.line == end.line {
        let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
    }
    let _ = writeln!(text, ",title={}::{}", property(title), data(message));
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LineIndex, TextRange};

    #[test]
    fn separators_are_escaped() {
        let mut text = String::new();
        let span = LineIndex::new("ab\ncd").span("ab\ncd", TextRange::new(1, 4));
        command(&mut text, "notice", "a,b:c", span, "t", "100%\nmore: yes");
        assert_eq!(text, "::notice file=a%2Cb%3Ac,line=1,endLine=2,title=t::100%25%0Amore: yes\n");
    }
}
