//! `rules`: the table of rules, or one rule's page.

use std::fmt::Write as _;

use anstyle::Style;
use dockerfile_playground::export::json;
use dockerfile_playground::export::rule_table::{OriginalRow, RuleRow, original_rows, row, rows};
use dockerfile_playground::rules::{self, Severity};
use dockerfile_playground::syntax::nearest;
use serde::Serialize;

use crate::Verdict;
use crate::arguments::{Format, RulesArguments};
use crate::failure::Failure;
use crate::output;
use crate::terminal::{BOLD, PALE, severity};

#[derive(Serialize)]
struct Table {
    rules: Vec<RuleRow>,
    originals: Vec<OriginalRow>,
}

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    row: RuleRow,
    page: &'static str,
}

pub(crate) fn run(arguments: &RulesArguments) -> Result<Verdict, Failure> {
    let json = arguments.format == Format::Json;
    match arguments.rule.as_deref() {
        None if json => output::data(&json::document(&Table { rules: rows(), originals: original_rows() })),
        None => output::styled(&(table(&rows()) + &original_table(&original_rows()))),
        Some(name) => one(name, json),
    }?;
    Ok(Verdict::Clean)
}

/// The page of one rule; where we have none of that name, what is known of another tool's.
fn one(name: &str, json: bool) -> Result<(), Failure> {
    if let Some(rule) = rules::find(name) {
        let page = Page { row: row(rule), page: rule.page };
        return if json { output::data(&json::document(&page)) } else { output::styled(&shown(&page)) };
    }
    let found = original_rows().into_iter().find(|row| row.code.eq_ignore_ascii_case(name));
    let row = found.ok_or_else(|| unknown(name))?;
    if json { output::data(&json::document(&row)) } else { output::styled(&original_shown(&row)) }
}

fn unknown(name: &str) -> Failure {
    let ours = rules::ALL.iter().flat_map(|rule| std::iter::once(rule.name).chain(rule.codes.iter().copied()));
    let hint = match nearest(name, ours.chain(rules::originals().map(|(_, rule)| rule.code))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`dockerfile-playground rules` lists them".to_owned(),
    };
    Failure::new(format!("there is no rule `{name}`; {hint}"))
}

/// The rules of other tools below our own; empty where there are none.
fn original_table(rows: &[OriginalRow]) -> String {
    let mut table = String::new();
    if rows.is_empty() {
        return table;
    }
    let width = rows.iter().map(|row| row.code.len()).max().unwrap_or(0);
    let _ = writeln!(table, "\n{BOLD}{:width$}  {:8}  {:8} why{BOLD:#}", "code", "tool", "severity");
    for row in rows {
        let (level, style) = word(row.severity);
        let _ =
            writeln!(table, "{BOLD}{:width$}{BOLD:#}  {:8}  {style}{level:8}{style:#} {}", row.code, row.tool, row.why);
    }
    table
}

fn original_shown(row: &OriginalRow) -> String {
    let (level, style) = word(row.severity);
    format!(
        "{BOLD}{}{BOLD:#}\n{}; {style}{level}{style:#}\n\n{BOLD}Why:{BOLD:#} {}\n{BOLD}Help:{BOLD:#} {}\n",
        row.code, row.tool, row.why, row.help
    )
}

/// The word for a severity in the table.
fn word(level: Option<Severity>) -> (&'static str, Style) {
    level.map_or(("-", PALE), severity)
}

fn table(rows: &[RuleRow]) -> String {
    let codes: Vec<String> = rows.iter().map(|row| row.codes.join(" ")).collect();
    let name_width = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
    let code_width = codes.iter().map(String::len).max().unwrap_or(0).max("codes".len());
    let topic_width = rows.iter().map(|row| topic(row).len()).max().unwrap_or(0);
    let mut table = format!(
        "{BOLD}{:name_width$}  {:code_width$}  {:topic_width$}  {:8} {:8} summary{BOLD:#}\n",
        "rule", "codes", "topic", "dev", "prod"
    );
    for (row, codes) in rows.iter().zip(&codes) {
        let ((dev, dev_style), (prod, prod_style)) = (word(row.dev), word(row.prod));
        let _ = writeln!(
            table,
            "{BOLD}{:name_width$}{BOLD:#}  {codes:code_width$}  {:topic_width$}  {dev_style}{dev:8}{dev_style:#} \
             {prod_style}{prod:8}{prod_style:#} {}",
            row.rule,
            topic(row),
            row.summary
        );
    }
    table
}

/// The topic as JSON names it.
fn topic(row: &RuleRow) -> String {
    serde_json::to_value(row.topic).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}

fn shown(page: &Page) -> String {
    let row = &page.row;
    let ((dev, dev_style), (prod, prod_style)) = (word(row.dev), word(row.prod));
    let codes = if row.codes.is_empty() { String::new() } else { format!(" ({})", row.codes.join(", ")) };
    format!(
        "{BOLD}{}{BOLD:#}{codes}\n{}; in development {dev_style}{dev}{dev_style:#}, in production \
         {prod_style}{prod}{prod_style:#}\n\n{BOLD}Why:{BOLD:#} {}\n{BOLD}Help:{BOLD:#} {}\n\n{}\n",
        row.rule,
        topic(row),
        row.why,
        row.help,
        page.page.trim_end()
    )
}
