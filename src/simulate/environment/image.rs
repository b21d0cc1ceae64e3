//! The image below a container: what a Dockerfile makes of `ENV`, `ARG` and `--build-arg`, on two clocks.
//!
//! The *image* keeps `ENV`; a `RUN` also sees `ARG`. Scopes, expansion and the order of scopes are the model's; this
//! module lays its assignments on a ladder and says why each loser lost.
//!
//! Sources: <https://docs.docker.com/reference/dockerfile/>, `frontend/dockerfile/dockerfile2llb/convert.go` of
//! <https://github.com/moby/buildkit>. Its reference says that `ENV` always wins over `ARG`; `BuildKit` lets the later
//! line win while it builds, and only the legacy builder (<https://github.com/moby/moby/issues/36925>) does as it says.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Files, join};
use super::ladder::{Candidate, Ladder};
use super::resolution::{Problem, Shadowed, When};
use super::scenario::Scenario;
use crate::model::{Assignment, AssignmentKind, Base, Dockerfile};
use crate::project::{ImageConfig, Project};
use crate::syntax::{Keyword, SyntaxTree, parse};
use crate::text::LineIndex;

const LATER_ENV: &str = "A later ENV sets it again; a stage also inherits the ENV of the image that it starts from.";
const ENV_OVER_BASE: &str = "ENV in the Dockerfile replaces what the base image sets.";
const ARG_IS_GONE: &str = "ARG exists only while the image is built: only ENV is kept in the image.";
const ARG_WITHOUT_VALUE: &str = "Neither --build-arg nor a default gives this ARG a value, so it sets nothing.";
const BUILD_ARG_WINS: &str = "--build-arg beats the default that ARG names.";
const GLOBAL_IGNORED: &str =
    "An ARG before the first FROM counts inside a stage only where ARG names it again without a default.";
const LATER_LINE: &str = "While BuildKit builds, the last of ENV and ARG in the Dockerfile wins.";
const LEGACY: &str = "The legacy builder lets ENV win over ARG, whatever their order.";
const INHERITED_ENV: &str = "A stage sets the ENV of the stage that it starts from again, over its ARG.";
const COMMAND_WINS: &str = "A value in front of the command in RUN counts for this command alone, above all others.";

/// The Dockerfile that stands for the image when nobody names another.
pub(super) const DOCKERFILE: &str = "Dockerfile";

/// A value for `ARG`, and who passes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BuildArgument {
    pub(super) value: String,
    /// `--build-arg`, `compose build.args`.
    pub(super) source: &'static str,
}

/// What a build is told beside the Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BuildOptions {
    pub(super) arguments: BTreeMap<String, BuildArgument>,
    pub(super) target: Option<String>,
    pub(super) file: Option<String>,
}

impl BuildOptions {
    /// Reads words after `docker build`; a `--build-arg NAME` without `=` copies from the shell.
    pub(super) fn parse(words: &[String], shell: &BTreeMap<String, String>) -> Self {
        let last =
            |long: &str, short| super::readers::option_values(words, long, short).last().map(ToString::to_string);
        let mut options = Self { target: last("--target", None), file: last("--file", Some('f')), ..Self::default() };
        for pair in super::readers::option_values(words, "--build-arg", None) {
            let (name, value) = pair
                .split_once('=')
                .map_or((pair, shell.get(pair).map(String::as_str)), |(name, value)| (name, Some(value)));
            if let Some(value) = value {
                let value = BuildArgument { value: value.to_owned(), source: "--build-arg" };
                options.arguments.insert(name.to_owned(), value);
            }
        }
        options
    }
}

/// The image of a container: built from the scenario's Dockerfile, or known only by its environment.
pub(super) fn ladder(scenario: &Scenario, files: Files<'_>) -> Ladder {
    let options = BuildOptions::parse(&scenario.build_arguments, &scenario.process_env);
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    match files.find(folder, options.file.as_deref().unwrap_or(DOCKERFILE)) {
        Some(name) => built(scenario, files, name, &options),
        None => known(scenario),
    }
}

