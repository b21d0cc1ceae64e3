//! `docker compose`: two maps that beginners take for one. The *project environment* (shell, `.env`, `--env-file`)
//! fills `${…}` and bare names; the *container environment* is image `ENV` < `env_file` < `environment` < `run -e`.
//!
//! Sources: <https://github.com/compose-spec/compose-go> 2.13 (packages `cli`, `dotenv`, `loader`, `override`,
//! `types`); <https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/>. Not modelled: remote
//! resources, models and providers. A service with `build` gets the `ENV` of its Dockerfile, with `build.args`.

use std::collections::BTreeMap;

use super::super::expansion::Budget;
use super::super::file_layer::FileLayer;
use super::super::files::{Files, join, parent};
use super::super::image::{self, BuildOptions};
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Loss, Problem, When};
use super::super::scenario::Scenario;
use super::docker_run;

mod build;
mod env_file;
mod options;
mod project;
mod scalar;
mod service;

use env_file::EnvReading;
use options::Options;
use project::Project;
use service::{Build, EnvFile, Service};

const BEATS_IMAGE: &str = "What compose passes beats the image's ENV, which is only a default.";
const LATER_FILE: &str = "Of several env_file entries, and of several lines, the last one wins.";
const ENVIRONMENT_WINS: &str = "environment beats env_file in compose, whatever their order in the file.";
const RUN_FILE_WINS: &str = "docker compose run --env-from-file beats environment and env_file; its first file wins.";
const RUN_WINS: &str = "docker compose run -e beats environment and env_file.";
const UNRESOLVED: &str =
    "environment names the variable without a value, and neither the shell nor .env has it: compose leaves it out.";
const ENV_NOT_PASSED: &str =
    "compose's .env does not enter the container: it only fills ${…} and bare names in the compose file.";
const SHELL_NOT_PASSED: &str =
    "A container does not inherit the shell: it only fills ${…} and bare names in the compose file.";

/// The compose file names that are looked for, in order, and those that are laid over them.
pub(in super::super) const DEFAULT_FILES: [&str; 4] =
    ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const OVERRIDE_FILES: [&str; 4] =
    ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

/// Layers of a compose service, from the image upwards.
pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    *ladder = image::known(scenario);
    let mut loading = Loading::new(scenario, files, ladder);
    let Some((mut project, service)) = loading.load() else { return };
    if let Some(build) = &service.build {
        loading.build(&mut project, build);
    }
    loading.container(&mut project, service);
    loading.ladder.problems.append(&mut project.problems);
}

/// What `docker compose build` tells the builder about the service, if it builds one.
pub(in super::super) fn build_options(scenario: &Scenario, files: Files<'_>) -> Option<BuildOptions> {
    let mut aside = Ladder::default();
    let (project, service) = Loading::new(scenario, files, &mut aside).load()?;
    Some(build::options(&project, service.build.as_ref()?))
}

struct Loading<'a, 'f> {
    scenario: &'a Scenario,
    files: Files<'f>,
    folder: &'a str,
    /// What the project's `.env` files say.
    dotenv: FileLayer,
    ladder: &'a mut Ladder,
}

impl<'a, 'f> Loading<'a, 'f> {
    fn new(scenario: &'a Scenario, files: Files<'f>, ladder: &'a mut Ladder) -> Self {
        let folder = scenario.cwd.as_deref().unwrap_or_default();
        Self { scenario, files, folder, dotenv: FileLayer::default(), ladder }
    }

    /// The project and the service asked for.
    fn load(&mut self) -> Option<(Project<'f>, Service)> {
        let (scenario, folder) = (self.scenario, self.folder);
        let options = Options::parse(&scenario.arguments);
        let mut environment = scenario.process_env.clone();
        let named = options::env_files(&options, &scenario.process_env);
        let start = options.project_directory.map(|path| join(folder, path));
        let first = start.clone().or_else(|| options.files.first().map(|path| parent(&join(folder, path)).to_owned()));
        self.project_env(&mut environment, named.as_deref(), &first.unwrap_or_else(|| join("", folder)));
        let compose_files = self.compose_files(&options, &environment);
        let Some(main) = compose_files.first() else {
            let message = "no configuration file provided: not found; expected compose.yaml";
            self.ladder.problems.push(Problem::error(None, None, message));
            return None;
        };
        let project_folder = start.unwrap_or_else(|| parent(main).to_owned());
        self.project_env(&mut environment, named.as_deref(), &project_folder);
        if let Some(name) = options.project_name {
            environment.insert("COMPOSE_PROJECT_NAME".to_owned(), name.to_owned());
        }
        let mut project = Project::new(self.files, environment, project_folder);
        let service = self.service(&mut project, &compose_files);
        self.ladder.problems.append(&mut project.problems);
        Some((project, service?))
    }

    /// Lays the image that the service builds below everything else.
    fn build(&mut self, project: &mut Project<'_>, build: &Build) {
        let Some(mut image) = build::image(project, self.scenario, self.files, build) else { return };
        let mut problems = std::mem::take(&mut self.ladder.problems);
        problems.append(&mut image.problems);
        *self.ladder = image;
        self.ladder.problems = problems;
    }

