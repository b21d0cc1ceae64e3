//! DL3023: a stage that copies from itself.

use super::copy_from_unknown_stage::source_stage;
use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3023",
    severity: Some(Severity::Error),
    why: "A stage cannot be its own source: it is not finished yet",
    help: "Name an earlier stage, or leave out `--from` to copy from the build context",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for stage in file.stages() {
        let Some(name) = stage[0].base_image().and_then(|base| base.alias) else { continue };
        for line in stage.iter().filter(|line| line.instruction.keyword == Keyword::Copy) {
            if source_stage(file, line.instruction) == Some(name) {
                let place = line.instruction.flag("from").map(|flag| flag.range);
                file.report(report, line, place, format!("Stage `{name}` copies from itself"));
            }
        }
    }
}
