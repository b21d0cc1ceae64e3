//! The order that a widely copied tutorial teaches, beside what happens.
//!
//! The tutorial says: *ECS task definition > docker-compose > `.env` (python-dotenv) > system environment*, with
//! `load_dotenv()` in the program. What is true of it, and what is not, is settled per sentence by observation of
//! python-dotenv and by the documentation of Docker and Amazon ECS.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::resolution::Variable;
use super::resolve;
use super::scenario::{FileContent, Reader, Scenario, World};

/// The file that the tutorial has the program read.
pub const TUTORIAL_FILE: &str = ".env";

/// One variable and the value that each place gives it; `None` where a place does not mention it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TutorialQuestion {
    /// The variable's name; `DATABASE_URL` when empty.
    pub variable: String,
    /// What starts the program.
    pub world: World,
    /// `load_dotenv(override=True)` instead of `load_dotenv()`.
    #[serde(rename = "override")]
    pub override_existing: bool,
    /// `environment` of the ECS task definition.
    pub ecs: Option<String>,
    /// `environment` in the compose file.
    pub compose: Option<String>,
    /// The `.env` file beside the program (in a container: inside the image).
    pub dotenv: Option<String>,
    /// The environment of the machine.
    pub system: Option<String>,
    /// `ENV` in the Dockerfile, which the tutorial's list leaves out.
    pub image: Option<String>,
    /// `docker run -e`, which the tutorial's list leaves out.
    pub flag: Option<String>,
}

/// The claim and the truth for one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TutorialAnswer {
    /// The tutorial's list with the question's values, highest priority first.
    pub claimed: Vec<ClaimedRank>,
    /// The value that the tutorial predicts: the first of the list.
    pub claimed_value: Option<String>,
    /// What the program sees, with its ladder.
    pub actual: Variable,
    /// Whether the prediction is the value that the program sees.
    pub agrees: bool,
    /// A verdict on each sentence of the tutorial.
    pub verdicts: Vec<SentenceVerdict>,
}

/// One line of the tutorial's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedRank {
    /// 1 is the highest.
    pub rank: usize,
    /// The tutorial's name for the place.
    pub layer: String,
    /// The question's value for it.
    pub value: Option<String>,
}

/// What is true of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceVerdict {
    /// The claim in short.
    pub sentence: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason, for a beginner.
    pub why: String,
}

/// The kinds of verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// True as it stands.
    Right,
    /// The opposite is true.
    Inverted,
    /// Things are compared that never meet.
    CategoryError,
    /// True as far as it goes, but something that decides is missing.
    Incomplete,
}

/// The tutorial's order for one variable beside the true ladder, with a verdict per sentence.
pub fn tutorial_claim(question: &TutorialQuestion) -> TutorialAnswer {
    let name = if question.variable.is_empty() { "DATABASE_URL" } else { question.variable.as_str() };
    let places = [
        ("ECS task definition environment variables", &question.ecs),
        ("docker-compose environment variables", &question.compose),
        (".env files (python-dotenv)", &question.dotenv),
        ("System environment variables", &question.system),
    ];
    let claimed: Vec<_> = places
        .iter()
        .enumerate()
        .map(|(index, (layer, value))| ClaimedRank {
            rank: index + 1,
            layer: (*layer).to_owned(),
            value: (*value).clone(),
        })
        .collect();
    let claimed_value = claimed.iter().find_map(|rank| rank.value.clone());
    let mut resolution = resolve(&scenario(question, name));
    let actual = resolution.variables.remove(name).unwrap_or_else(nothing);
    let agrees = actual.value == claimed_value;
    TutorialAnswer { claimed, claimed_value, actual, agrees, verdicts: verdicts(question.override_existing) }
}

fn nothing() -> Variable {
    let when = super::When::Process;
    let changes = when.changes().to_owned();
    Variable {
        value: None,
        source: "not set".to_owned(),
        file: None,
        line: None,
        written: None,
        when,
        changes,
        shadowed: Vec::new(),
    }
}

