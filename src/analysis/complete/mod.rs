//! What may be written at one place of a Dockerfile: instructions, flags and their values, stages, images, variables.
//!
//! Looks at the text before the place only, as nothing behind it can be used there. Knows the language and a few common
//! images; knows no files and asks no registry. Does not choose: what the typed letters fit is the editor's business.

mod directive;
mod flag;
mod place;
mod tables;

use crate::model::Dockerfile;
use crate::project::Project;
use crate::syntax::{self, Arguments, Instruction, Keyword, SyntaxTree};
use crate::text::TextRange;

use super::explain::texts;
use place::Place;

/// What may stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What has been typed of it: the bytes that an item takes the place of.
    pub range: TextRange,
    /// What may stand there, in a sensible order; empty where anything may.
    pub items: Vec<Completion>,
}

/// One thing that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it does or holds, in a few words; empty where the label says it all.
    pub detail: String,
    /// What takes the place of the range. If it ends with `=`, `:` or `,`, there is more to complete behind it.
    pub insert: String,
}

/// What can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// The name of an instruction, and words such as `AS`.
    Keyword,
    /// `--name` and the options of mounts.
    Flag,
    /// A value that a flag, an option or an instruction takes.
    Value,
    /// An earlier stage.
    Stage,
    /// A base image or its tag.
    Image,
    /// A variable.
    Variable,
    /// A parser directive.
    Directive,
}

/// Stands for the word that is being typed, so that there is always one.
const TYPED: &str = "x";

/// What may stand at the byte `offset` of `text`. Time is linear in the text.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::analysis::complete;
///
/// let text = "FROM rust:1.90 AS build\nFROM alpine\nCOPY --from=b";
/// let completions = complete(text, text.len());
/// assert_eq!((completions.range.of(text), completions.items[0].label.as_str()), ("b", "build"));
/// ```
pub fn complete(text: &str, offset: usize) -> Completions {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let (before, behind) = text.split_at(offset);
    let project = Project::default();
    let mut place = Place::new(before, behind);
    let whole = syntax::parse(text);
    if let Some(index) = heredoc_at(&whole, offset) {
        let dockerfile = Dockerfile::resolve(&whole, &project);
        place.variables(&dockerfile, index, whole.instructions[index].keyword);
        return place.finish();
    }
    let tree = syntax::parse(&format!("{before}{TYPED}"));
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let end = tree.text.len();
    if tree.directives.last().is_some_and(|it| it.range.end == end) {
        directive::value(&mut place, &tree);
    } else if tree.comments.last().is_some_and(|it| it.range.end == end) {
        directive::name(&mut place, &tree);
    } else if let Some(index) = tree.instructions.len().checked_sub(1) {
        instruction(&mut place, &dockerfile, index, &tree.instructions[index], false);
    }
    place.finish()
}

/// Index of the instruction in whose heredoc the offset is.
fn heredoc_at(tree: &SyntaxTree, offset: usize) -> Option<usize> {
    let index = tree.instructions.partition_point(|it| it.range.start <= offset).checked_sub(1)?;
    let mut documents = tree.instructions[index].heredocs.iter();
    documents
        .any(|it| it.body.start <= offset && offset <= it.terminator.map_or(it.body.end, |end| end.end))
        .then_some(index)
}

/// Completes within an instruction that reaches to the place; `put_off` behind ONBUILD.
fn instruction(
    place: &mut Place<'_>,
    dockerfile: &Dockerfile<'_>,
    index: usize,
    instruction: &Instruction,
    put_off: bool,
) {
    let end = dockerfile.tree.text.len();
    if instruction.keyword_word.range.end == end {
        return keywords(place, dockerfile, index, put_off);
    }
    let typed = instruction.flags.last().filter(|it| it.range.end == end);
    if let Some(flag) = typed {
        match &flag.value {
            None => flag::names(place, instruction),
            Some(value) => flag::value(place, dockerfile, index, instruction.keyword, &flag.name.text, &value.text),
        }
    } else if let Arguments::Onbuild(inner) = &instruction.arguments {
        self::instruction(place, dockerfile, index, inner, true);
    } else if place.is_variable(dockerfile.tree.escape) {
        place.variables(dockerfile, index, instruction.keyword);
    } else {
        arguments(place, dockerfile, index, instruction);
    }
}

