//! A report in Markdown, for pull requests, issues and wikis.

use std::fmt::Write as _;

use super::Excerpt;
use crate::analysis::Analysis;
use crate::convert::Left;
use crate::rules::{Finding, Safety, Severity};
use crate::text::Span;

/// A report on everything that `analysis` found in `text`, the file at `path`.
pub fn report(analysis: &Analysis, text: &str, path: &str) -> String {
    let mut report = format!("# {}\n\n{}\n", code(path), totals(analysis));
    for error in &analysis.syntax_errors {
        heading(&mut report, "error", &error.message);
        place(&mut report, text, error.span, "syntax-error");
        if let Some(suggestion) = &error.suggestion {
            let _ = writeln!(report, "\n**What to do:** write {}", code(suggestion));
        }
    }
    for finding in &analysis.findings {
        section(&mut report, text, finding);
    }
    report
}

/// What only developers need and the variant at `path` still has; empty if that is nothing.
pub fn left(left: &[Left], path: &str) -> String {
    let mut text = String::new();
    if !left.is_empty() {
        let _ = writeln!(text, "\n## Left in {}\n", code(path));
    }
    for Left { message, because, line, .. } in left {
        let _ = writeln!(text, "- Line {line}: {}; {}", one_line(message), one_line(because));
    }
    text
}

/// A file as a block of code with a link to it below, for everything that knows Markdown.
pub fn with_code(text: &str, address: &str) -> String {
    let fence = fence(text, 3);
    format!("{fence}dockerfile\n{}\n{fence}\n\n[Open in Dockerfile Playground]({address})\n", text.trim_end())
}

/// How many findings there are of each severity, in a sentence.
fn totals(analysis: &Analysis) -> String {
    let count = |severity| analysis.findings.iter().filter(|finding| finding.severity == severity).count();
    let errors = analysis.syntax_errors.len() + count(Severity::Error);
    let counts = [
        (errors, "error"),
        (count(Severity::Warning), "warning"),
        (count(Severity::Info), "info"),
        (count(Severity::Style), "style"),
    ];
    let parts: Vec<_> = counts.into_iter().filter(|(count, _)| *count > 0).map(|(n, name)| amount(n, name)).collect();
    if parts.is_empty() { "Nothing to complain about.".to_owned() } else { format!("{}.", parts.join(", ")) }
}

fn amount(count: usize, name: &str) -> String {
    let plural = if count > 1 && matches!(name, "error" | "warning") { "s" } else { "" };
    format!("{count} {name}{plural}")
}

fn heading(report: &mut String, severity: &str, message: &str) {
    let _ = writeln!(report, "\n## {severity}: {}\n", one_line(message));
}

fn section(report: &mut String, text: &str, finding: &Finding) {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Style => "style",
    };
    heading(report, severity, &finding.message);
    let names: Vec<_> = std::iter::once(finding.rule).chain(finding.codes.iter().copied()).collect();
    place(report, text, finding.span, &names.join(", "));
    let _ = writeln!(report, "\n**Why:** {}\n\n**What to do:** {}", one_line(&finding.why), one_line(&finding.help));
    for fix in &finding.fixes {
        let caution = match (&fix.caution, fix.safety) {
            (Some(caution), _) => format!(" (look first: {})", one_line(caution)),
            (None, Safety::Unsafe) => " (look first)".to_owned(),
            (None, Safety::Safe) => String::new(),
        };
        let _ = writeln!(report, "\n**Fix:** {}{caution}", one_line(&fix.title));
    }
}

fn place(report: &mut String, text: &str, span: Span, names: &str) {
    let excerpt = Excerpt::new(text, span);
    let lines: Vec<_> = excerpt.lines.iter().map(|line| line.text.as_str()).collect();
    let lines = lines.join("\n");
    let fence = fence(&lines, 3);
    let _ = writeln!(report, "Line {}, column {} ({names})\n", span.start.line, span.start.column);
    let _ = writeln!(report, "{fence}dockerfile\n{lines}\n{fence}");
}

/// Text that must stay on its line.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// `text` as inline code, whatever it holds.
fn code(text: &str) -> String {
    let fence = fence(text, 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", one_line(text))
}

/// Backticks, at least `least`, that do not occur in `text` as they are.
fn fence(text: &str, least: usize) -> String {
    let mut longest = 0;
    let mut run = 0;
    for char in text.chars() {
        run = if char == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(least.max(longest + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;
    use crate::settings::Settings;

    #[test]
    fn a_report_says_where_what_and_why() {
        let text = "FROM python:3.12\nRUN pip install flask\n";
        let analysis = crate::analyze(&Project::new(text), &Settings::default());
        let report = report(&analysis, text, "Dockerfile");
        assert!(report.starts_with("# `Dockerfile`\n\n"), "{report}");
        assert!(report.contains("## warning: "), "{report}");
        assert!(report.contains("```dockerfile\nRUN pip install flask\n```"), "{report}");
        assert!(report.contains("**Fix:** Add `--no-cache-dir`"), "{report}");
    }

    #[test]
    fn code_with_a_link_keeps_its_fences() {
        let markdown = with_code("FROM a\nRUN echo ```\n", "https://a.b/#p2.c");
        assert_eq!(
            markdown,
            "````dockerfile\nFROM a\nRUN echo ```\n````\n\n[Open in Dockerfile Playground](https://a.b/#p2.c)\n"
        );
    }

    #[test]
    fn nothing_found() {
        let report = report(&crate::analyze(&Project::new("FROM scratch\n"), &Settings::default()), "", "a`b");
        assert_eq!(report, "# ``a`b``\n\nNothing to complain about.\n");
    }

    #[test]
    fn fences_are_longer_than_what_they_hold() {
        assert_eq!(fence("a ``` b", 3), "````");
        assert_eq!(code("`x`"), "`` `x` ``");
    }
}
