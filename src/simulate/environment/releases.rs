//! Releases that behave differently, as data: what may be chosen as [`Scenario::version`](super::Scenario::version).
//!
//! Sources: the change logs of the tools, and runs of the releases named.

use super::scenario::Reader;

/// A release and what sets it apart from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// For [`Scenario::version`](super::Scenario::version).
    pub version: &'static str,
    /// What differs, in a few words; empty for the newest.
    pub differs: &'static str,
}

const fn release(version: &'static str, differs: &'static str) -> Release {
    Release { version, differs }
}

const PYTHON_DOTENV: &[Release] = &[
    release("1.2.4", ""),
    release("1.2.2", "A= # c keeps the comment; a byte order mark stays"),
    release("1.0.1", "PYTHON_DOTENV_DISABLED does nothing"),
];
const FLASK: &[Release] = &[
    release("3.1.3", ""),
    release("3.0.3", "--env-file loses to .env and .flaskenv"),
    release("2.2.5", "FLASK_ENV=development still turns debug mode on"),
    release("2.1.3", "no --env-file, no --debug"),
];
const DOTENV: &[Release] = &[
    release("18.0.10", ""),
    release("14.0.0", "no multi-line values, no backticks, no A: 1"),
    release("10.0.0", "no comments behind a value, no export"),
];
const DOTENV_EXPAND: &[Release] = &[
    release("16.6.1+12.0.3", ""),
    release("18.0.10+1000.0.0", "also has $(command), which is not run here"),
    release("16.6.1+11.0.7", "${X-d} is ${X:-d}; an exported empty value stays"),
    release("16.6.1+5.1.0", "breaks ${X:-d}"),
];
const NODE: &[Release] =
    &[release("24.21.0", ""), release("22.23.3", "as 24"), release("20.20.2", "drops the line after a line without =")];
const VITE: &[Release] = &[
    release("8.3.8 (node 24.21.0)", ""),
    release("8.3.8 (node 20.20.2)", "reads .env as Node 20 does"),
    release("7.3.8", "reads .env with dotenv"),
    release("5.4.21", "as 7"),
];
const NEXT: &[Release] =
    &[release("16.4.6", ""), release("14.0.0", "as 16"), release("12.0.0", "no multi-line values in .env")];
const DOCKER_BUILD: &[Release] =
    &[release("buildkit", ""), release("legacy", "ENV always wins over ARG, whatever their order")];

/// The releases of a tool that behave differently, the newest first; none where nothing has changed.
pub const fn releases(reader: Reader) -> &'static [Release] {
    match reader {
        Reader::PythonDotenv => PYTHON_DOTENV,
        Reader::Flask => FLASK,
        Reader::Dotenv => DOTENV,
        Reader::DotenvExpand => DOTENV_EXPAND,
        Reader::NodeEnvFile => NODE,
        Reader::Vite => VITE,
        Reader::Next => NEXT,
        Reader::DockerBuild => DOCKER_BUILD,
        _ => &[],
    }
}