    /// Adds `.env` of a folder, or the named files, to what the shell has. What is there already stays.
    fn project_env(&mut self, environment: &mut BTreeMap<String, String>, named: Option<&[String]>, folder: &str) {
        let default = [join(folder, ".env")];
        let is_default = named.is_none();
        let mut values = FileLayer::default();
        for path in named.unwrap_or(&default) {
            let from = if is_default { "" } else { self.folder };
            let Some(name) = self.files.find(from, path) else {
                if !is_default {
                    let message = format!("couldn't find env file: {path}; compose stops");
                    self.problem_once(Problem::error(Some(path), None, message));
                }
                continue;
            };
            let known = values.values();
            let lookup = |name: &str| environment.get(name).or_else(|| known.get(name)).cloned();
            let mut budget = Budget::for_input(self.files.total_bytes());
            let mut problems = Vec::new();
            let reading = EnvReading {
                file: name,
                source: "compose .env",
                lookup: &lookup,
                budget: &mut budget,
                problems: &mut problems,
            };
            let layer = reading.read(self.files, &mut BTreeMap::new());
            for problem in problems {
                self.problem_once(problem);
            }
            values.put_all(layer, "Of several --env-file options, the last one wins.");
        }
        for (name, candidate) in values.into_candidates() {
            let Some(value) = &candidate.value else { continue };
            environment.entry(name.clone()).or_insert_with(|| value.clone());
            if self.dotenv.get(&name).is_none() {
                self.dotenv.put(&name, candidate, "");
            }
        }
    }

    fn problem_once(&mut self, problem: Problem) {
        if !self.ladder.problems.contains(&problem) {
            self.ladder.problems.push(problem);
        }
    }

    fn compose_files(&mut self, options: &Options<'_>, environment: &BTreeMap<String, String>) -> Vec<String> {
        let from_variable = environment.get("COMPOSE_FILE").filter(|list| !list.is_empty());
        let separator = environment.get("COMPOSE_PATH_SEPARATOR").map_or(":", String::as_str);
        let named: Vec<&str> = match from_variable {
            _ if !options.files.is_empty() => options.files.clone(),
            Some(list) => list.split(if separator.is_empty() { ":" } else { separator }).collect(),
            None => Vec::new(),
        };
        if named.is_empty() {
            return self.default_files(options);
        }
        let mut found = Vec::new();
        for path in named {
            if let Some(name) = self.files.find(self.folder, path) {
                found.push(name.to_owned());
            } else {
                let message = format!("open {path}: no such file or directory; compose stops");
                self.ladder.problems.push(Problem::error(Some(path), None, message));
            }
        }
        found
    }

    fn default_files(&self, options: &Options<'_>) -> Vec<String> {
        let start = options.project_directory.map_or_else(|| join("", self.folder), |path| join(self.folder, path));
        let mut folder = start.as_str();
        loop {
            let any = |names: [&str; 4]| names.iter().find_map(|name| self.files.find(folder, name)).map(str::to_owned);
            if let Some(main) = any(DEFAULT_FILES) {
                return std::iter::once(main).chain(any(OVERRIDE_FILES)).collect();
            }
            if folder.is_empty() || folder == "/" {
                return Vec::new();
            }
            folder = parent(folder);
        }
    }

    /// The service asked for: every compose file laid over the one before.
    fn service(&mut self, project: &mut Project<'_>, compose_files: &[String]) -> Option<Service> {
        let folder = project.folder.clone();
        let mut sources: Vec<(String, String)> = Vec::new();
        let mut open: Vec<_> = compose_files.iter().rev().map(|file| (file.clone(), folder.clone())).collect();
        while let Some((file, folder)) = open.pop() {
            if sources.iter().any(|(known, _)| *known == file) || sources.len() > 100 {
                continue;
            }
            open.extend(project.includes(&file, &folder));
            sources.push((file, folder));
        }
        let mut names: Vec<String> = sources.iter().flat_map(|(file, _)| project.service_names(file)).collect();
        names.dedup();
        let wanted = self.scenario.service.as_deref().or_else(|| names.first().map(String::as_str));
        let Some(wanted) = wanted.filter(|wanted| names.iter().any(|name| name == wanted)) else {
            let message = match self.scenario.service.as_deref() {
                Some(name) => format!(
                    "no such service: {name}; there is {}",
                    names.iter().take(20).cloned().collect::<Vec<_>>().join(", ")
                ),
                None => "no service: expected `services:` with at least one name below it".to_owned(),
            };
            self.ladder.problems.push(Problem::error(compose_files.first().map(String::as_str), None, message));
            return None;
        };
        let mut service = Service::default();
        for (file, folder) in &sources {
            if let Some(upper) = project.service(file, wanted, folder, 0) {
                service = service.overlaid(upper);
            }
        }
        Some(service)
    }