/// The instructions that may start here.
fn keywords(place: &mut Place<'_>, dockerfile: &Dockerfile<'_>, index: usize, put_off: bool) {
    let in_stage = dockerfile.facts[index].stage.is_some();
    let first = &dockerfile.tree.instructions[0].keyword_word.text;
    let is_lower = index > 0 && first.chars().all(char::is_lowercase);
    place.start_at(|c| c.is_ascii_alphabetic());
    for keyword in Keyword::ALL {
        let fits = match keyword {
            Keyword::Maintainer => false,
            Keyword::Arg => true,
            Keyword::From => !put_off,
            Keyword::Onbuild => in_stage && !put_off,
            _ => in_stage,
        };
        if fits {
            let name = keyword.as_str();
            let name = if is_lower { name.to_ascii_lowercase() } else { name.to_owned() };
            place.add(CompletionKind::Keyword, &name, texts::instruction(keyword), &format!("{name} "));
        }
    }
}

fn arguments(place: &mut Place<'_>, dockerfile: &Dockerfile<'_>, index: usize, instruction: &Instruction) {
    let body = instruction.body.text();
    let typed = &body[..body.len().saturating_sub(TYPED.len())];
    let word = typed.rsplit(char::is_whitespace).next().unwrap_or(typed);
    let words = typed.split_whitespace().count() - usize::from(!word.is_empty());
    let is_first = words == 0;
    if is_first && matches!(word, "" | "-") {
        flag::names(place, instruction);
    }
    match instruction.keyword {
        Keyword::From if is_first => base(place, dockerfile, index, word),
        Keyword::From if words == 1 => {
            place.start_at(|c| c.is_ascii_alphabetic());
            place.add(CompletionKind::Keyword, "AS", "Names the stage", "AS ");
        }
        Keyword::Healthcheck if is_first => {
            place.start_at(|c| c.is_ascii_alphabetic());
            place.add(CompletionKind::Keyword, "CMD", "The command that checks", "CMD ");
            place.add(CompletionKind::Keyword, "NONE", "Takes back the check of the base image", "NONE");
        }
        Keyword::Shell if typed.is_empty() => place.values(tables::SHELLS),
        Keyword::Stopsignal if is_first => place.values(tables::SIGNALS),
        Keyword::Expose if word.contains('/') => place.values(&["tcp", "udp"]),
        Keyword::Label if !word.contains(['=', '"']) => {
            place.start_at(|c| !c.is_whitespace());
            for (name, what) in tables::LABELS {
                let name = format!("org.opencontainers.image.{name}");
                place.add(CompletionKind::Flag, &name, what, &format!("{name}="));
            }
        }
        Keyword::Arg if !word.contains('=') && dockerfile.facts[index].stage.is_some() => {
            place.arguments(dockerfile);
        }
        _ => {}
    }
}

/// What a stage may start from: an earlier one, a common image, or one of its tags.
fn base(place: &mut Place<'_>, dockerfile: &Dockerfile<'_>, index: usize, word: &str) {
    if let Some((image, tag)) = word.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')) {
        let known = tables::IMAGES.iter().find(|(name, ..)| *name == image);
        place.start_before(tag.len());
        for tag in known.into_iter().flat_map(|(_, _, tags)| tags.split(' ')) {
            place.add(CompletionKind::Image, tag, "", tag);
        }
        return;
    }
    place.start_at(|c| !c.is_whitespace());
    place.stages(dockerfile, index, false);
    for (name, what, tags) in tables::IMAGES {
        let colon = if tags.is_empty() { "" } else { ":" };
        place.add(CompletionKind::Image, name, what, &format!("{name}{colon}"));
    }
}

#[cfg(test)]
mod tests;
