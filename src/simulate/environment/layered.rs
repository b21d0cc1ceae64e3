//! A container and the program inside it: the layers that create the process environment, then those of the program.
//!
//! This is where "the environment" of a tutorial comes apart into two clocks: the container's creation decides the
//! process environment, the program's start decides what a `.env` file may still fill or overwrite.

use super::files::Files;
use super::ladder::{Candidate, Ladder};
use super::resolution::{Loss, When};
use super::scenario::{Reader, Scenario, World};
use super::{bundle, read, readers};

const HOST_NOT_INHERITED: &str = "A container does not inherit the environment of the machine that starts it.";
const ECS_READS_NO_COMPOSE: &str = "ECS never reads a compose file: a container is started by one or the other.";
const COMPOSE_READS_NO_TASK: &str =
    "docker compose never reads a task definition: a container is started by one or the other.";
const NO_CONTAINER: &str = "No container is started here, so no compose file, task definition or manifest has a say.";
const DOCKER_READS_NEITHER: &str = "docker run reads neither a compose file nor a task definition nor a manifest.";
const COMPOSE_READS_NO_MANIFEST: &str = "docker compose never reads a Kubernetes manifest.";
const ECS_READS_NO_MANIFEST: &str = "ECS never reads a Kubernetes manifest.";
const KUBERNETES_READS_NEITHER: &str = "Kubernetes reads neither a compose file nor an ECS task definition.";

/// Lays the container's layers, then the program's.
pub(super) fn read_layers(scenario: &Scenario, ladder: &mut Ladder) {
    if scenario.world == World::StaticFrontEnd {
        return bundle::read_bundle(scenario, ladder);
    }
    let program = scenario.program.filter(|program| *program != Reader::Layered).unwrap_or_default();
    let container = match scenario.world {
        World::Local | World::StaticFrontEnd => None,
        World::DockerRun => Some(Reader::DockerRun),
        World::Compose => Some(Reader::Compose),
        World::Ecs => Some(Reader::Ecs),
        World::Kubernetes => Some(Reader::Kubernetes),
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
    let (compose, task, manifest) = match scenario.world {
        World::Local => (NO_CONTAINER, NO_CONTAINER, NO_CONTAINER),
        World::DockerRun => (DOCKER_READS_NEITHER, DOCKER_READS_NEITHER, DOCKER_READS_NEITHER),
        World::Compose => ("", COMPOSE_READS_NO_TASK, COMPOSE_READS_NO_MANIFEST),
        World::Ecs => (ECS_READS_NO_COMPOSE, "", ECS_READS_NO_MANIFEST),
        World::Kubernetes => (KUBERNETES_READS_NEITHER, KUBERNETES_READS_NEITHER, ""),
        World::StaticFrontEnd => return,
    };
    let others = [(Reader::Compose, compose), (Reader::Ecs, task), (Reader::Kubernetes, manifest)];
    for (reader, because) in others.into_iter().filter(|(_, because)| !because.is_empty()) {
        for (name, offer) in offers(reader, scenario) {
            ladder.lose_by(Loss::NeverRead, &name, offer, because);
        }
    }
    if scenario.world != World::Local {
        for (name, value) in &scenario.process_env {
            if ladder.mentions(name) && !ladder.has_offer(name, "host shell") && ladder.value(name) != Some(value) {
                let offer = Candidate::new("system environment", value, When::Process);
                ladder.lose_by(Loss::NeverRead, name, offer, HOST_NOT_INHERITED);
            }
        }
    }
}

/// What another way to start the container sets itself, image aside; nothing where the scenario has no document for it.
pub(super) fn offers(reader: Reader, scenario: &Scenario) -> Vec<(String, Candidate)> {
    let files = Files::new(&scenario.files);
    let (source, is_there) = match reader {
        Reader::DockerRun => ("docker run", !scenario.arguments.is_empty()),
        Reader::Compose => {
            ("compose", readers::compose::DEFAULT_FILES.iter().any(|name| files.find("", name).is_some()))
        }
        Reader::Ecs => ("ECS", !scenario.task_definition.is_null()),
        Reader::Kubernetes => ("Kubernetes", true),
        _ => return Vec::new(),
    };
    if !is_there {
        return Vec::new();
    }
    let mut other = Ladder::default();
    let arguments = if reader == Reader::DockerRun { scenario.arguments.clone() } else { Vec::new() };
    read(reader, &Scenario { arguments, ..scenario.clone() }, files, &mut other);
    let winner = |name: &str| other.winner(name).filter(|winner| winner.source.starts_with(source)).cloned();
    let offer = |name: &str| Some((name.to_owned(), Candidate { earlier: Vec::new(), ..winner(name)? }));
    other.names().filter_map(offer).collect()
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