    fn container(&mut self, project: &mut Project<'_>, service: Service) {
        let mut environment = FileLayer::default();
        for (name, mut candidate) in service.environment.into_candidates() {
            if candidate.value.is_none() {
                candidate.value = project.environment.get(&name).cloned();
            }
            environment.put(&name, candidate, "");
        }
        let listed: Vec<String> = service.env_files.iter().map(|entry| entry.path.clone()).collect();
        let from_files = env_files(project, self.files, &service.env_files, &environment);
        for (name, candidate) in from_files.into_candidates() {
            self.ladder.set(&name, candidate, BEATS_IMAGE);
        }
        for (name, candidate) in environment.into_candidates() {
            if candidate.value.is_none() {
                self.ladder.remove(&name, candidate, UNRESOLVED);
                continue;
            }
            let over_image = self.ladder.winner(&name).is_some_and(|winner| winner.when == When::Image);
            self.ladder.set(&name, candidate, if over_image { BEATS_IMAGE } else { ENVIRONMENT_WINS });
        }
        self.run_files(project);
        for pair in options::run_environment(&self.scenario.run_arguments) {
            let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
            if let Some(value) = value.or_else(|| project.environment.get(name).map(String::as_str)) {
                self.ladder.set(name, Candidate::new("compose run -e", value, When::Run), RUN_WINS);
            }
        }
        docker_run::home(service.user.as_deref(), self.ladder);
        self.not_connected(&listed);
    }

    /// The files of `docker compose run --env-from-file`: they count as `-e` does, but a name that `-e` or an earlier
    /// file has keeps its value (docker/compose, `cmd/compose/run.go`).
    fn run_files(&mut self, project: &mut Project<'_>) {
        let given = options::run_environment(&self.scenario.run_arguments);
        let given = given.into_iter().filter_map(|pair| pair.split_once('='));
        let mut known: BTreeMap<String, String> = given.map(|(name, value)| (name.into(), value.into())).collect();
        let mut layers = Vec::new();
        for path in options::run_files(&self.scenario.run_arguments) {
            let Some(name) = self.files.find("", path) else {
                let message = format!("{path}: not found; compose stops");
                project.problems.push(Problem::error(Some(path), None, message));
                continue;
            };
            let seen = known.clone();
            let reading = EnvReading {
                file: name,
                source: "compose run --env-from-file",
                lookup: &|name| seen.get(name).cloned(),
                budget: &mut project.budget,
                problems: &mut project.problems,
            };
            layers.push(reading.read(self.files, &mut known));
        }
        for layer in layers.into_iter().rev() {
            for (name, candidate) in layer.into_candidates() {
                self.ladder.set(&name, candidate, RUN_FILE_WINS);
            }
        }
    }

    /// Values that beginners expect in the container and that never get there.
    fn not_connected(&mut self, listed: &[String]) {
        let ladder = &mut *self.ladder;
        let differs = |ladder: &Ladder, name: &str, value: Option<&String>| {
            ladder.winner(name).is_none_or(|winner| winner.value.as_ref() != value)
        };
        for (name, candidate) in std::mem::take(&mut self.dotenv).into_candidates() {
            let passed = candidate.file.as_ref().is_some_and(|file| listed.iter().any(|path| *path == join("", file)));
            if !passed && differs(ladder, &name, candidate.value.as_ref()) {
                ladder.lose(&name, candidate, ENV_NOT_PASSED);
            }
        }
        for (name, value) in &self.scenario.process_env {
            if ladder.mentions(name) && differs(ladder, name, Some(value)) {
                ladder.lose_by(
                    Loss::NeverRead,
                    name,
                    Candidate::new("host shell", value, When::Process),
                    SHELL_NOT_PASSED,
                );
            }
        }
    }
}

/// The service's `env_file` entries, one laid over the other.
fn env_files(project: &mut Project<'_>, files: Files<'_>, entries: &[EnvFile], environment: &FileLayer) -> FileLayer {
    let own = environment.values();
    let mut known = own.clone();
    let mut all = FileLayer::default();
    for entry in entries {
        let Some(name) = files.find("", &entry.path) else {
            if entry.required {
                let message = format!("env file {} not found; compose stops", entry.path);
                project.problems.push(Problem::error(Some(&entry.file), Some(entry.line), message));
            }
            continue;
        };
        if !matches!(entry.format.as_str(), "" | "raw") {
            let message = format!("unsupported env_file format {:?}: expected \"raw\" or nothing", entry.format);
            project.problems.push(Problem::error(Some(&entry.file), Some(entry.line), message));
            continue;
        }
        let project_environment = &project.environment;
        let lookup = |name: &str| project_environment.get(name).or_else(|| own.get(name)).cloned();
        let reading = EnvReading {
            file: name,
            source: "compose env_file",
            lookup: &lookup,
            budget: &mut project.budget,
            problems: &mut project.problems,
        };
        let layer =
            if entry.format == "raw" { reading.read_raw(files, &mut known) } else { reading.read(files, &mut known) };
        all.put_all(layer, LATER_FILE);
    }
    all
}
