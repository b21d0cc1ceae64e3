//! What is worth telling the author: one value a rule, one table, one runner.
//!
//! A rule knows what it looks for and how to say it; the runner attaches name, codes and severity, honours settings and
//! sorts. Facts that more than one rule needs belong to `model` or `shell`.

mod rule;
mod run;

pub use rule::{Context, Fix, Remark, Report, Rule, Safety, Severity, Topic};
pub use run::{Applied, Finding, check, fix_all};

/// Every rule, in the order of its name.
pub static ALL: &[Rule] = &[];

/// The rule with that name or one of whose codes it is; letter case does not count.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| {
        rule.name.eq_ignore_ascii_case(name) || rule.codes.iter().any(|code| code.eq_ignore_ascii_case(name))
    })
}
