//! `node --env-file=…`: files lie one over the other, the process environment wins over all of them.
//!
//! Source: Node's `doc/api/environment_variables.md`.

use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::Files;
use super::super::grammar::node::{Dialect, parse};
use super::super::ladder::Ladder;
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::fill_layer;

const PROCESS_WINS: &str = "Node keeps a variable that exists when it starts, even an empty one.";
const LAST_FILE_WINS: &str = "Of several --env-file options, the last file that sets a name wins.";

/// The parser of a Node release.
pub(super) fn dialect(version: Version) -> Dialect {
    let by_pattern = [
        Version(20, 12, 0)..Version(20, 13, 0),
        Version(21, 7, 0)..Version(22, 0, 0),
        Version(22, 0, 0)..Version(22, 1, 0),
    ];
    if by_pattern.iter().any(|releases| releases.contains(&version)) {
        Dialect::Pattern
    } else if version < Version(22, 0, 0) {
        Dialect::Twenty
    } else {
        Dialect::TwentyTwo
    }
}

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let version = Version::first_in(scenario.version.as_deref());
    let mut all = FileLayer::default();
    for (path, required) in paths(scenario) {
        let Some(name) = files.find(folder, path) else {
            if required {
                ladder.problems.push(Problem::error(
                    Some(path),
                    None,
                    format!("{path}: not found; node does not start"),
                ));
            }
            continue;
        };
        let parsed = read_lenient(files, name, ladder, |text| parse(text, dialect(version)));
        all.put_all(FileLayer::new(parsed, "node --env-file", name, When::Process), LAST_FILE_WINS);
    }
    fill_layer(ladder, all, PROCESS_WINS, LAST_FILE_WINS);
}

/// The files of the options, or those of the scenario, or `.env`; and whether a missing one is an error.
fn paths(scenario: &Scenario) -> Vec<(&str, bool)> {
    let mut paths = Vec::new();
    let mut words = scenario.arguments.iter().map(String::as_str);
    while let Some(word) = words.next().filter(|word| *word != "--") {
        let (flag, value) = word.split_once('=').map_or((word, None), |(flag, value)| (flag, Some(value)));
        if flag == "--env-file" || flag == "--env-file-if-exists" {
            paths.extend(value.or_else(|| words.next()).map(|path| (path, flag == "--env-file")));
        }
    }
    if paths.is_empty() {
        paths.extend(scenario.paths.iter().map(|path| (path.as_str(), true)));
    }
    if paths.is_empty() && scenario.arguments.is_empty() {
        paths.push((".env", false));
    }
    paths
}
