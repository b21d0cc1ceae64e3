//! A new name for a variable.
//!
//! Whoever knows the variable by its name outside of the file, a program or a `--build-arg`, is not asked.

use super::{Renamed, edits, quoted};
use crate::analysis::name::NameKind;
use crate::analysis::name::mention::mentions;
use crate::analysis::name::reach::{GLOBAL, Reach};
use crate::analysis::name::variable::global;
use crate::model::{Assignment, AssignmentKind, Dockerfile, is_predefined};
use crate::project::Project;
use crate::syntax::{self, Keyword};
use crate::text::{TextRange, apply};

/// Variables that shells set or obey by themselves.
const OF_THE_SHELL: [&str; 8] = ["PATH", "HOME", "IFS", "PWD", "OLDPWD", "SHELL", "ENV", "BASH_ENV"];

/// Renames what `name` means in the instruction at `index`.
pub(super) fn rename(dockerfile: &Dockerfile<'_>, index: usize, name: &str, to: &str) -> Result<Renamed, String> {
    let reach = Reach::of(dockerfile, name);
    let mut variable = Variable { dockerfile, name, to, group: None, reach };
    variable.group = variable.reach.at(dockerfile, index);
    let set: Vec<&Assignment> = variable.settings().collect();
    if set.is_empty() {
        return Err(format!("Nothing in this file sets `{name}`: it comes with the builder or the base image"));
    }
    if set.iter().any(|it| it.kind == AssignmentKind::Image) {
        return Err(format!("`{name}` comes with the base image, which knows it by this name only"));
    }
    let is_argument = set.iter().any(|it| it.kind != AssignmentKind::Env);
    let is_kept = set.iter().any(|it| it.kind.is_kept());
    if is_argument && is_predefined(name) {
        return Err(format!("The builder gives `{name}` its value, and it knows it by this name only"));
    }
    variable.refuse()?;
    let places = variable.places()?;
    let left = variable.left(&places);
    let edits = if name == to { Vec::new() } else { edits(places, to) };
    let after = apply(&dockerfile.tree.text, &edits).map_err(|error| error.to_string())?;
    match variable.strayed(&after) {
        Some(line) => Err(format!("With the name `{to}`, line {line} would mean something else")),
        None => Ok(Renamed { kind: NameKind::Variable, old: name.to_owned(), edits, is_argument, is_kept, left }),
    }
}

struct Variable<'a> {
    dockerfile: &'a Dockerfile<'a>,
    name: &'a str,
    to: &'a str,
    /// The stages that mean the variable by its name; `None` where the name means nothing.
    group: Option<usize>,
    reach: Reach,
}

