//! Vite: `loadEnv` and what `import.meta.env` shows, frozen into the bundle.
//!
//! Source: `loadEnv` of the published packages vite 5, 7 and 8; <https://vite.dev/guide/env-and-mode>.

use super::super::expansion::javascript::{Algorithm, Expansion};
use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::Files;
use super::super::grammar;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::{dotenv, fill_layer, node_env_file};

const PROCESS_WINS: &str = "A variable that exists when Vite starts wins over every file, even an empty one.";
const LATER_FILE_WINS: &str =
    "Vite reads .env, .env.local, .env.[mode] and .env.[mode].local in this order, and the later file wins.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let mode = scenario.mode.as_deref().unwrap_or("production");
    if mode == "local" {
        let message = "\"local\" cannot be used as a mode name: it would clash with the .local ending of .env files";
        ladder.problems.push(Problem::error(None, None, message));
        ladder.hide(|_| false, message);
        return;
    }
    let layer = merged(scenario, files, ladder, mode);
    let layer = expanded(scenario, ladder, layer);
    fill_layer(ladder, layer, PROCESS_WINS, LATER_FILE_WINS);
    let prefixes = if scenario.prefixes.is_empty() { vec!["VITE_".to_owned()] } else { scenario.prefixes.clone() };
    let shown = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()));
    let because = format!("Vite shows the browser only names that start with {}.", prefixes.join(" or "));
    ladder.hide(shown, &because);
    ladder.fixed_at(When::Build, |_| true);
    for (name, value) in [("MODE", mode), ("PROD", "true"), ("DEV", "false"), ("BASE_URL", "/")] {
        ladder.setting(name, Candidate::new("vite build", value, When::Build), "");
    }
}

fn merged(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder, mode: &str) -> FileLayer {
    let version = Version::first_in(scenario.version.as_deref());
    let node = Version::after("node ", scenario.version.as_deref());
    let parse = |text: &str| {
        if version < Version(8, 0, 0) {
            grammar::javascript::parse(text, dotenv::dialect(Version::NEWEST))
        } else {
            grammar::node::parse(text, node_env_file::dialect(node))
        }
    };
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let mut all = FileLayer::default();
    for path in [".env".to_owned(), ".env.local".to_owned(), format!(".env.{mode}"), format!(".env.{mode}.local")] {
        if let Some(name) = files.find(folder, &path) {
            let mut parsed = read_lenient(files, name, ladder, parse);
            if version >= Version(8, 0, 0) {
                // Node's parser hands its names out in alphabetical order, which decides what references see.
                parsed.assignments.sort_by(|a, b| a.name.cmp(&b.name));
            }
            all.put_all(FileLayer::new(parsed, "vite env file", name, When::Build), LATER_FILE_WINS);
        }
    }
    all
}

fn expanded(scenario: &Scenario, ladder: &mut Ladder, mut layer: FileLayer) -> FileLayer {
    let order = layer.order.clone();
    let mut expansion = Expansion {
        algorithm: Algorithm::of_vite(Version::first_in(scenario.version.as_deref())),
        order: &order,
        parsed: layer.values(),
        process: ladder.environment(),
        notes: Vec::new(),
    };
    let kept = expansion.process.clone();
    if let Err(failure) = expansion.run() {
        let place =
            layer.get(&failure.name).map(|candidate| (candidate.file.clone(), candidate.line)).unwrap_or_default();
        let message = format!("{}: {}", failure.name, failure.message);
        ladder.problems.push(Problem::error(place.0.as_deref(), place.1, message));
    }
    for (name, value) in expansion.parsed.iter().filter(|(name, _)| !kept.contains_key(*name)) {
        layer.expanded(name, value);
    }
    layer
}
