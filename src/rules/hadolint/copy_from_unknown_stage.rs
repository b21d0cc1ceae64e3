//! DL3022: files copied from a stage that is not there.

use std::collections::HashSet;

use super::{File, Report, Rule, Severity};
use crate::syntax::{Instruction, Keyword};

pub(super) const RULE: Rule = Rule {
    code: "DL3022",
    severity: Some(Severity::Warning),
    why: "What names no stage above is taken for an image and fetched from a registry",
    help: "Name a stage above, in the same letter case, or an image with its tag",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut names = HashSet::new();
    let mut stages = 0;
    for line in &file.lines {
        if let Some(base) = line.base_image() {
            stages += 1;
            names.extend(base.alias);
        }
        if line.instruction.keyword != Keyword::Copy {
            continue;
        }
        let Some(from) = source_stage(file, line.instruction) else { continue };
        if !names.contains(from) && !from.contains(':') && leading_number(from).is_none_or(|it| it >= stages) {
            let place = line.instruction.flag("from").map(|flag| flag.range);
            file.report(report, line, place, format!("`{from}` is no stage above"));
        }
    }
}

/// The value of `--from` as written, quotes included.
pub(super) fn source_stage<'a>(file: &File<'a>, copy: &'a Instruction) -> Option<&'a str> {
    let value = copy.flag("from")?.value.as_ref()?;
    Some(value.range.of(&file.tree.text))
}

/// The number that the text begins with; hadolint does not look at what follows.
fn leading_number(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}
