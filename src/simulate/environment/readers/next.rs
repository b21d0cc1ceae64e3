//! Next: `@next/env` loads the files; `NEXT_PUBLIC_*` is frozen into every bundle, the rest is read by the server.
//!
//! Source: the published packages @next/env 12, 14 and 16; <https://nextjs.org/docs/pages/guides/environment-variables>.

use std::collections::{BTreeMap, BTreeSet};

use super::super::expansion::javascript::{Algorithm, Expansion};
use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::Files;
use super::super::grammar::javascript::{Dialect, parse};
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Loss, Problem, When};
use super::super::scenario::{Rendering, Scenario};
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
    ladder.fixed_at(When::Build, is_public);
    match scenario.rendering {
        None => {}
        Some(Rendering::Build) => {
            ladder.fixed_at(When::Build, |_| true);
            for (name, value) in &scenario.run_env {
                let offer = Candidate::new(AT_RUN_TIME, value, When::Process);
                ladder.lose_by(Loss::TooLate, name, offer, RENDERED_BY_THE_BUILD);
            }
        }
        Some(Rendering::Request) => serve(scenario, files, ladder),
    }
}

const AT_RUN_TIME: &str = "environment of next start";
const RENDERED_BY_THE_BUILD: &str = "No effect: the build rendered the page, and the value became a string in it.";
const FROZEN: &str = "No effect: NEXT_PUBLIC_ variables became strings when next build ran.";
const READ_PER_REQUEST: &str =
    "The page is rendered for each request, so the environment of next start counts, not the one of the build.";

fn is_public(name: &str) -> bool {
    name.starts_with("NEXT_PUBLIC_")
}

/// Lays what `next start` finds over what the build found: only the public names are frozen.
fn serve(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let mut served = Ladder::starting_with(&scenario.run_env, AT_RUN_TIME, When::Process);
    let server = Scenario { rendering: None, process_env: scenario.run_env.clone(), ..scenario.clone() };
    read(&server, files, &mut served);
    let names: BTreeSet<String> = ladder.names().chain(served.names()).map(str::to_owned).collect();
    for name in names {
        let offer = served.winner(&name).cloned();
        match offer {
            Some(offer) if is_public(&name) => {
                if offer.source == AT_RUN_TIME {
                    ladder.lose_by(Loss::TooLate, &name, offer, FROZEN);
                }
            }
            Some(offer) => ladder.set(&name, offer, READ_PER_REQUEST),
            None if is_public(&name) => {}
            None => ladder.remove(&name, Candidate::absent("not set", When::Process), READ_PER_REQUEST),
        }
    }
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