/// The question as files and definitions, so that the ladder can point at lines.
fn scenario(question: &TutorialQuestion, name: &str) -> Scenario {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut files = BTreeMap::new();
    let mut image_files = BTreeMap::new();
    if let Some(value) = &question.compose {
        let value = quoted(&value.replace('$', "$$"));
        let text = format!("services:\n  app:\n    image: app\n    environment:\n      {}: {value}\n", quoted(name));
        files.insert("compose.yaml".to_owned(), FileContent::Text(text));
    } else if question.world == World::Compose {
        files.insert("compose.yaml".to_owned(), "services:\n  app:\n    image: app\n".into());
    }
    if let Some(value) = &question.dotenv {
        let value = value.replace('\\', "\\\\").replace('\'', "\\'");
        let text = FileContent::Text(format!("{name}='{value}'\n"));
        let target = if question.world == World::Local { &mut files } else { &mut image_files };
        target.insert(TUTORIAL_FILE.to_owned(), text);
    }
    let task = question.ecs.as_ref().map(|value| {
        format!("{{\n  \"environment\": [\n    {{\"name\": {}, \"value\": {}}}\n  ]\n}}\n", quoted(name), quoted(value))
    });
    let pair = |value: &Option<String>| value.iter().map(|value| (name.to_owned(), value.clone())).collect();
    let flag = question.flag.iter().filter(|_| question.world == World::DockerRun);
    Scenario {
        reader: Reader::Layered,
        world: question.world,
        override_existing: question.override_existing,
        interpolate: Some(false),
        files,
        image_files,
        process_env: pair(&question.system),
        image_env: if question.world == World::Local { BTreeMap::new() } else { pair(&question.image) },
        arguments: flag.flat_map(|value| ["-e".to_owned(), format!("{name}={value}")]).collect(),
        task_definition: task.map_or(serde_json::Value::Null, serde_json::Value::from),
        ..Scenario::default()
    }
}

fn verdicts(override_existing: bool) -> Vec<SentenceVerdict> {
    let (platform, system) = if override_existing {
        (
            (
                Verdict::Inverted,
                "load_dotenv(override=True) overwrites what exists: the .env file beats ECS and compose.",
            ),
            (
                Verdict::Right,
                "With override=True the .env file does overwrite the environment. Without it, it does not.",
            ),
        )
    } else {
        (
            (Verdict::Right, "Both reach the program as its process environment, and load_dotenv() keeps what exists."),
            (
                Verdict::Inverted,
                "load_dotenv() only fills holes: a variable that exists, even an empty one, wins over the .env file.",
            ),
        )
    };
    let rows = [
        (
            "ECS task definition variables beat docker-compose variables.",
            (
                Verdict::CategoryError,
                "A container is started by ECS or by compose, never by both: ECS does not read a compose file. \
                 When Python starts, either one is simply the process environment.",
            ),
        ),
        ("ECS and docker-compose variables beat .env files.", platform),
        (".env files beat system environment variables.", system),
        (
            "These four are the sources.",
            (
                Verdict::Incomplete,
                "Missing are ENV in the image (below everything that starts the container), environmentFiles and secrets \
                 of ECS, env_file and run -e of compose, and override=True. The machine's own environment never enters a \
                 container.",
            ),
        ),
        (
            "The backend reads environment variables at run time.",
            (
                Verdict::Incomplete,
                "It reads them when the process starts. A new task definition reaches only new tasks, a rotated secret \
                 only new containers.",
            ),
        ),
        (
            "Environment variables of the frontend are baked in during the build.",
            (
                Verdict::Right,
                "The bundler replaces them by text. Values of ECS or compose come too late for a static bundle; pages that \
                 a server renders are the exception.",
            ),
        ),
    ];
    rows.into_iter()
        .map(|(sentence, (verdict, why))| SentenceVerdict {
            sentence: sentence.to_owned(),
            verdict,
            why: why.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(world: World, override_existing: bool) -> TutorialQuestion {
        let text = |text: &str| Some(text.to_owned());
        TutorialQuestion {
            variable: String::new(),
            world,
            override_existing,
            ecs: text("ecs"),
            compose: text("compose $x"),
            dotenv: text("it's ${x}"),
            system: text("system"),
            image: text("image"),
            flag: text("flag"),
        }
    }

    #[test]
    fn who_wins_in_each_world() {
        let cases =
            [(World::Local, "system"), (World::DockerRun, "flag"), (World::Compose, "compose $x"), (World::Ecs, "ecs")];
        for (world, value) in cases {
            let answer = tutorial_claim(&question(world, false));
            assert_eq!(answer.actual.value.as_deref(), Some(value), "{world:?}");
            assert_eq!(answer.agrees, world == World::Ecs, "{world:?}");
            assert_eq!(answer.claimed_value.as_deref(), Some("ecs"));
            let answer = tutorial_claim(&question(world, true));
            assert_eq!(answer.actual.value.as_deref(), Some("it's ${x}"), "{world:?}");
        }
    }

    #[test]
    fn verdicts_follow_the_override() {
        use Verdict::{CategoryError, Incomplete, Inverted, Right};
        let of = |override_existing| {
            let answer = tutorial_claim(&question(World::Ecs, override_existing));
            answer.verdicts.iter().map(|verdict| verdict.verdict).collect::<Vec<_>>()
        };
        assert_eq!(of(false), [CategoryError, Right, Inverted, Incomplete, Incomplete, Right]);
        assert_eq!(of(true), [CategoryError, Inverted, Right, Incomplete, Incomplete, Right]);
    }

    #[test]
    fn a_question_without_values_is_answered() {
        let answer = tutorial_claim(&TutorialQuestion::default());
        assert!(answer.agrees);
        assert_eq!((answer.actual.value, answer.claimed_value), (None, None));
    }
}
