//! DL3048: label keys that break Docker's advice.

use super::quotes::joined;
use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3048",
    severity: Some(Severity::Style),
    why: "Docker advises on keys so that tools can rely on them; some namespaces are its own",
    help: "Use lower-case letters, digits and single separators, beginning with a letter",
    check,
};

const RESERVED: [&str; 3] = ["com.docker.", "io.docker.", "org.dockerproject."];

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.all(Keyword::Label) {
        if let Some(pair) = line.instruction.pairs().iter().find(|pair| !is_fine(&joined(&pair.key.text))) {
            file.report(report, line, Some(pair.key.range), format!("{} is no good key for a label", pair.key.text));
        }
    }
}

fn is_fine(key: &str) -> bool {
    let is_letter_or_digit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.ends_with(is_letter_or_digit)
        && key.chars().all(|c| is_letter_or_digit(c) || matches!(c, '.' | '-' | '_' | '/'))
        && !key.contains("..")
        && !key.contains("--")
        && !RESERVED.iter().any(|namespace| key.starts_with(namespace))
}
