//! `dotenv.config()` of the npm package dotenv: fills `process.env` from files, never expands.

use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::Files;
use super::super::grammar::javascript::{Dialect, parse};
use super::super::ladder::Ladder;
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::fill_layer;

pub(super) const SOURCE: &str = "dotenv";
pub(super) const PROCESS_WINS: &str =
    "dotenv does not overwrite a variable that already exists, even an empty one, unless override is on.";
const FIRST_FILE_WINS: &str = "An earlier file of the list sets it already: without override, dotenv keeps the first.";
const OVERRIDE: &str = "With override: true, the file overwrites what exists; of several files, the last one wins.";

/// The grammar of a dotenv release.
pub(super) fn dialect(version: Version) -> Dialect {
    match version.0 {
        0..=13 => Dialect::Lines,
        14 => Dialect::LinesWithComments,
        _ => Dialect::Text,
    }
}

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let version = Version::first_in(scenario.version.as_deref());
    for layer in layers(scenario, files, ladder, version) {
        if scenario.override_existing {
            for (name, candidate) in layer.into_candidates() {
                ladder.set(&name, candidate, OVERRIDE);
            }
        } else {
            fill_layer(ladder, layer, PROCESS_WINS, FIRST_FILE_WINS);
        }
    }
}

/// The files as one, as `dotenv.config()` returns them in `parsed`.
pub(super) fn merged(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder, version: Version) -> FileLayer {
    let mut all = FileLayer::default();
    for layer in layers(scenario, files, ladder, version) {
        if scenario.override_existing {
            all.put_all(layer, OVERRIDE);
        } else {
            all.fill_all(layer, FIRST_FILE_WINS);
        }
    }
    all
}

fn layers(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder, version: Version) -> Vec<FileLayer> {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let default = [".env".to_owned()];
    let paths = if scenario.paths.is_empty() { &default } else { scenario.paths.as_slice() };
    let mut layers = Vec::new();
    for path in paths {
        if let Some(name) = files.find(folder, path) {
            let parsed = read_lenient(files, name, ladder, |text| parse(text, dialect(version)));
            layers.push(FileLayer::new(parsed, SOURCE, name, When::Process));
        } else if !scenario.paths.is_empty() {
            ladder.problems.push(Problem::warning(
                Some(path),
                None,
                format!("there is no {path}; dotenv goes on without"),
            ));
        }
    }
    layers
}
