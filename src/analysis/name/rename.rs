//! A new name for a stage, wherever it is named.

use super::stage;
use crate::model::{Dependency, Dockerfile};
use crate::project::Project;
use crate::syntax::{self, SyntaxTree};
use crate::text::{Edit, apply};

/// The edits that give the stage named at the byte `offset` of `text` the name `to`, everywhere in the file; numbers
/// stay.
///
/// # Errors
///
/// A sentence that says why that cannot be: there is no stage, the name is none, it is taken, or it means something
/// else somewhere.
pub fn rename_stage(text: &str, offset: usize, to: &str) -> Result<Vec<Edit>, String> {
    let tree = syntax::parse(text);
    let project = Project::default();
    let dockerfile = Dockerfile::resolve(&tree, &project);
    let index = tree.instructions.partition_point(|it| it.range.start <= offset).checked_sub(1);
    let found = index.and_then(|index| stage::stage_at(&dockerfile, index, offset));
    let Some((number, _)) = found else { return Err("There is no name of a stage at the caret".to_owned()) };
    if dockerfile.stages[number].name.is_none() {
        return Err(format!("Stage {number} has no name yet; write `AS {to}` behind its base"));
    }
    refuse(&dockerfile, number, to)?;
    let places = [stage::definition(&dockerfile, number)].into_iter().chain(dockerfile.references_to(number));
    let mut edits: Vec<Edit> =
        places.filter(|range| range.of(text) != to).map(|range| Edit::replace(range, to)).collect();
    edits.sort_by_key(|edit| edit.range);
    let after = syntax::parse(&apply(text, &edits).map_err(|error| error.to_string())?);
    match strayed(&dockerfile, &after, &project) {
        Some(line) => Err(format!("`{to}` means something else on line {line}")),
        None => Ok(edits),
    }
}

/// Says why no stage can have the name.
fn refuse(dockerfile: &Dockerfile<'_>, number: usize, to: &str) -> Result<(), String> {
    if !syntax::is_stage_name(to) {
        return Err(format!("`{to}` is no stage name: a letter, then letters, digits, `-`, `_` and `.`"));
    }
    let lower = to.to_ascii_lowercase();
    if lower != to {
        return Err(format!("The builder keeps names of stages in lower case: write `{lower}`"));
    }
    if matches!(to, "scratch" | "context") {
        return Err(format!("`{to}` has a meaning of its own, it cannot well name a stage"));
    }
    let mut others = dockerfile.stages.iter().filter(|other| other.index != number);
    match others.find(|other| other.name.as_deref() == Some(to)) {
        Some(other) => {
            let line = dockerfile.tree.instructions[other.instructions.start].first_line;
            Err(format!("`{to}` is taken: the stage on line {line} is called so"))
        }
        None => Ok(()),
    }
}

/// The first line that needs another stage than before.
fn strayed(before: &Dockerfile<'_>, after: &SyntaxTree, project: &Project) -> Option<usize> {
    let renamed = Dockerfile::resolve(after, project);
    let needs = |dockerfile: &Dockerfile<'_>| -> Vec<Dependency> {
        dockerfile.stages.iter().flat_map(|stage| stage.dependencies.iter().copied()).collect()
    };
    let (old, new) = (needs(before), needs(&renamed));
    let at = (0..old.len().max(new.len())).find(|&at| old.get(at) != new.get(at))?;
    let index = new.get(at).or(old.get(at))?.instruction;
    after.instructions.get(index).map(|it| it.first_line)
}