/// An image of which only the environment is known.
pub(super) fn known(scenario: &Scenario) -> Ladder {
    Ladder::starting_with(&scenario.image_env, "image ENV", When::Image)
}

/// The environment that the image built from the listed file `name` gives to its containers.
pub(super) fn built(scenario: &Scenario, files: Files<'_>, name: &str, options: &BuildOptions) -> Ladder {
    match files.read(name) {
        Ok(file) => of_text(&file.text, name, &scenario.image_env, options),
        Err(problem) => Ladder::with_problem(problem),
    }
}

/// The same for the text of a Dockerfile.
pub(super) fn of_text(text: &str, name: &str, base: &BTreeMap<String, String>, options: &BuildOptions) -> Ladder {
    Recipe { name, base, options, is_legacy: false }.follow(text, |dockerfile, walk| {
        let Some(target) = dockerfile.target else { return };
        walk.image(dockerfile, target);
    })
}

/// Whether the Dockerfile of the scenario is at hand.
pub(super) fn has_dockerfile(scenario: &Scenario) -> bool {
    scenario.files.contains_key(DOCKERFILE)
}

/// The environment of the commands that build: of the one that builds a front end, else of the target's last `RUN`.
pub(super) fn build_step(scenario: &Scenario, files: Files<'_>, options: &BuildOptions) -> Option<Ladder> {
    step(scenario, files, options, |dockerfile| {
        if let Some((stage, index)) = bundler(dockerfile) {
            return Some((stage, Some(index)));
        }
        let stage = dockerfile.target?;
        let runs = dockerfile.instructions(&dockerfile.stages[stage]).filter(|(_, it)| it.keyword == Keyword::Run);
        Some((stage, runs.last().map(|(index, _)| index)))
    })
}

/// The environment of the command that builds a front end, in whichever stage; nothing where none does.
pub(super) fn bundler_step(scenario: &Scenario, files: Files<'_>, options: &BuildOptions) -> Option<Ladder> {
    let mut is_there = false;
    let found = step(scenario, files, options, |dockerfile| {
        let (stage, index) = bundler(dockerfile)?;
        is_there = true;
        Some((stage, Some(index)))
    });
    found.filter(|_| is_there)
}

fn step(
    scenario: &Scenario,
    files: Files<'_>,
    options: &BuildOptions,
    choose: impl FnOnce(&Dockerfile<'_>) -> Option<(usize, Option<usize>)>,
) -> Option<Ladder> {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let name = files.find(folder, options.file.as_deref().unwrap_or(DOCKERFILE))?;
    let is_legacy = scenario.version.as_deref() == Some("legacy");
    let text = match files.read(name) {
        Ok(file) => file.text,
        Err(problem) => return Some(Ladder::with_problem(problem)),
    };
    let recipe = Recipe { name, base: &scenario.image_env, options, is_legacy };
    Some(recipe.follow(&text, |dockerfile, walk| {
        if let Some((stage, instruction)) = choose(dockerfile) {
            walk.command(dockerfile, stage, instruction);
        }
    }))
}

/// The last `RUN` that builds a front end (`npm run build`, `vite build` and their like), with its stage.
fn bundler(dockerfile: &Dockerfile<'_>) -> Option<(usize, usize)> {
    const RUNNERS: [&str; 9] = ["npm", "yarn", "pnpm", "bun", "npx", "bunx", "vite", "react-scripts", "next"];
    let builds = |index: usize| {
        let code = dockerfile.facts[index].code.as_ref()?;
        let is_build = code.script.effective_commands().any(|command| {
            let is_runner = command.base_name().is_some_and(|name| RUNNERS.contains(&name));
            is_runner
                && command.arguments().iter().any(|word| word.is("build") || word.unquoted().starts_with("build:"))
        });
        is_build.then_some((dockerfile.facts[index].stage?, index))
    };
    dockerfile.all(Keyword::Run).filter_map(|(index, _)| builds(index)).last()
}

/// A Dockerfile by name with all that its build is told.
struct Recipe<'a> {
    name: &'a str,
    base: &'a BTreeMap<String, String>,
    options: &'a BuildOptions,
    is_legacy: bool,
}