impl<'a> Variable<'a> {
    /// What sets the variable.
    fn settings(&self) -> impl Iterator<Item = &'a Assignment> {
        let arguments = self.dockerfile.global_arguments.iter().filter(|_| self.group == Some(GLOBAL));
        let stages = self.dockerfile.stages.iter().filter(|stage| self.is_in(stage.index));
        let in_stages = stages.flat_map(|stage| &stage.assignments);
        arguments.chain(in_stages).filter(|it| it.name == self.name)
    }

    fn is_in(&self, stage: usize) -> bool {
        self.group.is_some() && self.reach.stage(stage) == self.group
    }

    /// The instructions in which the name means the variable.
    fn instructions(&self) -> impl Iterator<Item = usize> {
        let all = 0..self.dockerfile.tree.instructions.len();
        all.filter(|&index| self.group.is_some() && self.reach.at(self.dockerfile, index) == self.group)
    }

    fn line(&self, index: usize) -> usize {
        self.dockerfile.tree.instructions[index].first_line
    }

    /// Says why the variable cannot have the new name.
    fn refuse(&self) -> Result<(), String> {
        let to = self.to;
        let is_name = to.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && to.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_name {
            return Err(format!(
                "{} is no name of a variable: a letter or `_`, then letters, digits and `_`",
                quoted(to)
            ));
        }
        if to == self.name {
            return Ok(());
        }
        if is_predefined(to) {
            return Err(format!("`{to}` is a name that the builder knows and gives a value itself"));
        }
        if OF_THE_SHELL.contains(&to) {
            return Err(format!("`{to}` means something to every shell; take another name"));
        }
        match self.taken() {
            Some(line) => Err(format!("`{to}` is taken: it is set or used on line {line}")),
            None => Ok(()),
        }
    }

    /// The first line within reach on which the new name means something already.
    fn taken(&self) -> Option<usize> {
        let (dockerfile, to) = (self.dockerfile, self.to);
        let is_before = self.group == Some(GLOBAL);
        let takes_over = |it: &Assignment| it.kind == AssignmentKind::GlobalArg;
        let others = Reach::of(dockerfile, to);
        // An ARG without a value would take over that of another variable.
        let argument = global(dockerfile, to).filter(|_| is_before || self.settings().any(takes_over));
        let stage = dockerfile.stages.iter().find(|stage| {
            let taking = || stage.assignments.iter().any(|it| it.name == to && takes_over(it));
            (self.is_in(stage.index) && others.stage(stage.index).is_some()) || (is_before && taking())
        });
        let mut below = stage.into_iter().flat_map(|it| dockerfile.lineage(it.index)).flat_map(|it| &it.assignments);
        let set = argument.or_else(|| below.find(|it| it.name == to)).and_then(|it| it.instruction);
        let index = set.or_else(|| self.instructions().find(|&index| self.names_new(index)))?;
        Some(self.line(index))
    }

    /// Whether the instruction names the new name in any way.
    fn names_new(&self, index: usize) -> bool {
        let mut is_named = false;
        mentions(self.dockerfile, index, &mut |mention| is_named |= mention.name == self.to);
        let code = self.dockerfile.facts[index].code.as_ref();
        is_named || code.is_some_and(|code| code.script.variables().contains(self.to))
    }

    /// Where the variable is named, in no order.
    fn places(&self) -> Result<Vec<TextRange>, String> {
        let mut places = Vec::new();
        let mut hidden = None;
        for index in self.instructions() {
            mentions(self.dockerfile, index, &mut |mention| {
                if mention.name == self.name {
                    places.extend(mention.range);
                    // What a shell reads out of a string with escapes is for a person to judge.
                    hidden = hidden.or_else(|| (mention.range.is_none() && !mention.in_shell).then_some(index));
                }
            });
        }
        match hidden {
            Some(index) => {
                let line = self.line(index);
                Err(format!("Line {line} spells `{}` in a way that only a person can change", self.name))
            }
            None => Ok(places),
        }
    }

    /// The lines of commands on which the old name stands elsewhere: in single quotes, in another language, or as a
    /// variable of the script's own.
    fn left(&self, places: &[TextRange]) -> Vec<usize> {
        let tree = self.dockerfile.tree;
        let places: std::collections::HashSet<usize> = places.iter().map(|range| range.start).collect();
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let mut lines = Vec::new();
        for instruction in self.instructions().map(|index| &tree.instructions[index]) {
            let is_command = matches!(
                instruction.keyword,
                Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Onbuild
            );
            let text = if is_command { instruction.range.of(&tree.text) } else { "" };
            for (at, _) in text.match_indices(self.name) {
                let is_whole = !text[..at].ends_with(is_part) && !text[at + self.name.len()..].starts_with(is_part);
                let start = instruction.range.start + at;
                if is_whole && !places.contains(&start) {
                    lines.push(tree.lines.line(start));
                }
            }
        }
        lines.dedup();
        lines
    }

    /// The first line to which the builder gives another meaning in `text`, where the variable has its new name.
    fn strayed(&self, text: &str) -> Option<usize> {
        let (project, tree) = (Project::default(), syntax::parse(text));
        let (before, after) = (self.dockerfile, Dockerfile::resolve(&tree, &project));
        let is_same_name = |old: &str, new: &str| old == new || (old == self.name && new == self.to);
        let is_same = |old: &Assignment, new: &Assignment| {
            is_same_name(&old.name, &new.name)
                && (&old.value, old.kind, old.instruction) == (&new.value, new.kind, new.instruction)
        };
        let stages = before.stages.iter().zip(&after.stages);
        let moved = stages.filter_map(|(old, new)| {
            let other = old.base_text != new.base_text;
            let own = old.assignments.iter().zip(&new.assignments).find(|(old, new)| !is_same(old, new));
            own.and_then(|(old, _)| old.instruction).or(other.then_some(old.instructions.start))
        });
        let facts = before.facts.iter().zip(&after.facts).enumerate();
        let changed = facts.filter_map(|(index, (old, new))| {
            let words = old.expanded().iter().zip(new.expanded());
            let is_other =
                old.expanded().len() != new.expanded().len() || words.into_iter().any(|(a, b)| a.text != b.text);
            is_other.then_some(index)
        });
        moved.chain(changed).min().map(|index| self.line(index))
    }
}
