//! `docker build`: what the commands of a Dockerfile see.

use super::super::files::Files;
use super::super::image::{self, BuildOptions, DOCKERFILE};
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Loss, Problem, When};
use super::super::scenario::Scenario;

const NOT_INHERITED: &str =
    "A build does not inherit the shell's environment; only --build-arg NAME copies a variable.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let options = BuildOptions::parse(&scenario.build_arguments, &scenario.process_env);
    let Some(found) = image::build_step(scenario, files, &options) else {
        let message = "there is no Dockerfile among the files";
        ladder.problems.push(Problem::error(Some(options.file.as_deref().unwrap_or(DOCKERFILE)), None, message));
        return;
    };
    *ladder = found;
    for (name, value) in &scenario.process_env {
        if ladder.mentions(name) && ladder.value(name) != Some(value) {
            ladder.lose_by(Loss::NeverRead, name, Candidate::new("host shell", value, When::Process), NOT_INHERITED);
        }
    }
}
