//! Amazon ECS: the container definition of a task definition, its environment files and overrides.
//!
//! Sources: `envfile.go`, `container.go` and `task.go` of <https://github.com/aws/amazon-ecs-agent>; the pages
//! "Pass environment variables to an Amazon ECS container" and `ContainerOverride` of the Amazon ECS documentation.
//! Fargate's own code is not public; its documentation uses the same words.

use std::collections::BTreeSet;

use super::super::document::{self, Kind, Node};
use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::{Files, LARGEST, too_large};
use super::super::grammar::literal;
use super::super::image;
use super::super::json;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::cloud_formation;

const BEATS_IMAGE: &str = "What the task definition sets beats the image's ENV, which is only a default.";
const FIRST_FILE_WINS: &str = "Of several environmentFiles, ECS keeps the first file that has the name.";
const BEATS_FILES: &str = "environment in the task definition beats environmentFiles.";
const OVERRIDE_WINS: &str = "containerOverrides of RunTask beat the task definition and the image.";
const SECRET_WINS: &str =
    "The ECS agent lets the secret win; registering a task definition with the same name twice is refused.";
const LAST_ENTRY_WINS: &str = "The name stands twice in the list, and the last entry wins.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    *ladder = image::ladder(scenario, files);
    let (definition, file) =
        document_of(&scenario.task_definition, "task-definition.json", "task definition", scenario, files, ladder);
    let (run, run_file) = document_of(&scenario.overrides, "overrides.json", "overrides", scenario, files, ladder);
    let container = container(&definition, scenario, ladder);
    let of_run = overrides(&run, container);
    let overrides_file = if of_run.is_some() { run_file } else { file.clone() };
    let overrides = of_run.or_else(|| overrides(&definition, container));
    let replaced = overrides.and_then(|overrides| overrides.get("environmentFiles"));
    let list = replaced.or_else(|| container.get("environmentFiles"));
    let layer = environment_files(list.map_or(&[], Node::items), scenario, files, ladder);
    for (name, candidate) in layer.into_candidates() {
        ladder.set(&name, candidate, BEATS_IMAGE);
    }
    let file = file.as_deref();
    set_list(ladder, container.get("environment"), "ECS environment", file, BEATS_FILES);
    if let Some(overrides) = overrides {
        set_list(
            ladder,
            overrides.get("environment"),
            "ECS container override",
            overrides_file.as_deref(),
            OVERRIDE_WINS,
        );
    }
    set_list(ladder, container.get("secrets"), "ECS secrets", file, SECRET_WINS);
    refuse_shared_names(container, file, ladder);
    warn_of_injected_names(ladder);
}

/// What ECS sets itself: "Amazon ECS environment variables" and "Task metadata endpoint" of its documentation.
const INJECTED: [&str; 5] = [
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_EXECUTION_ENV",
    "ECS_AGENT_URI",
    "ECS_CONTAINER_METADATA_URI",
    "ECS_CONTAINER_METADATA_URI_V4",
];

/// Says which names are not the author's to set.
fn warn_of_injected_names(ladder: &mut Ladder) {
    for name in INJECTED {
        let Some(winner) = ladder.winner(name) else { continue };
        let (file, line) = (winner.file.clone(), winner.line);
        let message =
            format!("ECS sets {name} itself when it starts the container: do not rely on a value of your own");
        ladder.problems.push(Problem::warning(file.as_deref(), line, message));
    }
}

/// ECS refuses to register a secret that shares its name with a variable.
fn refuse_shared_names(container: &Node, file: Option<&str>, ladder: &mut Ladder) {
    let names = |key| container.get(key).map_or(&[][..], Node::items).iter();
    let environment: BTreeSet<_> = names("environment").filter_map(|entry| entry.text_of("name")).collect();
    for entry in names("secrets") {
        if let Some(name) = entry.text_of("name").filter(|name| environment.contains(name)) {
            let message =
                format!("the secret name {name} must not be shared with an environment variable: ECS refuses it");
            ladder.problems.push(Problem::error(file, (entry.line > 0).then_some(entry.line), message));
        }
    }
}

