//! DL3044: an ENV that uses what it defines.

use std::collections::HashSet;

use super::quotes::unquoted;
use super::{File, Fix, Report, Rule, Severity};
use crate::rules::rewrite::line_break;
use crate::syntax::{KeyValue, Keyword};
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    code: "DL3044",
    severity: Some(Severity::Error),
    why: "Every variable on the line is expanded with the values from before the line",
    help: "Define the variable in an ENV of its own, above",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut known: HashSet<&str> = HashSet::new();
    for line in &file.lines {
        let pairs = line.instruction.pairs();
        if line.instruction.keyword == Keyword::Env {
            let offender = pairs.iter().enumerate().find(|(index, pair)| {
                let value = pair.value.as_ref().map_or("", |value| value.text.as_str());
                let is_new = |name: &str| !known.contains(name) && refers_to(value, name);
                pairs.iter().enumerate().any(|(other, pair)| other != *index && is_new(name(pair)))
            });
            if let Some((index, pair)) = offender {
                let message = format!("`{}` uses a variable of the same ENV", name(pair));
                let remark = file.report(report, line, Some(pair.range), message);
                if index > 0 {
                    let gap = TextRange::new(pairs[index - 1].range.end, pair.range.start);
                    let keyword = format!("{}ENV ", line_break(file.tree));
                    remark.fix(Fix::unsafe_because(
                        "The variable then has its new value, not the one from before",
                        "Split the ENV",
                        [Edit::replace(gap, keyword)],
                    ));
                }
            }
            known.extend(pairs.iter().map(name));
        } else if line.instruction.keyword == Keyword::Arg {
            known.extend(pairs.iter().take(1).map(name));
        }
    }
}

fn name(pair: &KeyValue) -> &str {
    unquoted(&pair.key.text)
}

/// Whether `$name` or `${name}` stands in the text. Neither a backslash nor single quotes hide it from hadolint.
fn refers_to(text: &str, name: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let rest = &text[at + 1..];
        let braced = rest.strip_prefix('{').and_then(|rest| rest.strip_prefix(name));
        let plain = rest.strip_prefix(name);
        let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        braced.is_some_and(|rest| rest.starts_with('}')) || plain.is_some_and(|rest| !goes_on(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::refers_to;

    #[test]
    fn references() {
        for text in ["$A", "${A}", "x$A:y", "\\$A", "$A-b", "$$A"] {
            assert!(refers_to(text, "A"), "{text}");
        }
        for text in ["A", "$AB", "$A_", "$A2", "${AB}", "${A:-x}", "${A", "$a"] {
            assert!(!refers_to(text, "A"), "{text}");
        }
    }
}
