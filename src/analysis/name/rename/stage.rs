//! A new name for a stage; numbers stay.

use super::{Renamed, edits, quoted};
use crate::analysis::name::{NameKind, stage};
use crate::model::{Dependency, Dockerfile};
use crate::project::Project;
use crate::syntax::{self, SyntaxTree};
use crate::text::apply;

pub(super) fn rename(dockerfile: &Dockerfile<'_>, number: usize, to: &str) -> Result<Renamed, String> {
    let text = &dockerfile.tree.text;
    if dockerfile.stages[number].name.is_none() {
        return Err(format!("Stage {number} has no name yet; write {} behind its base", quoted(&format!("AS {to}"))));
    }
    refuse(dockerfile, number, to)?;
    let definition = stage::definition(dockerfile, number);
    let places = [definition].into_iter().chain(dockerfile.references_to(number));
    let edits = edits(places.filter(|range| range.of(text) != to), to);
    let after = syntax::parse(&apply(text, &edits).map_err(|error| error.to_string())?);
    if let Some(line) = strayed(dockerfile, &after) {
        return Err(format!("`{to}` means something else on line {line}"));
    }
    let old = definition.of(text).to_owned();
    Ok(Renamed { kind: NameKind::Stage, old, edits, is_argument: false, is_kept: false, left: Vec::new() })
}

/// Says why no stage can have the name.
fn refuse(dockerfile: &Dockerfile<'_>, number: usize, to: &str) -> Result<(), String> {
    if !syntax::is_stage_name(to) {
        return Err(format!("{} is no stage name: a letter, then letters, digits, `-`, `_` and `.`", quoted(to)));
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
fn strayed(before: &Dockerfile<'_>, after: &SyntaxTree) -> Option<usize> {
    let project = Project::default();
    let renamed = Dockerfile::resolve(after, &project);
    let needs = |dockerfile: &Dockerfile<'_>| -> Vec<Dependency> {
        dockerfile.stages.iter().flat_map(|stage| stage.dependencies.iter().copied()).collect()
    };
    let (old, new) = (needs(before), needs(&renamed));
    let at = (0..old.len().max(new.len())).find(|&at| old.get(at) != new.get(at))?;
    let index = new.get(at).or(old.get(at))?.instruction;
    after.instructions.get(index).map(|it| it.first_line)
}
