//! What stands at one place of a Dockerfile: each token with what it means, in which form and since which syntax version,
//! where the value of a variable comes from, and what holds after the instruction.
//!
//! Tells what is there; what is wrong with it is the business of rules.

mod command;
mod flags;
mod image;
mod instruction;
mod part;
mod since;
mod state;
pub(super) mod texts;
mod variable;

use serde::Serialize;

use crate::model::Dockerfile;
use crate::project::Project;
use crate::syntax::{self, Instruction, Keyword};
use crate::text::{Span, TextRange};

pub use part::Part;
use part::Parts;
pub use since::Since;
pub use state::{Change, StateKind, StateRow};

/// How many parts are told of; of a longer instruction, those around the place.
pub const MOST_PARTS: usize = 200;

/// What stands at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What the place belongs to: the name of an instruction, or `Comment`, `Parser directive`, `Blank line`.
    pub title: String,
    /// What it does, in a sentence or two.
    pub summary: String,
    /// How the arguments are written: `shell form`, `exec form`, `heredoc`, …; `None` where there is one way only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
    /// The whole of it.
    #[serde(rename = "range")]
    pub span: Span,
    /// Its parts in the order of the text, each before those inside of it.
    pub parts: Vec<Part>,
    /// Which of `parts` the place is in: the innermost.
    pub current: Option<usize>,
    /// How many parts were left out, because the instruction has more than [`MOST_PARTS`].
    pub left_out: usize,
    /// What holds after the instruction; empty for anything else.
    pub state: Vec<StateRow>,
}

/// What stands at the byte `offset` of the Dockerfile of `project`. Time is linear in the project.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::Project;
/// use dockerfile_playground::analysis::explain;
///
/// let project = Project::new("ARG TAG=3.21\nFROM alpine:$TAG\n");
/// let explanation = explain(&project, 27);
/// let part = &explanation.parts[explanation.current.unwrap()];
/// assert_eq!((explanation.title.as_str(), part.text.as_str()), ("FROM", "$TAG"));
/// assert!(part.meaning.contains("`3.21`"));
/// ```
pub fn explain(project: &Project, offset: usize) -> Explanation {
    let tree = syntax::parse(&project.dockerfile);
    explain_in(&Dockerfile::resolve(&tree, project), offset)
}

/// As [`explain`], for a Dockerfile that has been resolved.
pub fn explain_in(dockerfile: &Dockerfile<'_>, offset: usize) -> Explanation {
    let tree = dockerfile.tree;
    let line = tree.lines.line(offset.min(tree.text.len()));
    let here = |range: TextRange| range.start <= offset && offset <= range.end;
    if let Some(directive) = tree.directives.iter().find(|it| tree.lines.line(it.range.start) == line) {
        return directive_at(dockerfile, directive, offset);
    }
    let after = tree.instructions.partition_point(|it| it.first_line <= line);
    let instruction = after.checked_sub(1).filter(|&index| line <= tree.instructions[index].last_line);
    let comment = tree.comments.iter().find(|it| it.line == line && (!it.inside || here(it.range)));
    match (instruction, comment) {
        (Some(index), None) => instruction_at(dockerfile, index, offset),
        (inside, Some(comment)) => {
            let summary = match inside {
                Some(_) => "A comment between the lines of an instruction: the builder takes the line out first.",
                None => "A comment: the builder skips the line.",
            };
            nothing("Comment", summary, dockerfile, comment.range)
        }
        (None, None) => {
            let range = tree.lines.line_range(line);
            let summary = "Nothing for the builder: it skips blank lines between instructions.";
            nothing("Blank line", summary, dockerfile, range)
        }
    }
}

fn nothing(title: &str, summary: &str, dockerfile: &Dockerfile<'_>, range: TextRange) -> Explanation {
    Explanation {
        title: title.to_owned(),
        summary: summary.to_owned(),
        form: None,
        span: dockerfile.tree.lines.span(&dockerfile.tree.text, range),
        parts: Vec::new(),
        current: None,
        left_out: 0,
        state: Vec::new(),
    }
}

fn directive_at(dockerfile: &Dockerfile<'_>, directive: &syntax::Directive, offset: usize) -> Explanation {
    let mut parts = Parts::new(dockerfile, 0);
    let (summary, value, since) = texts::directive(&directive.name);
    let name = directive.range.start..directive.value.range.start;
    let written = TextRange::from(name).of(&dockerfile.tree.text);
    let start = directive.range.start + written.find(|c: char| c.is_ascii_alphabetic()).unwrap_or_default();
    let name = TextRange::new(start, start + directive.name.len());
    parts.add_since("directive", name, summary, since);
    parts.add("value", directive.value.range, value);
    let (parts, current, left_out) = parts.finish(offset);
    let summary = format!("{summary} Directives stand at the very top, before any other comment.");
    Explanation { parts, current, left_out, ..nothing("Parser directive", &summary, dockerfile, directive.range) }
}

fn instruction_at(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Explanation {
    let instruction = &dockerfile.tree.instructions[index];
    let mut parts = Parts::new(dockerfile, index);
    instruction::explain(&mut parts, instruction);
    let (parts, current, left_out) = parts.finish(offset);
    Explanation {
        form: instruction::form(instruction),
        parts,
        current,
        left_out,
        state: state::after(dockerfile, index),
        ..nothing(&title(instruction), texts::instruction(instruction.keyword), dockerfile, instruction.range)
    }
}

fn title(instruction: &Instruction) -> String {
    match instruction.keyword {
        Keyword::Unknown => instruction.keyword_word.text.clone(),
        keyword => keyword.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests;
