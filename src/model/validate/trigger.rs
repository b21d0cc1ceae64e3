//! ONBUILD: instructions that were put off until another stage is built on their stage or image.

use super::super::{Base, Dockerfile, Stage};
use super::Refusals;
use crate::project::Project;
use crate::syntax::{Arguments, Instruction, parse};

/// Judges what the base of `stage` put off; it shows at the FROM that sets it off.
pub(super) fn check(dockerfile: &Dockerfile<'_>, stage: &Stage, refusals: &mut Refusals) {
    // Only what the target needs sets anything off.
    if !dockerfile.is_reachable(stage.index) {
        return;
    }
    let from = &dockerfile.tree.instructions[stage.instructions.start];
    let Some(image) = from.from().map(|from| from.image.range) else { return };
    match &stage.base {
        Base::Stage(base) => {
            let instructions = dockerfile.instructions(&dockerfile.stages[*base]);
            for trigger in instructions.filter_map(|(_, it)| put_off(it)) {
                let text = document(trigger, &dockerfile.tree.text);
                if let Some(message) = refused(&text) {
                    let line = trigger.first_line;
                    refusals.at(image, format!("ONBUILD on line {line}, which this FROM sets off: {message}"));
                }
            }
        }
        Base::Image(_) => {
            let triggers = dockerfile.project.images.get(&stage.base_text).map_or(&[][..], |image| &image.onbuild);
            for trigger in triggers {
                if let Some(message) = refused(trigger) {
                    refusals.at(image, format!("`ONBUILD {trigger}` of the image, set off here: {message}"));
                }
            }
        }
        Base::Scratch | Base::Invalid => {}
    }
}

fn put_off(instruction: &Instruction) -> Option<&Instruction> {
    match &instruction.arguments {
        Arguments::Onbuild(inner) => Some(inner),
        _ => None,
    }
}

/// The instruction on one line, with its documents.
fn document(trigger: &Instruction, file: &str) -> String {
    let flags: String = trigger.flags.iter().map(|flag| format!(" {}", flag.range.of(file))).collect();
    let documents: String = trigger
        .heredocs
        .iter()
        .map(|it| format!("\n{}{}", it.body.of(file), it.terminator.map_or("", |range| range.of(file))))
        .collect();
    format!("{}{flags} {}{documents}", trigger.keyword_word.text, trigger.body.text())
}

/// The first error of an instruction that was put off.
fn refused(trigger: &str) -> Option<String> {
    let project = Project::new(format!("FROM scratch\n{trigger}\n"));
    let tree = parse(&project.dockerfile);
    if let Some(error) = tree.errors.first() {
        return Some(error.message.clone());
    }
    // Stages and variables are those of the place where it is set off, which are not looked up here.
    if trigger.contains('$') || trigger.contains("from=") {
        return None;
    }
    Dockerfile::resolve(&tree, &project).errors.first().map(|error| error.message.clone())
}
