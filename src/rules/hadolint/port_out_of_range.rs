//! DL3011: a port that cannot exist.

use super::{File, Report, Rule, Severity};
use crate::syntax::{Arguments, Keyword};

pub(super) const RULE: Rule = Rule {
    code: "DL3011",
    severity: Some(Severity::Error),
    why: "Ports have 16 bits",
    help: "Use a port from 0 to 65535",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in file.all(Keyword::Expose) {
        let Arguments::List { words, .. } = &line.instruction.arguments else { continue };
        if let Some(word) = words.iter().find(|word| names_impossible_port(&word.text)) {
            file.report(report, line, Some(word.range), format!("There is no port `{}`", word.text));
        }
    }
}

/// Whether one end of a port or a range, as in `80-90/tcp`, is above 65535.
fn names_impossible_port(text: &str) -> bool {
    let ports = text.split('/').next().unwrap_or(text);
    let is_number = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    ports.split('-').any(|port| is_number(port) && port.parse::<u32>().map_or(true, |port| port > 65535))
}
