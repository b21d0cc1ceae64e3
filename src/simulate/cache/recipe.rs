//! The Dockerfile as it is built: with the `ONBUILD` triggers of its bases written out behind each FROM.

use crate::model::{Base, Dockerfile};
use crate::project::Project;
use crate::syntax::{Arguments, Instruction, Keyword, SyntaxTree, parse};

/// A tree to build, and where its instructions stand in the file that the person sees.
#[derive(Debug)]
pub(super) struct Recipe {
    pub(super) tree: SyntaxTree,
    /// For each instruction of `tree` its first line in the file; a trigger has the line of its FROM.
    pub(super) lines: Vec<usize>,
    /// For each instruction of `tree` whether it is a trigger.
    pub(super) is_trigger: Vec<bool>,
}

impl Recipe {
    pub(super) fn of(project: &Project) -> Self {
        let tree = parse(&project.dockerfile);
        let triggers = triggers(&Dockerfile::resolve(&tree, project), project);
        let Some(text) = with_triggers(&tree, &triggers) else {
            let lines: Vec<_> = tree.instructions.iter().map(|it| it.first_line).collect();
            let is_trigger = vec![false; lines.len()];
            return Self { tree, lines, is_trigger };
        };
        let mut lines = Vec::new();
        let mut is_trigger = Vec::new();
        let mut triggers = triggers.iter();
        for instruction in &tree.instructions {
            lines.push(instruction.first_line);
            is_trigger.push(false);
            if instruction.from().is_some() {
                let count = triggers.next().map_or(0, Vec::len);
                lines.extend(std::iter::repeat_n(instruction.first_line, count));
                is_trigger.extend(std::iter::repeat_n(true, count));
            }
        }
        Self { tree: parse(&text), lines, is_trigger }
    }
}

/// For each stage the triggers that its base hands on. Only the next stage runs them: they are not inherited further.
fn triggers(dockerfile: &Dockerfile, project: &Project) -> Vec<Vec<String>> {
    let own = |stage: usize| {
        let instructions = dockerfile.instructions(&dockerfile.stages[stage]);
        let triggers = instructions.filter_map(|(_, instruction)| match &instruction.arguments {
            Arguments::Onbuild(inner) => Some(text_of(&dockerfile.tree.text, inner)),
            _ => None,
        });
        triggers.collect::<Vec<_>>()
    };
    let all = dockerfile.stages.iter().map(|stage| {
        let triggers = match stage.base {
            Base::Stage(base) => own(base),
            _ => project.images.get(&stage.base_text).map(|image| image.onbuild.clone()).unwrap_or_default(),
        };
        triggers.into_iter().filter(|text| is_runnable(text)).collect()
    });
    all.collect()
}

/// An instruction as written, with its heredocs.
fn text_of(file: &str, instruction: &Instruction) -> String {
    file[instruction.keyword_word.range.start..instruction.range.end].to_owned()
}

/// Whether the text is one instruction that may be put off; the builder refuses others.
fn is_runnable(text: &str) -> bool {
    let tree = parse(text);
    let [only] = tree.instructions.as_slice() else { return false };
    !matches!(only.keyword, Keyword::From | Keyword::Onbuild | Keyword::Maintainer | Keyword::Unknown)
}

/// The file with the triggers of each stage behind its FROM; `None` if there are none.
fn with_triggers(tree: &SyntaxTree, triggers: &[Vec<String>]) -> Option<String> {
    if triggers.iter().all(Vec::is_empty) {
        return None;
    }
    let mut text = String::with_capacity(tree.text.len());
    let mut done = 0;
    let stages = tree.instructions.iter().filter(|instruction| instruction.from().is_some());
    for (from, triggers) in stages.zip(triggers) {
        text.push_str(&tree.text[done..from.range.end]);
        done = from.range.end;
        for trigger in triggers {
            text.push('\n');
            text.push_str(trigger);
        }
    }
    text.push_str(&tree.text[done..]);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::ImageConfig;

    fn keywords(recipe: &Recipe) -> Vec<(usize, &'static str, bool)> {
        let instructions = recipe.tree.instructions.iter().map(|it| it.keyword.as_str());
        let origins = recipe.lines.iter().zip(&recipe.is_trigger);
        instructions.zip(origins).map(|(keyword, (line, trigger))| (*line, keyword, *trigger)).collect()
    }

    #[test]
    fn triggers_run_in_the_next_stage_only() {
        let dockerfile = "FROM a AS one\nONBUILD RUN <<E\nx\nE\nONBUILD ENV A=1\nFROM one AS two\nUSER u\nFROM two\n";
        let recipe = Recipe::of(&Project::new(dockerfile));
        let expected = [
            (1, "FROM", false),
            (2, "ONBUILD", false),
            (5, "ONBUILD", false),
            (6, "FROM", false),
            (6, "RUN", true),
            (6, "ENV", true),
            (7, "USER", false),
            (8, "FROM", false),
        ];
        assert_eq!(keywords(&recipe), expected);
    }

    #[test]
    fn triggers_of_images_that_are_no_instruction_are_left_out() {
        let mut project = Project::new("FROM a\nCMD x");
        let onbuild = ["COPY . /app", "FROM b", "RUN x\nFROM y", "", "ONBUILD RUN x"].map(str::to_owned).to_vec();
        project.images.insert("a".to_owned(), ImageConfig { onbuild, ..ImageConfig::default() });
        assert_eq!(keywords(&Recipe::of(&project)), [(1, "FROM", false), (1, "COPY", true), (2, "CMD", false)]);
        assert_eq!(Recipe::of(&Project::new("FROM a")).lines, [1]);
    }
}
