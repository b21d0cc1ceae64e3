//! `dotenvExpand.expand(dotenv.config())`: dotenv, then references replaced in what came from the files.

use super::super::expansion::javascript::{Algorithm, Expansion};
use super::super::file_layer::FileLayer;
use super::super::files::Files;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::Problem;
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::dotenv;

const EMPTY_LOSES: &str = "dotenv-expand 12 and newer treat an exported empty variable as absent, so the file wins.";
const EXPANDED: &str =
    "This release of dotenv-expand also replaces the $ references of a variable that was set before.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let (dotenv, expand) = versions(scenario.version.as_deref());
    let layer = dotenv::merged(scenario, files, ladder, dotenv);
    expand_into(ladder, layer, Algorithm::of_dotenv_expand(expand), scenario.override_existing);
}

/// The releases of both packages; a single number is dotenv-expand's.
fn versions(text: Option<&str>) -> (Version, Version) {
    match text.and_then(|text| text.split_once('+')) {
        Some((dotenv, expand)) => (Version::first_in(Some(dotenv)), Version::first_in(Some(expand))),
        None => (Version::NEWEST, Version::first_in(text)),
    }
}

/// Lays one `config()` and one `expand()` on the ladder.
pub(super) fn expand_into(ladder: &mut Ladder, layer: FileLayer, algorithm: Algorithm, overrides: bool) {
    let before = ladder.environment();
    let mut process = layer.values();
    if overrides {
        process = before.clone().into_iter().chain(process).collect();
    } else {
        process.extend(before.clone());
    }
    let order = layer.order.clone();
    let mut expansion = Expansion { algorithm, order: &order, parsed: layer.values(), process, notes: Vec::new() };
    let outcome = expansion.run();
    let failures: Vec<_> = outcome.err().into_iter().chain(std::mem::take(&mut expansion.notes)).collect();
    for failure in failures {
        let candidate = layer.get(&failure.name);
        let place = candidate.map(|candidate| (candidate.file.clone(), candidate.line)).unwrap_or_default();
        let message = format!("{}: {}", failure.name, failure.message);
        ladder.problems.push(Problem::error(place.0.as_deref(), place.1, message));
    }
    for (name, candidate) in layer.into_candidates() {
        let result = expansion.process.get(&name).cloned().unwrap_or_default();
        apply(ladder, &name, candidate, before.get(&name).filter(|_| !overrides), result);
    }
}

fn apply(ladder: &mut Ladder, name: &str, mut candidate: Candidate, before: Option<&String>, result: String) {
    let Some(before) = before else {
        candidate.written = candidate.value.replace(result);
        ladder.set(name, candidate, "With override on, the file overwrites what exists.");
        return;
    };
    if before.is_empty() && !result.is_empty() {
        candidate.written = candidate.value.replace(result);
        ladder.set(name, candidate, EMPTY_LOSES);
        return;
    }
    ladder.lose(name, candidate, dotenv::PROCESS_WINS);
    ladder.rewrite(name, result, EXPANDED);
}
