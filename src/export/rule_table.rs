//! The rules as a table, for people who want to know what there is.

use serde::Serialize;

use crate::rules::{self, Original, Rule, Severity, Topic};

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleRow {
    /// The rule's name.
    pub rule: &'static str,
    /// Every name that other tools give to it.
    pub codes: &'static [&'static str],
    /// What it is about.
    pub topic: Topic,
    /// How bad it is on a developer's machine; `None` where it is silent.
    pub dev: Option<Severity>,
    /// How bad it is in production; `None` where it is silent.
    pub prod: Option<Severity>,
    /// Whether its fix is part of a conversion between development and production.
    pub converts: bool,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// One row of the table of another tool's rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginalRow {
    /// The tool's name for it.
    pub code: &'static str,
    /// The tool: `hadolint` or `buildkit`.
    pub tool: &'static str,
    /// The tool's severity; `None` where it is off unless switched on.
    pub severity: Option<Severity>,
    /// Our rule of the same matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// The rules of other tools, in the order of tool and code.
pub fn original_rows() -> Vec<OriginalRow> {
    rules::originals().map(|(tool, rule)| original_row(tool, &rule)).collect()
}

/// The row of another tool's rule.
pub fn original_row(tool: &'static str, original: &Original<()>) -> OriginalRow {
    let &Original { code, severity, why, help, .. } = original;
    OriginalRow { code, tool, severity, rule: rules::find(code).map(|ours| ours.name), why, help }
}

/// The row of one rule.
pub fn row(rule: &'static Rule) -> RuleRow {
    RuleRow {
        rule: rule.name,
        codes: rule.codes,
        topic: rule.topic,
        dev: rule.dev,
        prod: rule.prod,
        converts: rule.converts,
        summary: summary(rule),
        why: rule.why,
        help: rule.help,
    }
}

/// Every rule, in the order of its name.
pub fn rows() -> Vec<RuleRow> {
    rules::ALL.iter().map(row).collect()
}

/// The first line of the rule's page that is no heading; without one, why the rule exists.
fn summary(rule: &'static Rule) -> &'static str {
    let line = rule.page.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    line.unwrap_or(rule.why)
}
