//! A static front end: a bundler runs while the image is built, and a file server hands out what it made.
//!
//! All that a container, a task or a pod is told at run time comes too late: the values are text in JavaScript by then.

use super::files::Files;
use super::image::{self, BuildOptions};
use super::ladder::{Candidate, Ladder};
use super::layered::offers;
use super::resolution::{Loss, Problem, When};
use super::scenario::{Reader, Rendering, Scenario};
use super::{read, readers};

const NO_EFFECT: &str =
    "No effect: this became a string at build time, and the browser never sees the environment of a container.";

/// Lays the build's layers, then everything that comes too late.
pub(super) fn read_bundle(scenario: &Scenario, ladder: &mut Ladder) {
    let files = Files::new(&scenario.files);
    let is_bundler = |it: &Reader| matches!(it, Reader::Vite | Reader::CreateReactApp | Reader::Next);
    let bundler = scenario.program.filter(is_bundler).unwrap_or(Reader::Vite);
    let mut options = readers::compose::build_options(scenario, files).unwrap_or_default();
    let given = BuildOptions::parse(&scenario.build_arguments, &scenario.process_env);
    options.arguments.extend(given.arguments);
    options.file = given.file;
    // The stage of the bundler is built whatever the target is.
    *ladder = match image::bundler_step(scenario, files, &options) {
        Some(found) => found,
        None => built_outside(scenario),
    };
    let at_run_time = too_late(scenario);
    let run_env = at_run_time.iter().filter_map(|(name, offer)| Some((name.clone(), offer.value.clone()?))).collect();
    let inside = Scenario {
        reader: bundler,
        process_env: ladder.environment(),
        arguments: Vec::new(),
        rendering: scenario.rendering.or(Some(Rendering::Build)),
        run_env: if scenario.rendering == Some(Rendering::Request) { run_env } else { scenario.run_env.clone() },
        ..scenario.clone()
    };
    read(bundler, &inside, files, ladder);
    for (name, offer) in at_run_time {
        let is_read = bundler == Reader::Next && scenario.rendering == Some(Rendering::Request);
        if (is_shown(bundler, scenario, &name) || ladder.mentions(&name)) && !is_read {
            refuse(ladder, &name, offer);
        }
    }
}

fn built_outside(scenario: &Scenario) -> Ladder {
    let mut ladder = Ladder::starting_with(&scenario.process_env, "system environment", When::Build);
    if image::has_dockerfile(scenario) {
        let message =
            "the Dockerfile runs no bundler (npm run build, vite build): the bundle is taken to be built in the shell";
        ladder.problems.push(Problem::warning(Some(image::DOCKERFILE), None, message));
    }
    ladder
}

/// What the container that serves the files is told, weakest first.
fn too_late(scenario: &Scenario) -> Vec<(String, Candidate)> {
    let mut found = Vec::new();
    let image = image::ladder(scenario, Files::new(&scenario.files));
    let kept = image.names().filter_map(|name| Some((name.to_owned(), image.winner(name)?.clone())));
    found.extend(
        kept.filter(|(_, it)| it.file.is_some()).map(|(name, it)| (name, Candidate { earlier: Vec::new(), ..it })),
    );
    for reader in [Reader::DockerRun, Reader::Compose, Reader::Ecs, Reader::Kubernetes] {
        found.extend(offers(reader, scenario));
    }
    found
}

fn refuse(ladder: &mut Ladder, name: &str, offer: Candidate) {
    let winner = ladder.winner(name);
    // A stage that builds and serves has one ENV for both clocks: it counted already.
    if winner.is_some_and(|winner| winner.file.is_some() && (&winner.file, winner.line) == (&offer.file, offer.line)) {
        return;
    }
    if winner.is_none() {
        ladder.remove(name, Candidate::absent("not set when the bundle was built", When::Build), "");
    }
    ladder.lose_by(Loss::TooLate, name, offer, NO_EFFECT);
}

/// Whether the bundler shows the browser a variable of this name.
fn is_shown(bundler: Reader, scenario: &Scenario, name: &str) -> bool {
    match bundler {
        Reader::CreateReactApp => readers::create_react_app::is_shown(name),
        Reader::Next => name.starts_with("NEXT_PUBLIC_"),
        _ if scenario.prefixes.is_empty() => name.starts_with("VITE_"),
        _ => scenario.prefixes.iter().any(|prefix| name.starts_with(prefix.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use crate::simulate::environment::{Loss, Resolution, Scenario, When, resolve};

    fn answer(program: &str, build_arguments: &[&str]) -> Resolution {
        let dockerfile =
            "FROM node AS build\nARG REACT_APP_A=default\nRUN npm run build\nFROM nginx\nENV REACT_APP_A=nginx\n";
        let scenario = serde_json::json!({
            "reader": "layered", "world": "static-front-end", "program": program,
            "files": {
                "Dockerfile": dockerfile, ".env.production": "REACT_APP_A=file\nREACT_APP_B=file\nSECRET=x\n",
                "compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      REACT_APP_A: compose\n      REACT_APP_C: compose\n"
            },
            "arguments": ["-e", "REACT_APP_A=run"], "build_arguments": build_arguments,
            "task_definition": {"environment": [{"name": "REACT_APP_A", "value": "ecs"}]}
        });
        resolve(&serde_json::from_value::<Scenario>(scenario).expect("the scenario is well-formed"))
    }

    #[test]
    fn what_comes_after_the_build_has_no_effect() {
        let resolution = answer("create-react-app", &[]);
        let a = &resolution.variables["REACT_APP_A"];
        assert_eq!((a.value.as_deref(), a.when, a.line), (Some("default"), When::Build, Some(2)));
        let late: Vec<_> =
            a.shadowed.iter().filter(|it| it.loss == Loss::TooLate).map(|it| it.value.as_deref()).collect();
        assert_eq!(late, [Some("nginx"), Some("run"), Some("compose"), Some("ecs")]);
        assert_eq!(resolution.variables["REACT_APP_B"].value.as_deref(), Some("file"));
        let c = &resolution.variables["REACT_APP_C"];
        assert_eq!((c.value.as_deref(), c.when, c.shadowed.len()), (None, When::Build, 1));
        assert_eq!(resolution.variables["SECRET"].value, None);
    }

    #[test]
    fn only_a_new_build_changes_it() {
        let resolution = answer("create-react-app", &["--build-arg", "REACT_APP_A=built"]);
        assert_eq!(resolution.variables["REACT_APP_A"].value.as_deref(), Some("built"));
    }
}
