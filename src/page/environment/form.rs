use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::claim::TutorialQuestion;
use dockerfile_playground::simulate::environment::{FileContent, Reader, Scenario, World, outline, resolve};
use serde::{Deserialize, Serialize};

use super::source::{Source, Texts};

/// The sources of the environment as typed, and how to look at them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    /// What starts the program.
    pub(crate) world: World,
    /// The variable on show.
    pub(crate) variable: String,
    /// The tool that reads `.env` in the program.
    pub(crate) program: Reader,
    /// The tool that builds the front end.
    pub(crate) bundler: Reader,
    /// The release of that tool; empty for the newest.
    pub(crate) version: String,
    /// `load_dotenv(override=True)` instead of `load_dotenv()`.
    pub(crate) override_existing: bool,
    /// The service or the container; the first one when it names none of them.
    pub(crate) service: String,
    /// The source whose tab is open.
    pub(crate) source: Source,
    /// The `.env` file beside the program.
    pub(crate) dotenv: String,
    /// Whether that file is also in the image.
    pub(crate) dotenv_in_image: bool,
    /// The `.env` file of the front end.
    pub(crate) bundle_dotenv: String,
    /// Its `.env.production`.
    pub(crate) bundle_production: String,
    /// What follows `docker build`, without the context.
    pub(crate) build: String,
    /// What follows `docker run`, without the image.
    pub(crate) run: String,
    /// The compose file.
    pub(crate) compose: String,
    /// The ECS task definition.
    pub(crate) task: String,
    /// `overrides` of a `RunTask` call.
    pub(crate) overrides: String,
    /// The Kubernetes manifest.
    pub(crate) manifest: String,
    /// The environment of the machine, a variable a line.
    pub(crate) shell: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            world: World::Ecs,
            variable: "FLASK_ENV".to_owned(),
            program: Reader::PythonDotenv,
            bundler: Reader::CreateReactApp,
            version: String::new(),
            override_existing: false,
            service: String::new(),
            source: Source::Task,
            dotenv: "FLASK_ENV=development\nDATABASE_URL=postgres://localhost/dev\n".to_owned(),
            dotenv_in_image: true,
            bundle_dotenv: "REACT_APP_API_URL=http://localhost:4567\n".to_owned(),
            bundle_production: "REACT_APP_API_URL=https://api.cruddur.example\n".to_owned(),
            build: String::new(),
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
            overrides: String::new(),
            manifest: concat!(
                "apiVersion: v1\nkind: Pod\nmetadata:\n  name: backend-flask\nspec:\n  containers:\n",
                "    - name: backend-flask\n      image: backend-flask\n      env:\n",
                "        - name: FLASK_ENV\n          value: production\n"
            )
            .to_owned(),
            shell: "FLASK_ENV=local\n".to_owned(),
        }
    }
}

impl Form {
    /// The tool that decides what the program, or the browser, sees in the end.
    pub(super) const fn tool(&self) -> Reader {
        if matches!(self.world, World::StaticFrontEnd) { self.bundler } else { self.program }
    }

    /// The services or containers to choose from in this scenario.
    pub(super) fn services(&self, texts: &Texts<'_>) -> Vec<String> {
        match self.world {
            World::Compose => outline::services(texts.text(Source::Compose)),
            World::Ecs => outline::task_containers(texts.text(Source::Task)),
            World::Kubernetes => outline::pod_containers(texts.text(Source::Manifest)),
            World::Local | World::DockerRun | World::StaticFrontEnd => Vec::new(),
        }
    }

    /// The question to the simulator.
    pub(super) fn scenario(&self, texts: &Texts<'_>) -> Scenario {
        let is_bundle = self.world == World::StaticFrontEnd;
        let mut files: BTreeMap<String, FileContent> =
            texts.project_files().map(|(path, text)| (path.clone(), text.as_str().into())).collect();
        let mut put = |source: Source| {
            let text = texts.text(source);
            if !text.trim().is_empty() {
                files.insert(texts.path(source).to_owned(), text.into());
            }
        };
        put(Source::Dockerfile);
        put(Source::Compose);
        put(Source::Manifest);
        if is_bundle {
            put(Source::BundleDotenv);
            put(Source::BundleProduction);
        } else {
            put(Source::Dotenv);
        }
        let copied = files.get(".env").filter(|_| self.dotenv_in_image && !is_bundle).cloned();
        let image_files: BTreeMap<_, _> = copied.map(|text| (".env".to_owned(), text)).into_iter().collect();
        let has_dotenv = if self.world == World::Local { files.contains_key(".env") } else { !image_files.is_empty() };
        let services = self.services(texts);
        let words_of_program: &[&str] = match self.program {
            Reader::Flask => &["run"],
            Reader::NodeEnvFile if has_dotenv => &["--env-file", ".env"],
            _ => &[],
        };
        let names_file = self.program == Reader::PydanticSettings && has_dotenv;
        let document = |source: Source| {
            let text = texts.text(source);
            if text.trim().is_empty() { serde_json::Value::Null } else { text.into() }
        };
        Scenario {
            reader: Reader::Layered,
            world: self.world,
            program: Some(self.tool()),
            version: Some(self.version.clone()).filter(|version| !version.is_empty()),
            override_existing: self.override_existing,
            files,
            image_files,
            process_env: pairs(texts.text(Source::Shell)),
            arguments: if matches!(self.world, World::DockerRun | World::StaticFrontEnd) {
                words(texts.text(Source::Run))
            } else {
                Vec::new()
            },
            build_arguments: words(texts.text(Source::Build)),
            program_arguments: words_of_program.iter().map(ToString::to_string).collect(),
            paths: names_file.then(|| ".env".to_owned()).into_iter().collect(),
            service: services.iter().find(|name| **name == self.service).or_else(|| services.first()).cloned(),
            task_definition: document(Source::Task),
            overrides: document(Source::Overrides),
            ..Scenario::default()
        }
    }

