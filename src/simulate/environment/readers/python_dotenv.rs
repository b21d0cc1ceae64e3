//! `load_dotenv()` of python-dotenv: fills `os.environ` from a file, or overwrites it with `override=True`.
//!
//! Source: <https://github.com/theskumar/python-dotenv>, `main.py` and `README.md`.

use super::super::expansion::{Budget, python as references};
use super::super::file_layer::{FileLayer, LAST_LINE_WINS, read_lenient};
use super::super::files::{Files, parent};
use super::super::grammar::{Parsed, python};
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::fill;

const PROCESS_WINS: &str =
    "load_dotenv() without override=True only fills holes: a variable that exists, even an empty one, stays.";
const FIRST_FILE_WINS: &str = "An earlier load_dotenv() set it already: without override=True, the first file wins.";
const OVERRIDE: &str = "load_dotenv(override=True) overwrites whatever exists: the platform's value and earlier files.";
const NO_VALUE: &str = "The line has no = and so sets nothing, not even with override=True.";

/// Which value `${NAME}` takes where the process and the file both have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum References {
    /// Left as written.
    Kept,
    /// The process first: `load_dotenv()`.
    ProcessFirst,
    /// The file first: `load_dotenv(override=True)` and `dotenv_values()`.
    FileFirst,
}

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let version = Version::first_in(scenario.version.as_deref());
    if version >= Version(1, 2, 0) && ladder.value("PYTHON_DOTENV_DISABLED").is_some_and(is_yes) {
        let message = "PYTHON_DOTENV_DISABLED is on: load_dotenv() reads nothing";
        ladder.problems.push(Problem::warning(None, None, message));
        return;
    }
    for path in paths(scenario, files, ladder) {
        load(ladder, files, path, version, scenario.override_existing, scenario.interpolate != Some(false));
    }
}

fn is_yes(value: &str) -> bool {
    ["1", "true", "t", "yes", "y"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
}

fn paths<'f>(scenario: &Scenario, files: Files<'f>, ladder: &mut Ladder) -> Vec<&'f str> {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    if scenario.paths.is_empty() {
        let start = scenario.script.as_deref().map_or(folder, parent);
        return files.find_upwards(start, ".env").into_iter().collect();
    }
    let mut found = Vec::new();
    for path in &scenario.paths {
        match files.find(folder, path) {
            Some(name) => found.push(name),
            None => ladder.problems.push(Problem::warning(
                Some(path),
                None,
                format!("there is no {path}: load_dotenv() returns False and goes on"),
            )),
        }
    }
    found
}

/// One call of `load_dotenv(path)`.
pub(super) fn load(
    ladder: &mut Ladder,
    files: Files<'_>,
    path: &str,
    version: Version,
    overrides: bool,
    interpolates: bool,
) {
    let order = match (interpolates, overrides) {
        (false, _) => References::Kept,
        (true, true) => References::FileFirst,
        (true, false) => References::ProcessFirst,
    };
    let source = if overrides { "load_dotenv(override=True)" } else { "load_dotenv()" };
    let layer = values(ladder, files, path, version, order, source);
    for (name, candidate) in layer.into_candidates() {
        if candidate.value.is_none() {
            ladder.lose(&name, candidate, NO_VALUE);
        } else if name.contains(['=', '\0']) {
            let message = "ValueError: illegal environment variable name; python-dotenv stops the program";
            ladder.problems.push(Problem::error(candidate.file.as_deref(), candidate.line, message));
        } else if overrides {
            ladder.set(&name, candidate, OVERRIDE);
        } else {
            fill(ladder, &name, candidate, PROCESS_WINS, FIRST_FILE_WINS);
        }
    }
}

/// `dotenv_values(path)`: the values of one file with their references replaced.
pub(super) fn values(
    ladder: &mut Ladder,
    files: Files<'_>,
    path: &str,
    version: Version,
    order: References,
    source: &str,
) -> FileLayer {
    if let Ok(file) = files.read(path)
        && let Some(bad) = file.bad_byte
    {
        let message = format!(
            "UnicodeDecodeError: byte 0x{:02x} at position {} is not UTF-8; python-dotenv stops the program",
            bad.byte, bad.offset
        );
        ladder.problems.push(Problem::error(Some(path), Some(bad.line), message));
        return FileLayer::default();
    }
    let new = version >= Version(1, 2, 3);
    let dialect = if new { python::Dialect::NEW } else { python::Dialect::OLD };
    let parsed = read_lenient(files, path, ladder, |text| python::parse(text, dialect));
    replace_references(ladder, parsed, path, order, source)
}

/// Lines see the lines before them, so that a name may be built up step by step.
fn replace_references(ladder: &mut Ladder, parsed: Parsed, path: &str, order: References, source: &str) -> FileLayer {
    let mut layer = FileLayer::default();
    let bytes = parsed.assignments.iter().filter_map(|assignment| assignment.value.as_ref()).map(String::len).sum();
    let mut budget = Budget::for_input(bytes);
    for assignment in parsed.assignments {
        let mut candidate = Candidate::absent(source, When::Process).at(path, assignment.line);
        if let Some(written) = assignment.value {
            let value = if order == References::Kept {
                Ok(written.clone())
            } else {
                let lookup = |name: &str| {
                    let in_file = layer.get(name).map(|earlier| earlier.value.as_deref().unwrap_or_default());
                    if order == References::FileFirst {
                        in_file.or_else(|| ladder.value(name))
                    } else {
                        ladder.value(name).or(in_file)
                    }
                };
                references::expand(&written, lookup, &mut budget)
            };
            let value = value.unwrap_or_else(|_| {
                let message = "the references make the value too long to follow";
                ladder.problems.push(Problem::error(Some(path), Some(assignment.line), message));
                written.clone()
            });
            candidate.written = Some(written);
            candidate.value = Some(value);
        }
        layer.put(&assignment.name, candidate, LAST_LINE_WINS);
    }
    layer
}
