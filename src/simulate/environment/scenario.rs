//! What a simulation is asked: one tool, its release, its files and the environment it starts from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The question. Everything but `reader` has a default; a tool looks only at what it knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// The tool that builds the environment.
    pub reader: Reader,
    /// The tool's release, which selects behaviour that changed; the newest when absent. Two tools in one are
    /// written `16.6.1+11.0.7` (dotenv and dotenv-expand) or `8.3.8 (node 20.20.2)` (Vite on Node).
    pub version: Option<String>,
    /// File contents by path.
    pub files: BTreeMap<String, FileContent>,
    /// The environment that the tool finds: of the program's process, or of the shell that calls `docker`.
    pub process_env: BTreeMap<String, String>,
    /// Vite's mode, Next's and Create React App's `NODE_ENV`.
    pub mode: Option<String>,
    /// Names that Vite exposes start with one of these; `VITE_` when empty.
    pub prefixes: Vec<String>,
    /// `load_dotenv(override=True)`, `dotenv.config({override: true})`.
    #[serde(rename = "override")]
    pub override_existing: bool,
    /// `load_dotenv(interpolate=False)` when false.
    pub interpolate: Option<bool>,
    /// The `.env` files to read, in the order given to the tool; each tool's default when empty.
    pub paths: Vec<String>,
    /// The Python file that calls `load_dotenv()`, whose folder the search for `.env` starts in; `cwd` when absent.
    pub script: Option<String>,
    /// The fields of a pydantic-settings class, to check that files name no others.
    pub fields: Vec<String>,
    /// The `secrets_dir` of a pydantic-settings class.
    pub secrets_dir: Option<String>,
    /// Words after the tool's name: `docker run …`, `docker compose …`, `flask …`, `gunicorn …`, `node …`.
    pub arguments: Vec<String>,
    /// Words after `docker compose run`.
    pub run_arguments: Vec<String>,
    /// The compose service, or the container of a task definition or a Kubernetes manifest.
    pub service: Option<String>,
    /// The folder the tool is called in; the folder of `files` when absent.
    pub cwd: Option<String>,
    /// `ENV` of the image; with a Dockerfile among the files, of the images that it starts from.
    pub image_env: BTreeMap<String, String>,
    /// An ECS task definition: an object, the text of one, or the path of a file with one.
    pub task_definition: serde_json::Value,
    /// Words after `docker build`: `--build-arg NAME=value`, `--target`, `-f`. The Dockerfile is one of the files.
    pub build_arguments: Vec<String>,
    /// `overrides` of a `RunTask` call: an object, the text of one, or the path of a file with one.
    pub overrides: serde_json::Value,
    /// When Next renders the page in question; without it, what the server sees is shown.
    pub rendering: Option<Rendering>,
    /// The environment of `next start`, where the build (`process_env`) had another.
    pub run_env: BTreeMap<String, String>,
    /// Where the layered reader runs the program.
    pub world: World,
    /// The files that the program finds inside its container, for the layered reader.
    pub image_files: BTreeMap<String, FileContent>,
    /// Words after the program's own tool, for the layered reader: `gunicorn …`.
    pub program_arguments: Vec<String>,
    /// The tool that the program itself uses, for the layered reader; python-dotenv when absent.
    pub program: Option<Reader>,
}

/// The tools whose rules are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// `load_dotenv()` of python-dotenv.
    #[default]
    PythonDotenv,
    /// The `flask` command and `app.run()`.
    Flask,
    /// gunicorn with `--env`, `raw_env` and `GUNICORN_CMD_ARGS`.
    Gunicorn,
    /// `BaseSettings` of pydantic-settings.
    PydanticSettings,
    /// `dotenv.config()` of the npm package.
    Dotenv,
    /// dotenv followed by dotenv-expand.
    DotenvExpand,
    /// `node --env-file`.
    NodeEnvFile,
    /// Vite's `loadEnv` and what reaches the bundle.
    Vite,
    /// `react-scripts` and what reaches the bundle.
    CreateReactApp,
    /// `@next/env`.
    Next,
    /// `docker run`.
    DockerRun,
    /// `docker compose`.
    Compose,
    /// Amazon ECS.
    Ecs,
    /// A pod's container.
    Kubernetes,
    /// What the image built from a Dockerfile gives to its containers.
    Dockerfile,
    /// What the commands that build an image see, `ARG` included.
    DockerBuild,
    /// A container and the program inside it, both at once.
    Layered,
}

/// Where the program of the layered reader runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// A process on the developer's machine.
    #[default]
    Local,
    /// `docker run`.
    DockerRun,
    /// `docker compose`.
    Compose,
    /// Amazon ECS.
    Ecs,
    /// A pod of Kubernetes.
    Kubernetes,
    /// A bundle that a build makes and a file server hands out: what the browser sees.
    StaticFrontEnd,
}

/// When a page that shows a variable is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rendering {
    /// By the build, once.
    Build,
    /// By the server, for each request.
    Request,
}

/// A file: its text, or one of the objects of a project's file list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FileContent {
    /// The text itself.
    Text(String),
    /// Text with a mode, which no reader looks at.
    Detailed {
        /// The text.
        content: String,
    },
    /// Bytes, for files that are not UTF-8.
    Encoded {
        /// Base64 of the bytes, with or without padding.
        base64: String,
    },
    /// A folder, a link or anything else that is no readable file.
    Other(serde_json::Value),
}

impl From<&str> for FileContent {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
