//! ONBUILD: instructions that were put off until another stage is built on their stage or image.

use super::super::{Base, Dockerfile, Stage};
use super::Refusals;
use crate::project::Project;
use crate::syntax::{Arguments, Instruction, parse};

/// Judges what the base of `stage` put off; it shows at the FROM that sets it off.
pub(super) fn check(dockerfile: &Dockerfile<'_>, stage: &Stage, refusals: &mut Refusals<'_>) {
    // Only what the target needs sets anything off.
    if !dockerfile.is_reachable(stage.index) {
        return;
    }
    let from = &dockerfile.tree.instructions[stage.instructions.start];
    let Some(image) = from.from().map(|from| from.image.range) else { return };
    match &stage.base {
        Base::Stage(base) => {
            // Many stages may be built on one; what it puts off is read once.
            let first = refusals.triggers.remove(base).unwrap_or_else(|| {
                let mut triggers = dockerfile.instructions(&dockerfile.stages[*base]).filter_map(|(_, it)| put_off(it));
                triggers.find_map(|it| Some((it.first_line, refused(&document(it, &dockerfile.tree.text))?)))
            });
            if let Some((line, message)) = &first {
                refusals.at(image, format!("ONBUILD on line {line}, which this FROM sets off: {message}"));
            }
            refusals.triggers.insert(*base, first);
        }
        Base::Image(_) => {
            let triggers = dockerfile.project.images.get(&stage.base_text).map_or(&[][..], |image| &image.onbuild);
            let first = triggers.iter().find_map(|trigger| Some((trigger, refused(trigger)?)));
            if let Some((trigger, message)) = first {
                refusals.at(image, format!("`ONBUILD {trigger}` of the image, set off here: {message}"));
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
    let mut text = trigger.keyword_word.text.clone();
    for flag in &trigger.flags {
        text.push(' ');
        text.push_str(flag.range.of(file));
    }
    text.push(' ');
    text.push_str(trigger.body.text());
    for document in &trigger.heredocs {
        text.push('\n');
        text.push_str(document.body.of(file));
        text.push_str(document.terminator.map_or("", |range| range.of(file)));
    }
    text
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
