//! `BaseSettings` of pydantic-settings: process over `.env` over secrets, names without regard to case.
//!
//! Source: <https://docs.pydantic.dev/latest/concepts/pydantic_settings/>.

use std::collections::BTreeMap;

use super::super::file_layer::FileLayer;
use super::super::files::Files;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::python_dotenv::{References, values};

const PROCESS_WINS: &str = "pydantic-settings asks the process environment first; an empty value counts.";
const LAST_FILE_WINS: &str = "Of several files in env_file, the last one wins.";
const FILE_WINS: &str = "pydantic-settings asks env_file before secrets_dir.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    if let Some(name) = files.find(folder, ".env").filter(|_| scenario.paths.is_empty()) {
        let message = "pydantic-settings reads .env only if model_config names it: env_file=\".env\"";
        ladder.problems.push(Problem::warning(Some(name), None, message));
    }
    // Field names by their lower-case form; the process's spelling is the one that is shown.
    let mut spelling: BTreeMap<String, String> =
        ladder.environment().into_keys().map(|name| (name.to_ascii_lowercase(), name)).collect();
    let mut all = FileLayer::default();
    for name in scenario.paths.iter().filter_map(|path| files.find(folder, path)) {
        let layer = values(ladder, files, name, Version::NEWEST, References::FileFirst, "env_file");
        for (key, candidate) in layer.into_candidates().filter(|(_, candidate)| candidate.value.is_some()) {
            let shown = spelling.entry(key.to_ascii_lowercase()).or_insert(key).clone();
            all.put(&shown, candidate, LAST_FILE_WINS);
        }
    }
    let known = |name: &str| scenario.fields.iter().any(|field| field.eq_ignore_ascii_case(name));
    for (name, candidate) in all.into_candidates() {
        if !scenario.fields.is_empty() && !known(&name) {
            let message = format!("ValidationError: extra inputs are not permitted: {name} is no field of the class");
            ladder.problems.push(Problem::error(candidate.file.as_deref(), candidate.line, message));
        }
        ladder.fill(&name, candidate, PROCESS_WINS);
    }
    secrets(scenario, files, &mut spelling, ladder);
    for field in scenario.fields.iter().filter(|field| !spelling.contains_key(&field.to_ascii_lowercase())) {
        ladder.problems.push(Problem::warning(
            None,
            None,
            format!("{field} has no value: its default is used, if it has one"),
        ));
    }
}

fn secrets(scenario: &Scenario, files: Files<'_>, spelling: &mut BTreeMap<String, String>, ladder: &mut Ladder) {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let Some(secrets) = scenario.secrets_dir.as_deref() else { return };
    let prefix = format!("{}/", super::super::files::join(folder, secrets));
    for name in scenario.files.keys() {
        let Some(key) = super::super::files::join("", name).strip_prefix(&prefix).map(str::to_owned) else { continue };
        if let Ok(file) = files.read(name) {
            let shown = spelling.entry(key.to_ascii_lowercase()).or_insert(key).clone();
            let candidate = Candidate::new("secrets_dir", file.text.trim(), When::Process).at(name, 1);
            ladder.fill(&shown, candidate, FILE_WINS);
        }
    }
}