impl Recipe<'_> {
    /// The model supposes a `PATH` for images of which it knows nothing; here only what is known counts.
    fn is_known(&self, assignment: &Assignment) -> bool {
        assignment.kind != AssignmentKind::Image || self.base.contains_key(&assignment.name)
    }

    fn follow(&self, text: &str, steps: impl FnOnce(&Dockerfile<'_>, &mut Walk<'_>)) -> Ladder {
        let tree = parse(text);
        let build_args = self.options.arguments.iter().map(|(name, it)| (name.clone(), it.value.clone())).collect();
        let mut project = Project { build_args, target: self.options.target.clone(), ..Project::new(text) };
        if !self.base.is_empty() {
            let dockerfile = Dockerfile::resolve(&tree, &project);
            let images = dockerfile.stages.iter().filter(|stage| matches!(stage.base, Base::Image(_)));
            let env: Vec<_> = self.base.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            let config = |stage: &crate::model::Stage| {
                (stage.base_text.clone(), ImageConfig { env: env.clone(), ..ImageConfig::default() })
            };
            let images = images.map(config).collect();
            project.images = images;
        }
        let dockerfile = Dockerfile::resolve(&tree, &project);
        let mut walk = Walk { recipe: self, tree: &tree, text, lines: LineIndex::new(text), ladder: Ladder::default() };
        walk.problems(&dockerfile);
        steps(&dockerfile, &mut walk);
        walk.ladder
    }
}

/// The assignments of one Dockerfile on their way to a ladder.
struct Walk<'a> {
    recipe: &'a Recipe<'a>,
    tree: &'a SyntaxTree,
    text: &'a str,
    lines: LineIndex,
    ladder: Ladder,
}