/// A document that may be an object, the text of one or a path, and the file it stands in.
fn document_of(
    value: &serde_json::Value,
    file: &str,
    what: &str,
    scenario: &Scenario,
    files: Files<'_>,
    ladder: &mut Ladder,
) -> (Node, Option<String>) {
    let Some(text) = value.as_str() else {
        let document = cloud_formation::task_definition(document::from_json(value), None, &mut ladder.problems);
        return (document, None);
    };
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    match files.find(folder, text).map(|name| files.read(name).map(|file| (name, file.text))) {
        Some(Ok((name, text))) => (parse(&text, Some(name), &mut ladder.problems), Some(name.to_owned())),
        Some(Err(problem)) => {
            ladder.problems.push(problem);
            (Node::default(), None)
        }
        None if is_json(text) || text.contains(['\n', ' ']) => {
            (parse(text, Some(file), &mut ladder.problems), Some(file.to_owned()))
        }
        None => {
            let message = format!("there is no {what} {text}: expected its path, its text or a JSON object");
            ladder.problems.push(Problem::error(Some(text), None, message));
            (Node::default(), None)
        }
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"'])
}

/// Reads a task definition or overrides: JSON, YAML as the AWS command line also takes it, or a CloudFormation template.
pub(in super::super) fn parse(text: &str, file: Option<&str>, problems: &mut Vec<Problem>) -> Node {
    if text.len() > LARGEST {
        problems.push(too_large(file.unwrap_or_default(), text.len()));
        return Node::default();
    }
    let document = if is_json(text) {
        json::parse(text, file, problems)
    } else {
        document::parse(text, file, problems).into_iter().next().unwrap_or_default()
    };
    if document.text().is_some() {
        let message = "not valid JSON: expected { at the beginning";
        problems.push(Problem::error(file, Some(1), message));
        return Node::default();
    }
    cloud_formation::task_definition(document, file, problems)
}

/// The container definition: the one named by `service`, the first, or the document itself.
fn container<'n>(definition: &'n Node, scenario: &Scenario, ladder: &mut Ladder) -> &'n Node {
    let Some(containers) = containers(definition) else { return definition };
    let named = |name: &str| containers.iter().find(|container| container.text_of("name") == Some(name));
    if let Some(name) = scenario.service.as_deref() {
        if let Some(container) = named(name) {
            return container;
        }
        let message = format!("the task definition has no container {name}; the first one is shown");
        ladder.problems.push(Problem::error(None, None, message));
    }
    containers.first().unwrap_or(definition)
}

/// The container definitions of a task definition: alone, in what AWS answers (`taskDefinition`), or as a bare list.
pub(in super::super) fn containers(definition: &Node) -> Option<&[Node]> {
    let definition = definition.get("taskDefinition").unwrap_or(definition);
    let list = if matches!(definition.kind, Kind::List(_)) {
        Some(definition)
    } else {
        definition.get("containerDefinitions")
    };
    list.map(Node::items)
}

/// The override for the container: below `overrides`, directly or in `containerOverrides`.
fn overrides<'n>(definition: &'n Node, container: &Node) -> Option<&'n Node> {
    let overrides = definition.get("overrides").unwrap_or(definition);
    let Some(list) = overrides.get("containerOverrides") else { return definition.get("overrides") };
    let name = container.text_of("name");
    list.items().iter().find(|entry| name.is_none() || entry.text_of("name") == name)
}

fn environment_files(list: &[Node], scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) -> FileLayer {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let mut all = FileLayer::default();
    for entry in list {
        let Some(path) = entry.text().or_else(|| entry.text_of("value")) else { continue };
        // An ARN of an object in S3 is looked up by its key, then by its last part.
        let key = path.strip_prefix("arn:aws:s3:::").and_then(|path| path.split_once('/')).map_or(path, |(_, key)| key);
        let last = key.rsplit('/').next().unwrap_or(key);
        let Some(name) = files.find(folder, key).or_else(|| files.find(folder, last)) else {
            let message = format!("the environment file {path} is not there: the task does not start");
            ladder.problems.push(Problem::error(Some(path), (entry.line > 0).then_some(entry.line), message));
            continue;
        };
        let parsed = read_lenient(files, name, ladder, literal::parse_ecs);
        all.fill_all(FileLayer::new(parsed, "ECS environmentFiles", name, When::Run), FIRST_FILE_WINS);
    }
    all
}

/// Sets the entries `{"name": …, "value": …}` of a list; a secret's value may be known only by where it comes from.
fn set_list(ladder: &mut Ladder, list: Option<&Node>, source: &str, file: Option<&str>, because: &str) {
    let Some(list) = list.filter(|list| !list.is_null()) else { return };
    if !matches!(list.kind, Kind::List(_)) {
        let message = format!("{source}: expected a list of {{\"name\": …, \"value\": …}}");
        ladder.problems.push(Problem::error(file, (list.line > 0).then_some(list.line), message));
        return;
    }
    for entry in list.items() {
        let Some(name) = entry.text_of("name").filter(|name| !name.is_empty()) else {
            let message = format!("{source}: an entry has no name; expected {{\"name\": …, \"value\": …}}");
            ladder.problems.push(Problem::error(file, (entry.line > 0).then_some(entry.line), message));
            continue;
        };
        let place = |place: &str| if place.starts_with('(') { place.to_owned() } else { format!("(value of {place})") };
        let reference = || entry.text_of("valueFrom").map(place);
        let value = entry.text_of("value").map(str::to_owned).or_else(reference).unwrap_or_default();
        let mut candidate = Candidate::new(source, value, When::Run);
        if let Some(file) = file {
            candidate = candidate.at(file, entry.line);
        }
        let rule = match ladder.winner(name) {
            Some(winner) if winner.source == source => LAST_ENTRY_WINS,
            Some(winner) if winner.when == When::Image && source != "ECS container override" => BEATS_IMAGE,
            _ => because,
        };
        ladder.set(name, candidate, rule);
    }
}
