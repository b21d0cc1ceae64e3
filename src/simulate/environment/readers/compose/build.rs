//! `build` of a service: the Dockerfile and what compose passes to it. `environment` and `env_file` are no part of it.

use super::super::super::files::Files;
use super::super::super::image::{self, BuildArgument, BuildOptions};
use super::super::super::ladder::Ladder;
use super::super::super::resolution::Problem;
use super::super::super::scenario::Scenario;
use super::project::Project;
use super::service::Build;

/// `args` and `target`; a bare name takes its value from the project environment, or is left out.
pub(super) fn options(project: &Project<'_>, build: &Build) -> BuildOptions {
    let mut options = BuildOptions { target: build.target.clone(), ..BuildOptions::default() };
    for (name, candidate) in build.arguments.clone().into_candidates() {
        if let Some(value) = candidate.value.or_else(|| project.environment.get(&name).cloned()) {
            options.arguments.insert(name, BuildArgument { value, source: "compose build.args" });
        }
    }
    options
}

/// The image's environment; nothing where the Dockerfile is not at hand.
pub(super) fn image(project: &mut Project<'_>, scenario: &Scenario, files: Files<'_>, build: &Build) -> Option<Ladder> {
    let options = options(project, build);
    if let Some(text) = &build.inline {
        return Some(image::of_text(text, "dockerfile_inline", &scenario.image_env, &options));
    }
    let context = build.context.as_deref().unwrap_or_default();
    let found = image::find_dockerfile(files, context, build.dockerfile.as_deref());
    if found.is_none() {
        let message = "build: the Dockerfile is not among the files, so what its image sets is not known";
        project.problems.push(Problem::warning(Some(&build.file), Some(build.line), message));
    }
    Some(image::built(scenario, files, found?, &options))
}
