//! Next: `@next/env` loads the files; `NEXT_PUBLIC_*` is frozen into every bundle, the rest is read by the server.
//!
//! Source: the published packages @next/env 12, 14 and 16; <https://nextjs.org/docs/pages/guides/environment-variables>.

use std::collections::BTreeMap;

use super::super::expansion::javascript::{Algorithm, Expansion};
use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::Files;
use super::super::grammar::javascript::{Dialect, parse};
use super::super::ladder::Ladder;
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::fill;

const PROCESS_WINS: &str = "Next keeps a variable that exists when it starts, even an empty one.";
const EARLIER_FILE_WINS: &str =
    "Next reads .env.[env].local, .env.local, .env.[env] and .env in this order, and the first file with a name wins.";
const EXPANDED: &str = "Next also replaces the $ references of a variable that was set before, if a file names it.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let version = Version::first_in(scenario.version.as_deref());
    let dialect = if version < Version(13, 0, 0) { Dialect::Lines } else { Dialect::Text };
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let mut process = ladder.environment();
    let initial = process.clone();
    for name in paths(environment_name(scenario)).iter().filter_map(|path| files.find(folder, path)) {
        let parsed = read_lenient(files, name, ladder, |text| parse(text, dialect));
        let layer = FileLayer::new(parsed, "next env file", name, When::Process);
        load(ladder, layer, name, Algorithm::of_next(version), &initial, &mut process);
    }
    ladder.fixed_at(When::Build, |name| name.starts_with("NEXT_PUBLIC_"));
}

/// Next knows three environments; any other `NODE_ENV` reads the production files.
fn environment_name(scenario: &Scenario) -> &'static str {
    let node_env = scenario.process_env.get("NODE_ENV").map(String::as_str);
    match scenario.mode.as_deref() {
        _ if node_env == Some("test") => "test",
        Some("test") => "test",
        Some("development") => "development",
        _ => "production",
    }
}

fn paths(environment: &str) -> Vec<String> {
    let mut paths =
        vec![format!(".env.{environment}.local"), ".env.local".into(), format!(".env.{environment}"), ".env".into()];
    if environment == "test" {
        paths.remove(1);
    }
    paths
}

fn load(
    ladder: &mut Ladder,
    mut layer: FileLayer,
    file: &str,
    algorithm: Algorithm,
    initial: &BTreeMap<String, String>,
    process: &mut BTreeMap<String, String>,
) {
    let order = layer.order.clone();
    let (parsed, own) = (layer.values(), std::mem::take(process));
    let mut expansion = Expansion { algorithm, order: &order, parsed, process: own, notes: Vec::new() };
    let outcome = expansion.run();
    *process = expansion.process;
    if let Err(failure) = outcome {
        let line = layer.get(&failure.name).and_then(|candidate| candidate.line);
        let message = format!("{}: {}; Next leaves the whole file out", failure.name, failure.message);
        ladder.problems.push(Problem::error(Some(file), line, message));
        return;
    }
    for (name, value) in &expansion.parsed {
        if !initial.contains_key(name) {
            layer.expanded(name, value);
        }
    }
    for (name, candidate) in layer.into_candidates() {
        fill(ladder, &name, candidate, PROCESS_WINS, EARLIER_FILE_WINS);
        if initial.contains_key(&name) {
            let value = process.get(&name).cloned().unwrap_or_default();
            ladder.rewrite(&name, value, EXPANDED);
        }
    }
}
