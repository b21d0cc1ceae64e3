//! What holds after an instruction: variables, working directory, user, shell, and what of it the instruction changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::variable::described;
use crate::model::{Assignment, Dockerfile, Setting, Stage};
use crate::syntax::Keyword;

/// One thing that holds after an instruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateRow {
    /// What kind of thing.
    pub kind: StateKind,
    /// The variable; empty for what there is one of.
    pub name: String,
    /// The value; `None` for an argument that nobody gives one.
    pub value: Option<String>,
    /// Who set it, as the end of a sentence.
    pub origin: String,
    /// What the instruction did to it.
    pub change: Change,
}

/// The kinds of state, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateKind {
    /// `WORKDIR`.
    Workdir,
    /// `USER`.
    User,
    /// `SHELL`.
    Shell,
    /// `ENV`.
    Environment,
    /// `ARG`.
    BuildArgument,
}

/// What an instruction did to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Nothing.
    Same,
    /// It was not there before.
    Added,
    /// It was set again: this is what it was.
    From(Option<String>),
}

/// The state after the instruction at `index`.
pub(super) fn after(dockerfile: &Dockerfile<'_>, index: usize) -> Vec<StateRow> {
    let mut rows = Vec::new();
    if let Some(stage) = dockerfile.facts[index].stage {
        settings(dockerfile, index, &dockerfile.stages[stage], &mut rows);
    }
    variables(dockerfile, index, &mut rows);
    rows
}

fn settings(dockerfile: &Dockerfile<'_>, index: usize, stage: &Stage, rows: &mut Vec<StateRow>) {
    let facts = &dockerfile.facts[index];
    let shell = |words: &Option<std::rc::Rc<[String]>>| match words {
        Some(words) => words.join(" "),
        None => stage.default_shell().join(" "),
    };
    let user = |user: &str| if user.is_empty() { "root".to_owned() } else { user.to_owned() };
    let Setting { workdir, user: new_user, shell: new_shell } = &facts.after;
    let told = [
        (StateKind::Workdir, Keyword::Workdir, facts.workdir.to_string(), workdir.to_string()),
        (StateKind::User, Keyword::User, user(&facts.user), user(new_user)),
        (StateKind::Shell, Keyword::Shell, shell(&facts.shell), shell(new_shell)),
    ];
    let starts = stage.instructions.start == index;
    for (kind, keyword, before, value) in told {
        let origin = match setter(dockerfile, index, stage, keyword) {
            Some(setter) => format!("{} on line {}", keyword.as_str(), dockerfile.tree.instructions[setter].first_line),
            None => "unless the base image says otherwise".to_owned(),
        };
        let change = match (starts, before == value) {
            (true, _) => Change::Added,
            (false, true) => Change::Same,
            (false, false) => Change::From(Some(before)),
        };
        rows.push(StateRow { kind, name: String::new(), value: Some(value), origin, change });
    }
}

/// The instruction that set what holds after the one at `index`: in the stage, or in those that it is built on.
fn setter(dockerfile: &Dockerfile<'_>, index: usize, stage: &Stage, keyword: Keyword) -> Option<usize> {
    let is_setter = |at: &usize| dockerfile.tree.instructions[*at].keyword == keyword;
    let below = dockerfile.lineage(stage.index).skip(1).flat_map(|stage| stage.instructions.clone().rev());
    (stage.instructions.start..=index).rev().chain(below).find(is_setter)
}

fn variables(dockerfile: &Dockerfile<'_>, index: usize, rows: &mut Vec<StateRow>) {
    let mut environment: BTreeMap<&str, (&Assignment, Option<&Assignment>)> = BTreeMap::new();
    let mut arguments = environment.clone();
    let new = dockerfile.assignments_of(index);
    for assignment in dockerfile.assignments_before(index) {
        let map = if assignment.kind.is_kept() { &mut environment } else { &mut arguments };
        map.insert(&assignment.name, (assignment, Some(assignment)));
    }
    for assignment in new {
        let map = if assignment.kind.is_kept() { &mut environment } else { &mut arguments };
        let before = map.get(assignment.name.as_str()).and_then(|(_, before)| *before);
        map.insert(&assignment.name, (assignment, before));
    }
    for (kind, map) in [(StateKind::Environment, environment), (StateKind::BuildArgument, arguments)] {
        for (name, (assignment, before)) in map {
            let change = match before {
                None => Change::Added,
                Some(before) if std::ptr::eq(before, assignment) => Change::Same,
                Some(before) => Change::From(before.value.clone()),
            };
            let line = assignment.instruction.map(|at| dockerfile.tree.instructions[at].first_line);
            let origin = described(assignment, line);
            rows.push(StateRow { kind, name: name.to_owned(), value: assignment.value.clone(), origin, change });
        }
    }
}
