//! DL3049: a stage without a label that the configuration asks for.

use super::base_image::BaseImage;
use super::copy_from_unknown_stage::source_stage;
use super::file::Line;
use super::quotes::joined;
use super::{File, Report, Rule, Severity};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    code: "DL3049",
    severity: Some(Severity::Info),
    why: "The configuration wants the label on every image",
    help: "Add the label",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for label in file.config.label_schema.keys() {
        for line in without(file, label) {
            file.report(report, line, None, format!("The label `{label}` is missing"));
        }
    }
}

/// A stage and whether it is excused.
struct Stage<'l, 'a> {
    line: &'l Line<'a>,
    base: BaseImage<'a>,
    has_label: bool,
    /// Its files go into another stage, or a stage of its name has the label.
    is_excused: bool,
}

/// The stages that neither have the label nor are excused.
fn without<'l, 'a>(file: &'l File<'a>, label: &str) -> Vec<&'l Line<'a>> {
    let mut stages: Vec<Stage<'l, 'a>> = Vec::new();
    for line in &file.lines {
        if let Some(base) = line.base_image() {
            let inherits = stages.iter().any(|it| it.has_label && it.base.alias == Some(base.image.name));
            stages.push(Stage { line, base, has_label: inherits, is_excused: false });
            continue;
        }
        let Some(current) = stages.last_mut() else { continue };
        let excused = match line.instruction.keyword {
            Keyword::Label if line.instruction.pairs().iter().any(|pair| joined(&pair.key.text) == label) => {
                current.has_label = true;
                current.base.stage_name()
            }
            Keyword::Copy => source_stage(file, line.instruction).unwrap_or_default(),
            _ => continue,
        };
        for stage in stages.iter_mut().filter(|stage| stage.base.alias == Some(excused)) {
            stage.is_excused = true;
        }
    }
    stages.retain(|stage| !stage.has_label && !stage.is_excused);
    stages.into_iter().map(|stage| stage.line).collect()
}
