//! Which value of an environment variable a program sees, and why.
//!
//! A [`Scenario`] names a tool, its release, its files and the environment it starts from; [`resolve`] answers with a
//! [`Resolution`]: per variable the winner, everything it beat with the rule in a sentence, and the moment at which
//! the value is fixed. Each tool is a reader (`readers`) that lays its layers on one ladder (`ladder`); the texts of
//! `.env` files are read by one grammar per family (`grammar`), references are replaced per family (`expansion`), and
//! what changed between releases is data there and listed in `releases`. What a Dockerfile does comes from the model
//! (`image`).
//!
//! Nothing is executed: a `$(command)` stays as it is.

pub mod claim;
pub mod outline;

mod bundle;
mod document;
mod expansion;
mod file_layer;
mod files;
mod grammar;
mod image;
mod json;
mod ladder;
mod layered;
mod readers;
mod releases;
mod resolution;
mod scenario;
mod version;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod tests;

pub use releases::{Release, releases};
pub use resolution::{Loss, Problem, Resolution, Severity, Shadowed, Variable, When};
pub use scenario::{FileContent, Reader, Rendering, Scenario, World};

use files::Files;
use ladder::Ladder;

/// What the process finds when it starts, for tools that run inside one.
const PROCESS: &str = "process environment";

/// The environment that the scenario's program sees. Never fails: what is wrong with the input is in
/// [`Resolution::errors`], and the variables show what could be read. Takes time linear in the input.
pub fn resolve(scenario: &Scenario) -> Resolution {
    let mut ladder = Ladder::starting_with(&scenario.process_env, PROCESS, When::Process);
    read(scenario.reader, scenario, Files::new(&scenario.files), &mut ladder);
    ladder.finish()
}

/// Lays the layers of one tool on the ladder, which holds the environment that the tool finds.
fn read(reader: Reader, scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    match reader {
        Reader::PythonDotenv => readers::python_dotenv::read(scenario, files, ladder),
        Reader::Flask => readers::flask::read(scenario, files, ladder),
        Reader::Gunicorn => readers::gunicorn::read(scenario, files, ladder),
        Reader::PydanticSettings => readers::pydantic_settings::read(scenario, files, ladder),
        Reader::Dotenv => readers::dotenv::read(scenario, files, ladder),
        Reader::DotenvExpand => readers::dotenv_expand::read(scenario, files, ladder),
        Reader::NodeEnvFile => readers::node_env_file::read(scenario, files, ladder),
        Reader::Vite => readers::vite::read(scenario, files, ladder),
        Reader::CreateReactApp => readers::create_react_app::read(scenario, files, ladder),
        Reader::Next => readers::next::read(scenario, files, ladder),
        Reader::DockerRun => readers::docker_run::read(scenario, files, ladder),
        Reader::Compose => readers::compose::read(scenario, files, ladder),
        Reader::Ecs => readers::ecs::read(scenario, files, ladder),
        Reader::Kubernetes => readers::kubernetes::read(scenario, files, ladder),
        Reader::Dockerfile => *ladder = image::ladder(scenario, files),
        Reader::DockerBuild => readers::docker_build::read(scenario, files, ladder),
        Reader::Layered => layered::read_layers(scenario, ladder),
    }
}