    /// The same for the tutorial's list: what each of its places gives to the variable `name`.
    pub(super) fn question(&self, texts: &Texts<'_>, name: &str) -> TutorialQuestion {
        let mut all = self.scenario(texts);
        // The image is no place of the tutorial's.
        all.files.remove(texts.path(Source::Dockerfile));
        let alone = |reader: Reader| {
            let arguments = if reader == Reader::DockerRun { words(texts.text(Source::Run)) } else { Vec::new() };
            resolve(&Scenario { reader, arguments, ..all.clone() }).variables.remove(name).and_then(|it| it.value)
        };
        let dotenv = Scenario {
            reader: Reader::PythonDotenv,
            files: [(".env".to_owned(), texts.text(Source::Dotenv).into())].into(),
            ..Scenario::default()
        };
        TutorialQuestion {
            variable: name.to_owned(),
            world: self.world,
            override_existing: self.override_existing,
            ecs: alone(Reader::Ecs),
            compose: alone(Reader::Compose),
            dotenv: resolve(&dotenv).variables.remove(name).and_then(|variable| variable.value),
            system: pairs(texts.text(Source::Shell)).remove(name),
            image: None,
            flag: alone(Reader::DockerRun),
        }
    }
}

/// `NAME=value` a line; other lines say nothing.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches("export "));
    let pairs = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), unquoted(value).to_owned())).collect()
}

/// A shell takes the quotes around a value away.
fn unquoted(value: &str) -> &str {
    let inside = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// The words of a command line; quotes keep blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for char in line.replace("\\\n", " ").chars() {
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

    const DOCKERFILE: &str = "FROM python\nENV FLASK_ENV=image\n";

    fn winner(form: &Form) -> Option<String> {
        let texts = Texts { form, files: None, dockerfile: DOCKERFILE };
        resolve(&form.scenario(&texts)).variables.get(&form.variable)?.value.clone()
    }

    #[test]
    fn every_world_has_its_own_winner() {
        let cases = [
            (World::Local, "local"),
            (World::DockerRun, "staging"),
            (World::Compose, "testing"),
            (World::Ecs, "production"),
            (World::Kubernetes, "production"),
        ];
        for (world, value) in cases {
            let form = Form { world, ..Form::default() };
            assert_eq!(winner(&form).as_deref(), Some(value), "{world:?}");
            let form = Form { override_existing: true, ..form };
            assert_eq!(winner(&form).as_deref(), Some("development"), "{world:?}");
        }
    }

    #[test]
    fn every_program_can_be_chosen() {
        let readers = [Reader::Flask, Reader::Gunicorn, Reader::PydanticSettings, Reader::Dotenv, Reader::NodeEnvFile];
        for program in readers {
            let form = Form { program, ..Form::default() };
            assert_eq!(winner(&form).as_deref(), Some("production"), "{program:?}");
        }
    }

    #[test]
    fn the_tutorials_places_get_their_values() {
        let form = Form::default();
        let question = form.question(&Texts { form: &form, files: None, dockerfile: DOCKERFILE }, "FLASK_ENV");
        assert_eq!(question.ecs.as_deref(), Some("production"));
        assert_eq!(question.compose.as_deref(), Some("testing"));
        assert_eq!(question.dotenv.as_deref(), Some("development"));
        assert_eq!(question.system.as_deref(), Some("local"));
        assert_eq!(question.flag.as_deref(), Some("staging"));
    }

    #[test]
    fn files_of_the_project_are_sources() {
        let form = Form { world: World::Compose, ..Form::default() };
        let text = "services:\n  a:\n    image: x\n  b:\n    environment: {FLASK_ENV: project}\n".to_owned();
        let files = BTreeMap::from([("docker-compose.yml".to_owned(), text)]);
        let texts = Texts { form: &form, files: Some(&files), dockerfile: DOCKERFILE };
        assert_eq!(form.services(&texts), ["a", "b"]);
        let form = Form { service: "b".to_owned(), ..form.clone() };
        let scenario = form.scenario(&Texts { form: &form, ..texts });
        assert_eq!(resolve(&scenario).variables["FLASK_ENV"].value.as_deref(), Some("project"));
    }

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(words("-e A='b c' \\\n \"\" d"), ["-e", "A=b c", "", "d"]);
        assert_eq!(pairs("export A=\"b c\"\n# B=1\nC\n"), [("A".to_owned(), "b c".to_owned())].into());
    }
}
