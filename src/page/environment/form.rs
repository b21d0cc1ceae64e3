use std::collections::BTreeMap;

use dockerfile_playground::Project;
use dockerfile_playground::model::{AssignmentKind, Dockerfile};
use dockerfile_playground::simulate::environment::claim::TutorialQuestion;
use dockerfile_playground::simulate::environment::{FileContent, Reader, Scenario, World, resolve};
use dockerfile_playground::syntax::parse;
use serde::{Deserialize, Serialize};

/// The sources of the environment as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    /// What starts the program.
    pub(crate) world: World,
    /// The variable on show.
    pub(crate) variable: String,
    /// `load_dotenv(override=True)` instead of `load_dotenv()`.
    pub(crate) override_existing: bool,
    /// The `.env` file beside the program.
    pub(crate) dotenv: String,
    /// Whether that file is also in the image.
    pub(crate) dotenv_in_image: bool,
    /// What follows `docker run`, without the image.
    pub(crate) run: String,
    /// The compose file.
    pub(crate) compose: String,
    /// The ECS task definition.
    pub(crate) task: String,
    /// The environment of the machine, a variable a line.
    pub(crate) shell: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            world: World::Ecs,
            variable: "FLASK_ENV".to_owned(),
            override_existing: false,
            dotenv: "FLASK_ENV=development\nDATABASE_URL=postgres://localhost/dev\n".to_owned(),
            dotenv_in_image: true,
            run: "-e FLASK_ENV=staging".to_owned(),
            compose: concat!(
                "services:\n  backend-flask:\n    build: .\n    environment:\n",
                "      FLASK_ENV: testing\n      DATABASE_URL: ${DATABASE_URL}\n"
            )
            .to_owned(),
            task: concat!(
                "{\n  \"containerDefinitions\": [{\n    \"name\": \"backend-flask\",\n    \"environment\": [\n",
                "      {\"name\": \"FLASK_ENV\", \"value\": \"production\"}\n    ]\n  }]\n}\n"
            )
            .to_owned(),
            shell: "FLASK_ENV=local\n".to_owned(),
        }
    }
}

impl Form {
    /// The question to the simulator. The image's `ENV` comes from the Dockerfile.
    pub(super) fn scenario(&self, image_env: BTreeMap<String, String>) -> Scenario {
        let dotenv = || (".env".to_owned(), FileContent::Text(self.dotenv.clone()));
        let mut files = BTreeMap::from([("compose.yaml".to_owned(), FileContent::Text(self.compose.clone()))]);
        files.extend((!self.dotenv.trim().is_empty()).then(dotenv));
        let has_copy = self.dotenv_in_image && !self.dotenv.trim().is_empty();
        let task = self.task.trim();
        Scenario {
            reader: Reader::Layered,
            world: self.world,
            override_existing: self.override_existing,
            files,
            image_files: has_copy.then(dotenv).into_iter().collect(),
            process_env: pairs(&self.shell),
            image_env: if self.world == World::Local { BTreeMap::new() } else { image_env },
            arguments: words(&self.run),
            task_definition: if task.is_empty() { serde_json::Value::Null } else { task.into() },
            ..Scenario::default()
        }
    }

    /// The same for the tutorial's list: what each of its places gives to the variable.
    pub(super) fn question(&self, image_env: &BTreeMap<String, String>) -> TutorialQuestion {
        let alone = |reader: Reader| {
            let scenario = Scenario { reader, ..self.scenario(BTreeMap::new()) };
            resolve(&scenario).variables.remove(&self.variable).and_then(|variable| variable.value)
        };
        let dotenv = Scenario {
            reader: Reader::PythonDotenv,
            files: [(".env".to_owned(), FileContent::Text(self.dotenv.clone()))].into(),
            ..Scenario::default()
        };
        TutorialQuestion {
            variable: self.variable.clone(),
            world: self.world,
            override_existing: self.override_existing,
            ecs: alone(Reader::Ecs),
            compose: alone(Reader::Compose),
            dotenv: resolve(&dotenv).variables.remove(&self.variable).and_then(|variable| variable.value),
            system: pairs(&self.shell).remove(&self.variable),
            image: image_env.get(&self.variable).cloned(),
            flag: alone(Reader::DockerRun),
        }
    }
}

/// What the image of the stage to build sets by `ENV`.
pub(super) fn image_env(project: &Project) -> BTreeMap<String, String> {
    let tree = parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, project);
    let Some(target) = dockerfile.target else { return BTreeMap::new() };
    let mut stages: Vec<_> = dockerfile.lineage(target).collect();
    stages.reverse();
    let assignments = stages.into_iter().flat_map(|stage| &stage.assignments);
    assignments
        .filter(|it| it.kind == AssignmentKind::Env)
        .filter_map(|it| Some((it.name.clone(), it.value.clone()?)))
        .collect()
}

/// `NAME=value` a line; other lines say nothing.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches("export "));
    lines.filter_map(|line| line.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The words of a command line; quotes keep blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for char in line.chars() {
        match (char, quote) {
            (_, Some(open)) if char == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(char);
                word.get_or_insert_default();
            }
            (_, None) if char.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn winner(form: &Form, dockerfile: &str) -> Option<String> {
        let env = image_env(&Project::new(dockerfile));
        resolve(&form.scenario(env)).variables.get(&form.variable)?.value.clone()
    }

    #[test]
    fn every_world_has_its_own_winner() {
        let dockerfile = "FROM python\nENV FLASK_ENV=image\n";
        let cases = [
            (World::Local, "local"),
            (World::DockerRun, "staging"),
            (World::Compose, "testing"),
            (World::Ecs, "production"),
        ];
        for (world, value) in cases {
            let form = Form { world, ..Form::default() };
            assert_eq!(winner(&form, dockerfile).as_deref(), Some(value), "{world:?}");
            let form = Form { override_existing: true, ..form };
            assert_eq!(winner(&form, dockerfile).as_deref(), Some("development"), "{world:?}");
        }
    }

    #[test]
    fn the_image_is_what_its_stages_set() {
        let dockerfile = "FROM a AS base\nENV A=1 B=1\nFROM base\nARG C=1\nENV B=2\n";
        let expected = [("A", "1"), ("B", "2")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(image_env(&Project::new(dockerfile)), expected.into());
        assert!(image_env(&Project::new("")).is_empty());
    }

    #[test]
    fn the_tutorials_places_get_their_values() {
        let question = Form::default().question(&BTreeMap::new());
        assert_eq!(question.ecs.as_deref(), Some("production"));
        assert_eq!(question.compose.as_deref(), Some("testing"));
        assert_eq!(question.dotenv.as_deref(), Some("development"));
        assert_eq!(question.system.as_deref(), Some("local"));
        assert_eq!(question.flag.as_deref(), Some("staging"));
    }

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(words("-e A='b c' \"\" d"), ["-e", "A=b c", "", "d"]);
    }
}