impl Walk<'_> {
    fn problems(&mut self, dockerfile: &Dockerfile<'_>) {
        for error in self.tree.errors.iter().chain(&dockerfile.errors).take(20) {
            let line = self.lines.line(error.range.start);
            self.ladder.problems.push(Problem::error(Some(self.recipe.name), Some(line), error.message.clone()));
        }
        if let Some(target) = self.recipe.options.target.as_deref().filter(|_| dockerfile.target.is_none()) {
            let message = format!("target stage \"{target}\" could not be found");
            self.ladder.problems.push(Problem::error(Some(self.recipe.name), None, message));
        }
        let stages = dockerfile.stages.iter().flat_map(|stage| &stage.assignments);
        let declared: BTreeSet<&str> = stages
            .chain(&dockerfile.global_arguments)
            .filter(|it| !it.kind.is_kept())
            .map(|it| it.name.as_str())
            .collect();
        for name in self.recipe.options.arguments.keys() {
            // The proxies work without ARG.
            if !declared.contains(name.as_str()) && !name.to_ascii_uppercase().ends_with("_PROXY") {
                let message = format!("the build argument {name} was not consumed: no stage declares ARG {name}");
                self.ladder.problems.push(Problem::warning(Some(self.recipe.name), None, message));
            }
        }
    }

    /// What the image keeps.
    fn image(&mut self, dockerfile: &Dockerfile<'_>, target: usize) {
        let mut stages: Vec<_> = dockerfile.lineage(target).collect();
        stages.reverse();
        for assignment in stages.into_iter().flat_map(|stage| &stage.assignments).filter(|it| self.recipe.is_known(it))
        {
            let candidate = self.candidate(dockerfile, assignment, When::Image);
            if !assignment.kind.is_kept() {
                let because = if assignment.value.is_some() { ARG_IS_GONE } else { ARG_WITHOUT_VALUE };
                self.ladder.lose(&assignment.name, candidate, because);
                continue;
            }
            let over_base = self.ladder.winner(&assignment.name).is_some_and(|winner| winner.file.is_none());
            self.ladder.set(&assignment.name, candidate, if over_base { ENV_OVER_BASE } else { LATER_ENV });
        }
    }

    /// What a command of the stage sees: of the instruction, or after all.
    fn command(&mut self, dockerfile: &Dockerfile<'_>, stage: usize, instruction: Option<usize>) {
        let mut stages: Vec<_> = dockerfile.lineage(stage).collect();
        stages.reverse();
        let mut kept: BTreeMap<&str, Candidate> = BTreeMap::new();
        let mut under_arguments: BTreeSet<&str> = BTreeSet::new();
        let last = stages.len().saturating_sub(1);
        for (nth, stage) in stages.into_iter().enumerate() {
            for name in std::mem::take(&mut under_arguments) {
                if let Some(env) = kept.get(name) {
                    self.ladder.set(name, env.clone(), INHERITED_ENV);
                }
            }
            let seen = instruction.filter(|_| nth == last).map(|index| dockerfile.facts[index].assignments);
            let assignments = &stage.assignments[..seen.unwrap_or(stage.assignments.len())];
            for assignment in assignments.iter().filter(|it| self.recipe.is_known(it)) {
                let name = assignment.name.as_str();
                let candidate = self.candidate(dockerfile, assignment, When::Build);
                if assignment.kind.is_kept() {
                    kept.insert(name, candidate.clone());
                    under_arguments.remove(name);
                    self.ladder.set(name, candidate, LATER_LINE);
                } else if assignment.value.is_none() {
                    self.ladder.lose(name, candidate, ARG_WITHOUT_VALUE);
                } else if self.recipe.is_legacy && kept.contains_key(name) {
                    self.ladder.lose(name, candidate, LEGACY);
                } else {
                    under_arguments.insert(name);
                    self.ladder.set(name, candidate, LATER_LINE);
                }
            }
        }
        if let Some(index) = instruction {
            self.prefixed(dockerfile, index);
        }
    }

    /// `RUN NAME=value npm run build`.
    fn prefixed(&mut self, dockerfile: &Dockerfile<'_>, index: usize) {
        let Some(code) = dockerfile.facts[index].code.as_ref() else { return };
        for command in code.script.effective_commands() {
            for assignment in command.assignments() {
                let Some(value) = assignment.value.literal() else { continue };
                let line = self.lines.line(code.range(assignment.range).start);
                let candidate = Candidate::new("RUN", value, When::Build).at(self.recipe.name, line);
                self.ladder.set(&assignment.name, candidate, COMMAND_WINS);
            }
        }
    }

    fn candidate(&self, dockerfile: &Dockerfile<'_>, assignment: &Assignment, when: When) -> Candidate {
        let passed = self.recipe.options.arguments.get(&assignment.name);
        let source = match (assignment.kind, passed) {
            (AssignmentKind::Image, _) => "base image ENV".to_owned(),
            (AssignmentKind::Env, _) => "image ENV".to_owned(),
            (AssignmentKind::BuildArg, Some(passed)) => format!("ARG, from {}", passed.source),
            (AssignmentKind::GlobalArg, _) => "ARG, from before FROM".to_owned(),
            _ => "ARG".to_owned(),
        };
        let mut candidate = Candidate::absent(source, when).with_value(assignment.value.clone());
        if assignment.instruction.is_none() {
            return candidate;
        }
        candidate = candidate.at(self.recipe.name, self.lines.line(assignment.range.start));
        let written = self.written(assignment);
        candidate.written = written
            .filter(|written| written.contains('$') && assignment.kind != AssignmentKind::BuildArg)
            .map(str::to_owned);
        if assignment.kind == AssignmentKind::BuildArg
            && let Some(default) = written
        {
            candidate.earlier.push(self.default(assignment, "ARG default", default, BUILD_ARG_WINS));
        }
        let global = dockerfile.global_arguments.iter().rfind(|it| it.name == assignment.name);
        if let Some(global) = global.filter(|_| assignment.kind == AssignmentKind::Arg)
            && let Some(value) = &global.value
        {
            candidate.earlier.push(self.default(global, "ARG before FROM", value, GLOBAL_IGNORED));
        }
        candidate
    }

    fn default(&self, at: &Assignment, source: &str, value: &str, because: &str) -> Shadowed {
        let unquoted = value.trim_matches(['"', '\'']);
        let line = self.lines.line(at.range.start);
        Candidate::new(source, unquoted, When::Build).at(self.recipe.name, line).shadowed(because)
    }

    /// The text behind the name, as it stands in the file.
    fn written(&self, assignment: &Assignment) -> Option<&str> {
        let text = self.text.get(assignment.range.start..assignment.range.end)?;
        Some(text.strip_prefix(assignment.name.as_str())?.trim_start().strip_prefix('=')?.trim())
    }
}

