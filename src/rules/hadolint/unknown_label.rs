//! DL3050: a label that the configuration does not know.

use super::quotes::joined;
use super::{File, Fix, Report, Rule, Severity};
use crate::rules::rewrite::delete_instruction;
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    code: "DL3050",
    severity: Some(Severity::Info),
    why: "The configuration allows certain labels only",
    help: "Remove the label, or add it to `label-schema`",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    if !file.config.strict_labels {
        return;
    }
    for line in file.all(Keyword::Label) {
        let pairs = line.instruction.pairs();
        let is_unknown = |key: &str| !file.config.label_schema.contains_key(&joined(key));
        let Some(at) = pairs.iter().position(|pair| is_unknown(&pair.key.text)) else { continue };
        let edit = match at.checked_sub(1) {
            Some(before) => Edit::delete(TextRange::new(pairs[before].range.end, pairs[at].range.end)),
            None => match pairs.get(1) {
                Some(next) => Edit::delete(TextRange::new(pairs[0].range.start, next.range.start)),
                None => delete_instruction(file.tree, line.outer()),
            },
        };
        let message = format!("The label `{}` is not in the schema", joined(&pairs[at].key.text));
        let caution = "Something may read the label";
        file.report(report, line, Some(pairs[at].range), message).fix(Fix::unsafe_because(
            caution,
            "Remove the label",
            [edit],
        ));
    }
}
