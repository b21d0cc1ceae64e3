//! DL3044: an ENV that uses what it defines.

use std::collections::{HashMap, HashSet};

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
            // The first and the last pair of each name.
            let mut named: HashMap<&str, (usize, usize)> = HashMap::new();
            for (index, pair) in pairs.iter().enumerate() {
                named.entry(name(pair)).or_insert((index, index)).1 = index;
            }
            let offender = pairs.iter().enumerate().find(|&(index, pair)| {
                let value = pair.value.as_ref().map_or("", |value| value.text.as_str());
                let is_another = |name| named.get(name).is_some_and(|&places| places != (index, index));
                references(value).any(|name| !known.contains(name) && is_another(name))
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

/// The names of `$name` and `${name}` in the text. Neither a backslash nor single quotes hide them from hadolint.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('$').filter_map(move |(at, _)| {
        let rest = &text[at + 1..];
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let start = usize::from(rest.starts_with('{'));
        let length = rest[start..].find(|c| !is_part(c)).unwrap_or(rest.len() - start);
        let is_closed = start == 0 || rest[start + length..].starts_with('}');
        is_closed.then(|| &rest[start..start + length])
    })
}

#[cfg(test)]
mod tests {
    use super::references;

    #[test]
    fn names_in_a_text() {
        for text in ["$A", "${A}", "x$A:y", "\\$A", "$A-b", "$$A"] {
            assert!(references(text).any(|it| it == "A"), "{text}");
        }
        for text in ["A", "$AB", "$A_", "$A2", "${AB}", "${A:-x}", "${A", "$a"] {
            assert!(!references(text).any(|it| it == "A"), "{text}");
        }
    }
}