/// The Dockerfile of a build with this context: the named one, or the only one at hand.
pub(super) fn find_dockerfile<'f>(files: Files<'f>, context: &str, named: Option<&str>) -> Option<&'f str> {
    let named = named.unwrap_or(DOCKERFILE);
    files.find(context, named).or_else(|| files.find("", named)).or_else(|| files.find("", &join("", DOCKERFILE)))
}

#[cfg(test)]
mod tests {
    use crate::simulate::environment::{Resolution, Scenario, When, resolve};

    fn answer(scenario: serde_json::Value) -> Resolution {
        resolve(&serde_json::from_value::<Scenario>(scenario).expect("the scenario is well-formed"))
    }

    #[test]
    fn the_image_keeps_env_and_says_where_it_stands() {
        let dockerfile = "ARG V=0\nFROM python AS base\nENV A=1 B=1\nFROM base\nARG V\nARG W=d\nENV B=$W-$V\n";
        let resolution = answer(serde_json::json!({
            "reader": "docker-run", "files": {"Dockerfile": dockerfile}, "build_arguments": ["--build-arg", "W=x"],
            "image_env": {"A": "base"}, "arguments": ["-e", "A=run"]
        }));
        let b = &resolution.variables["B"];
        assert_eq!((b.value.as_deref(), b.line, b.when), (Some("x-0"), Some(7), When::Image));
        assert_eq!(b.written.as_deref(), Some("$W-$V"));
        let a: Vec<_> = resolution.variables["A"].shadowed.iter().map(|it| (it.source.as_str(), it.line)).collect();
        assert_eq!(a, [("image ENV", Some(3)), ("base image ENV", None)]);
        let w = &resolution.variables["W"];
        assert_eq!(w.value, None);
        let w: Vec<_> = w.shadowed.iter().map(|it| (it.source.as_str(), it.value.as_deref())).collect();
        assert_eq!(w, [("ARG, from --build-arg", Some("x")), ("ARG default", Some("d"))]);
    }

    #[test]
    fn while_the_image_is_built_the_last_line_wins() {
        let dockerfile = "FROM a\nENV A=env\nARG A=arg\nRUN B=once npm run build\nENV C=late\n";
        let files = serde_json::json!({"Dockerfile": dockerfile});
        let resolution = answer(serde_json::json!({"reader": "docker-build", "files": files}));
        assert_eq!(resolution.variables["A"].value.as_deref(), Some("arg"));
        assert_eq!(resolution.variables["B"].value.as_deref(), Some("once"));
        assert!(!resolution.variables.contains_key("C"));
        let legacy = answer(serde_json::json!({"reader": "docker-build", "files": files, "version": "legacy"}));
        assert_eq!(legacy.variables["A"].value.as_deref(), Some("env"));
    }

    #[test]
    fn a_build_argument_that_nobody_declares_is_named() {
        let files = serde_json::json!({"Dockerfile": "FROM a\nENV A=${X:?needed}\n"});
        let resolution = answer(
            serde_json::json!({"reader": "docker-run", "files": files, "build_arguments": ["--build-arg", "Y=1"]}),
        );
        let errors: Vec<_> = resolution.errors.iter().map(|it| (it.line, it.message.as_str())).collect();
        assert!(errors.iter().any(|(line, message)| *line == Some(2) && message.contains("needed")), "{errors:?}");
        assert!(errors.iter().any(|(_, message)| message.contains("ARG Y")), "{errors:?}");
    }
}
