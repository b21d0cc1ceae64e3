//! The rules as a table, for people who want to know what there is.

use serde::Serialize;

use crate::rules::{self, Rule, Severity, Topic};

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
