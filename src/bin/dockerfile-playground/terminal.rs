//! How findings look to a person.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use dockerfile_playground::Analysis;
use dockerfile_playground::export::{Excerpt, visible};
use dockerfile_playground::rules::{Finding, Safety, Severity};
use dockerfile_playground::text::Span;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const PALE: Style = Style::new().dimmed();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const ODD: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const TOLD: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const FRAME: Style = AnsiColor::Blue.on_default().bold();

/// The word for a severity and its style.
pub(crate) const fn severity(severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("error", BAD),
        Severity::Warning => ("warning", ODD),
        Severity::Info => ("info", TOLD),
        Severity::Style => ("style", GOOD),
    }
}

/// Everything that `analysis` found in `text`, the file `name`, and a line of totals.
pub(crate) fn report(analysis: &Analysis, text: &str, name: &str) -> String {
    let mut report = String::new();
    if let Some(verdict) = &analysis.verdict {
        let _ = writeln!(report, "{BOLD}{}{BOLD:#}\n", visible(&verdict.told()));
    }
    for error in &analysis.syntax_errors {
        title(&mut report, Severity::Error, "syntax-error", &[], &error.message);
        let gutter = place(&mut report, text, name, error.span, BAD);
        if let Some(suggestion) = &error.suggestion {
            remark(&mut report, gutter, "help", &format!("write `{suggestion}`"));
        }
        report.push('\n');
    }
    for finding in &analysis.findings {
        show(&mut report, finding, text, name);
    }
    report.push_str(&totals(analysis, name));
    report
}

fn show(report: &mut String, finding: &Finding, text: &str, name: &str) {
    title(report, finding.severity, finding.rule, &finding.codes, &finding.message);
    let gutter = place(report, text, name, finding.span, severity(finding.severity).1);
    remark(report, gutter, "why", &finding.why);
    remark(report, gutter, "help", &finding.help);
    for fix in &finding.fixes {
        let caution = match (&fix.caution, fix.safety) {
            (Some(caution), _) => format!(" (unsafe: {caution})"),
            (None, Safety::Unsafe) => " (unsafe)".to_owned(),
            (None, Safety::Safe) => String::new(),
        };
        remark(report, gutter, "fix", &format!("{}{caution}", fix.title));
    }
    report.push('\n');
}

fn title(report: &mut String, level: Severity, rule: &str, codes: &[&str], message: &str) {
    let (word, style) = severity(level);
    let codes = if codes.is_empty() { String::new() } else { format!(" {PALE}({}){PALE:#}", codes.join(", ")) };
    let _ = writeln!(report, "{style}{word}[{rule}]{style:#}{BOLD}: {}{BOLD:#}{codes}", visible(message));
}

/// The place and its lines; returns the width of the line numbers.
fn place(report: &mut String, text: &str, name: &str, span: Span, style: Style) -> usize {
    let excerpt = Excerpt::new(text, span);
    let gutter = excerpt.gutter();
    let (line, column) = (span.start.line, span.start.column);
    let _ = writeln!(report, "{:gutter$}{FRAME}-->{FRAME:#} {}:{line}:{column}", "", visible(name));
    let _ = writeln!(report, "{:gutter$} {FRAME}|{FRAME:#}", "");
    for line in &excerpt.lines {
        let _ = writeln!(report, "{FRAME}{:gutter$} |{FRAME:#} {}", line.number, line.text);
        let carets = "^".repeat(line.covered);
        let _ = writeln!(report, "{:gutter$} {FRAME}|{FRAME:#} {:2$}{style}{carets}{style:#}", "", "", line.before);
    }
    if excerpt.omitted > 0 {
        let lines = if excerpt.omitted == 1 { "line" } else { "lines" };
        let _ = writeln!(report, "{:gutter$} {FRAME}|{FRAME:#} {PALE}and {} more {lines}{PALE:#}", "", excerpt.omitted);
    }
    gutter
}

fn remark(report: &mut String, gutter: usize, label: &str, text: &str) {
    let _ = writeln!(report, "{:gutter$} {FRAME}={FRAME:#} {BOLD}{label}:{BOLD:#} {}", "", visible(text));
}

/// How much was found, and what `fix` would do about it.
fn totals(analysis: &Analysis, name: &str) -> String {
    let count = |severity| analysis.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [
        (analysis.syntax_errors.len(), "syntax error"),
        (count(Severity::Error), "error"),
        (count(Severity::Warning), "warning"),
        (count(Severity::Info), "info"),
        (count(Severity::Style), "style"),
    ];
    let found: Vec<_> = counts.into_iter().filter(|(count, _)| *count > 0).map(|(n, word)| amount(n, word)).collect();
    if found.is_empty() {
        return format!("{GOOD}{}: nothing to complain about{GOOD:#}\n", visible(name));
    }
    let has = |safety| analysis.findings.iter().filter(|it| it.fixes.iter().any(|fix| fix.safety == safety)).count();
    let fixable = match (has(Safety::Safe), has(Safety::Unsafe)) {
        (0, 0) => String::new(),
        (0, some) => format!("; `fix --unsafe` removes {some}"),
        (some, _) => format!("; `fix` removes {some}"),
    };
    format!("{BOLD}{}: {}{BOLD:#}{fixable}\n", visible(name), found.join(", "))
}

/// A number with its word, in the plural where the word has one.
pub(crate) fn amount(count: usize, word: &str) -> String {
    let plural = if count != 1 && !matches!(word, "info" | "style") { "s" } else { "" };
    format!("{count} {word}{plural}")
}

/// A unified diff with its lines coloured.
pub(crate) fn diff(patch: &str) -> String {
    let mut shown = String::new();
    for line in patch.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            _ if line.starts_with("--- ") || line.starts_with("+++ ") => BOLD,
            Some(b'-') => BAD,
            Some(b'+') => GOOD,
            Some(b'@') => TOLD,
            _ => Style::new(),
        };
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let _ = write!(shown, "{style}{line}{style:#}{end}");
    }
    shown
}
