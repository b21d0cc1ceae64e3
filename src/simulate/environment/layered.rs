//! A container and the program inside it: the layers that create the process environment, then those of the program.
//!
//! This is where "the environment" of a tutorial comes apart into two clocks: the container's creation decides the
//! process environment, the program's start decides what a `.env` file may still fill or overwrite.

use super::files::Files;
use super::ladder::{Candidate, Ladder};
use super::resolution::When;
use super::scenario::{Reader, Scenario, World};
use super::{read, readers};

const HOST_NOT_INHERITED: &str = "A container does not inherit the environment of the machine that starts it.";
const ECS_READS_NO_COMPOSE: &str = "ECS never reads a compose file: a container is started by one or the other.";
const COMPOSE_READS_NO_TASK: &str =
    "docker compose never reads a task definition: a container is started by one or the other.";
const NO_CONTAINER: &str = "No container is started here, so neither a compose file nor a task definition has a say.";
const DOCKER_READS_NEITHER: &str = "docker run reads neither a compose file nor a task definition.";

/// Lays the container's layers, then the program's.
pub(super) fn read_layers(scenario: &Scenario, ladder: &mut Ladder) {
    let program = scenario.program.filter(|program| *program != Reader::Layered).unwrap_or_default();
    let container = match scenario.world {
        World::Local => None,
        World::DockerRun => Some(Reader::DockerRun),
        World::Compose => Some(Reader::Compose),
        World::Ecs => Some(Reader::Ecs),
    };
    match container {
        None => *ladder = Ladder::starting_with(&scenario.process_env, "system environment", When::Process),
        Some(reader) => read(reader, scenario, Files::new(&scenario.files), ladder),
    }
    let files = if container.is_none() { &scenario.files } else { &scenario.image_files };
    let inside = Scenario {
        reader: program,
        files: files.clone(),
        process_env: ladder.environment(),
        arguments: scenario.program_arguments.clone(),
        cwd: scenario.cwd.clone().filter(|_| container.is_none()),
        ..scenario.clone()
    };
    read(program, &inside, Files::new(&inside.files), ladder);
    not_connected(scenario, ladder);
}

/// Layers that exist in the scenario and that this world never reads.
fn not_connected(scenario: &Scenario, ladder: &mut Ladder) {
    let (no_compose, no_task) = match scenario.world {
        World::Local => (Some(NO_CONTAINER), Some(NO_CONTAINER)),
        World::DockerRun => (Some(DOCKER_READS_NEITHER), Some(DOCKER_READS_NEITHER)),
        World::Compose => (None, Some(COMPOSE_READS_NO_TASK)),
        World::Ecs => (Some(ECS_READS_NO_COMPOSE), None),
    };
    let files = Files::new(&scenario.files);
    let has_compose = readers::compose::DEFAULT_FILES.iter().any(|name| files.find("", name).is_some());
    if let Some(because) = no_compose.filter(|_| has_compose) {
        unread(Reader::Compose, "compose", scenario, because, ladder);
    }
    if let Some(because) = no_task.filter(|_| !scenario.task_definition.is_null()) {
        unread(Reader::Ecs, "ECS", scenario, because, ladder);
    }
    if scenario.world != World::Local {
        for (name, value) in &scenario.process_env {
            if ladder.mentions(name) && !ladder.has_offer(name, "host shell") && ladder.value(name) != Some(value) {
                ladder.lose(name, Candidate::new("system environment", value, When::Process), HOST_NOT_INHERITED);
            }
        }
    }
}

/// Notes what another way to start the container would have set.
fn unread(reader: Reader, source: &str, scenario: &Scenario, because: &str, ladder: &mut Ladder) {
    let mut other = Ladder::default();
    let alone = Scenario { image_env: std::collections::BTreeMap::new(), ..scenario.clone() };
    read(reader, &alone, Files::new(&scenario.files), &mut other);
    for name in other.environment().into_keys() {
        if let Some(winner) = other.winner(&name).filter(|winner| winner.source.starts_with(source)) {
            let offer = Candidate { earlier: Vec::new(), ..winner.clone() };
            ladder.lose(&name, offer, because);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::simulate::environment::{Resolution, Scenario, When, resolve};

    fn ecs(override_existing: bool) -> Resolution {
        let scenario = serde_json::json!({
            "reader": "layered", "world": "ecs", "override": override_existing,
            "image_env": {"A": "image"},
            "task_definition": "{\n \"environment\": [\n  {\"name\": \"A\", \"value\": \"ecs\"}\n ]\n}",
            "image_files": {".env": "# local\nA=dotenv\n"},
            "files": {"compose.yaml": "services:\n  app:\n    image: x\n    environment:\n      A: compose\n"},
            "process_env": {"A": "laptop"}
        });
        let scenario: Scenario = serde_json::from_value(scenario).expect("the scenario is well-formed");
        resolve(&scenario)
    }

    fn ladder(resolution: &Resolution) -> Vec<(&str, Option<&str>, Option<usize>)> {
        let a = &resolution.variables["A"];
        let rest = a.shadowed.iter().map(|s| (s.source.as_str(), s.value.as_deref(), s.line));
        std::iter::once((a.source.as_str(), a.value.as_deref(), a.line)).chain(rest).collect()
    }

    #[test]
    fn a_plain_load_dotenv_loses_to_ecs() {
        let resolution = ecs(false);
        assert_eq!(
            ladder(&resolution),
            [
                ("ECS environment", Some("ecs"), Some(3)),
                ("image ENV", Some("image"), None),
                ("load_dotenv()", Some("dotenv"), Some(2)),
                ("compose environment", Some("compose"), Some(5)),
                ("system environment", Some("laptop"), None),
            ]
        );
        assert_eq!(resolution.variables["A"].when, When::Run);
    }

    #[test]
    fn override_lifts_dotenv_above_ecs() {
        let resolution = ecs(true);
        assert_eq!(
            ladder(&resolution)[..3],
            [
                ("load_dotenv(override=True)", Some("dotenv"), Some(2)),
                ("ECS environment", Some("ecs"), Some(3)),
                ("image ENV", Some("image"), None),
            ]
        );
        let a = &resolution.variables["A"];
        assert_eq!((a.when, a.file.as_deref()), (When::Process, Some(".env")));
        assert!(a.shadowed.iter().all(|loser| loser.because.ends_with('.')), "{:?}", a.shadowed);
    }
}
