//! Reads what a call is about: a Dockerfile, a project, a configuration.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dockerfile_playground::Project;
use dockerfile_playground::settings::HadolintConfig;

use crate::arguments::{BuildArguments, InputArguments};
use crate::directory;
use crate::failure::Failure;
use crate::output;

/// A project and where it came from.
#[derive(Debug)]
pub(crate) struct Input {
    /// The project.
    pub(crate) project: Project,
    /// The name of the Dockerfile for locations.
    pub(crate) name: String,
    /// The file that holds the Dockerfile itself.
    pub(crate) path: Option<PathBuf>,
}

/// What to do with bytes that are no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Tell, and read each of them as `?`, which keeps all places as they are.
    Tolerate,
    /// Refuse: what is printed would not be the file.
    Refuse,
}

/// Where a text comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin<'a> {
    StandardInput,
    File(&'a Path),
}

impl<'a> Origin<'a> {
    pub(crate) fn of(path: &'a Path) -> Self {
        if path.as_os_str() == "-" { Self::StandardInput } else { Self::File(path) }
    }

    /// Its name in a message.
    pub(crate) fn name(self) -> String {
        match self {
            Self::StandardInput => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    fn bytes(self) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(path) if path.is_dir() => {
                Err(Failure::file("read", path, &io::Error::from(io::ErrorKind::IsADirectory)))
            }
            Self::File(path) => fs::read(path).map_err(|error| Failure::file("read", path, &error)),
            Self::StandardInput => {
                let mut bytes = Vec::new();
                io::stdin()
                    .lock()
                    .read_to_end(&mut bytes)
                    .map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
                Ok(bytes)
            }
        }
    }

    /// Its text.
    pub(crate) fn text(self, damage: Damage) -> Result<String, Failure> {
        let bytes = match String::from_utf8(self.bytes()?) {
            Ok(text) => return Ok(text),
            Err(error) => error.into_bytes(),
        };
        let name = self.name();
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(Failure::new(format!("{name} is UTF-16, which Docker cannot read; save it as UTF-8")));
        }
        let (text, count, place) = repaired(&bytes);
        let bytes = if count == 1 { "1 byte is".to_owned() } else { format!("{count} bytes are") };
        let message = format!("{name}:{place}: {bytes} not UTF-8");
        match damage {
            Damage::Refuse => Err(Failure::new(format!("{message} from here on; save the file as UTF-8 first"))),
            Damage::Tolerate => {
                output::warning(&format!("{message} from here on and read as `?`; save the file as UTF-8"));
                Ok(text)
            }
        }
    }
}

/// The text with `?` for every byte that is no UTF-8, the number of those, and `line:column` of the first.
fn repaired(bytes: &[u8]) -> (String, usize, String) {
    let mut text = String::with_capacity(bytes.len());
    let mut count = 0;
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            count += chunk.invalid().len();
            text.extend(chunk.invalid().iter().map(|_| '?'));
        }
    }
    let before = &text[..first.unwrap_or_default()];
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    (text, count, format!("{line}:{column}"))
}

/// The project that the arguments describe.
pub(crate) fn project(arguments: &InputArguments, damage: Damage) -> Result<Input, Failure> {
    let mut input = match &arguments.project {
        Some(path) => {
            let origin = Origin::of(path);
            let project: Project = json(&origin.text(Damage::Refuse)?, &origin.name(), "a project")?;
            Input { name: project.dockerfile_path.clone(), project, path: None }
        }
        None => dockerfile(arguments.file.as_deref().unwrap_or(Path::new("Dockerfile")), damage)?,
    };
    build(&mut input, &arguments.build)?;
    Ok(input)
}

/// A Dockerfile about whose build nothing is known.
pub(crate) fn dockerfile(path: &Path, damage: Damage) -> Result<Input, Failure> {
    let origin = Origin::of(path);
    let project = Project::new(origin.text(damage)?);
    Ok(match origin {
        Origin::StandardInput => Input { name: project.dockerfile_path.clone(), project, path: None },
        Origin::File(path) => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let project = Project { dockerfile_path: name.unwrap_or_default(), ..project };
            Input { project, name: path.display().to_string(), path: Some(path.to_owned()) }
        }
    })
}

/// Adds what the build is told.
pub(crate) fn build(input: &mut Input, arguments: &BuildArguments) -> Result<(), Failure> {
    let project = &mut input.project;
    if let Some(folder) = &arguments.context {
        if let Some(path) = &input.path {
            project.dockerfile_path =
                directory::relative(path, folder).unwrap_or_else(|| project.dockerfile_path.clone());
        }
        directory::read_into(project, folder)?;
    }
    project.build_args.extend(arguments.build_arg.iter().cloned());
    project.target = arguments.target.clone().or(project.target.take());
    project.platform = arguments.platform.clone().or(project.platform.take());
    Ok(())
}

/// `text` read as JSON; `what` is expected.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str, name: &str, what: &str) -> Result<T, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A list would be taken for the fields of the object in their order.
    if text.trim_start().starts_with('[') {
        return Err(Failure::new(format!("{name} is not {what} in JSON: expected an object, found a list")));
    }
    serde_json::from_str(text).map_err(|error| Failure::new(format!("{name} is not {what} in JSON: {error}")))
}

/// The configuration of hadolint at `path`. Keys that are not known are told of.
pub(crate) fn hadolint_config(path: &Path) -> Result<HadolintConfig, Failure> {
    let origin = Origin::of(path);
    let text = origin.text(Damage::Refuse)?;
    let name = origin.name();
    let (config, problems) =
        HadolintConfig::parse(&text).map_err(|it| Failure::new(format!("{name}:{}: {}", it.line, it.message)))?;
    for problem in problems {
        output::warning(&format!("{name}:{}: {}", problem.line, problem.message));
    }
    Ok(config)
}
