//! The texts that the environment comes from: each with its tab, its field and, if the project has it, its file.

use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::{Problem, Severity, World};
use serde::{Deserialize, Serialize};
use yew::AttrValue;

use super::Form;
use crate::page::state::Action;
use crate::page::texts::text;

/// One of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Source {
    /// The Dockerfile, which is edited elsewhere.
    Dockerfile,
    /// The compose file.
    Compose,
    /// The ECS task definition.
    #[default]
    Task,
    /// `overrides` of `RunTask`.
    Overrides,
    /// The Kubernetes manifest.
    Manifest,
    /// The program's `.env`.
    Dotenv,
    /// The front end's `.env`.
    BundleDotenv,
    /// The front end's `.env.production`.
    BundleProduction,
    /// Words after `docker build`.
    Build,
    /// Words after `docker run`.
    Run,
    /// The machine's own environment.
    Shell,
}

impl Source {
    /// The sources of a scenario, the one that matters most first.
    pub(super) const fn of(world: World) -> &'static [Self] {
        use Source::{
            Build, BundleDotenv, BundleProduction, Compose, Dockerfile, Dotenv, Manifest, Overrides, Run, Shell, Task,
        };
        match world {
            World::Local => &[Dotenv, Shell],
            World::DockerRun => &[Run, Dotenv, Dockerfile, Build, Shell],
            World::Compose => &[Compose, Dotenv, Dockerfile, Shell],
            World::Ecs => &[Task, Overrides, Dotenv, Dockerfile, Build, Compose, Shell],
            World::Kubernetes => &[Manifest, Dotenv, Dockerfile, Build],
            World::StaticFrontEnd => &[BundleProduction, BundleDotenv, Dockerfile, Build, Run, Compose, Task, Shell],
        }
    }

    /// Part of the ids of the tab.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Dockerfile => "env-source-dockerfile",
            Self::Compose => "env-source-compose",
            Self::Task => "env-source-task",
            Self::Overrides => "env-source-overrides",
            Self::Manifest => "env-source-manifest",
            Self::Dotenv => "env-source-dotenv",
            Self::BundleDotenv => "env-source-bundle-dotenv",
            Self::BundleProduction => "env-source-bundle-production",
            Self::Build => "env-source-build",
            Self::Run => "env-source-run",
            Self::Shell => "env-source-shell",
        }
    }

    /// The handle of the field.
    pub(super) const fn testid(self) -> &'static str {
        match self {
            Self::Dockerfile => "env-dockerfile",
            Self::Compose => "env-compose",
            Self::Task => "env-task",
            Self::Overrides => "env-overrides",
            Self::Manifest => "env-manifest",
            Self::Dotenv => "env-dotenv",
            Self::BundleDotenv => "env-bundle-dotenv",
            Self::BundleProduction => "env-bundle-production",
            Self::Build => "env-build",
            Self::Run => "env-run",
            Self::Shell => "env-shell",
        }
    }

    /// What the tab is called.
    pub(super) fn label(self) -> AttrValue {
        match self {
            Self::Task => text!("env-source-task").into(),
            Self::Overrides => text!("env-source-overrides").into(),
            Self::Manifest => text!("env-source-manifest").into(),
            Self::Shell => text!("env-source-shell").into(),
            named => named.paths()[0].into(),
        }
    }

    /// What to write here, and what it does.
    pub(super) fn hint(self) -> String {
        match self {
            Self::Dockerfile => text!("env-hint-dockerfile"),
            Self::Compose => text!("env-hint-compose"),
            Self::Task => text!("env-hint-task"),
            Self::Overrides => text!("env-hint-overrides"),
            Self::Manifest => text!("env-hint-manifest"),
            Self::Dotenv => text!("env-hint-dotenv"),
            Self::BundleDotenv => text!("env-hint-bundle-dotenv"),
            Self::BundleProduction => text!("env-hint-bundle-production"),
            Self::Build => text!("env-hint-build"),
            Self::Run => text!("env-hint-run"),
            Self::Shell => text!("env-hint-shell"),
        }
    }

    /// Names under which the project may have the file; the first stands for it otherwise.
    const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Dockerfile => &["Dockerfile"],
            Self::Compose => &["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"],
            Self::Task => &["task-definition.json"],
            Self::Overrides => &["overrides.json"],
            Self::Manifest => &["kubernetes.yaml", "deployment.yaml", "pod.yaml"],
            Self::Dotenv | Self::BundleDotenv => &[".env"],
            Self::BundleProduction => &[".env.production"],
            Self::Build => &["docker build"],
            Self::Run => &["docker run"],
            Self::Shell => &["shell"],
        }
    }
}

/// Where the texts stand: in the form, in the project's files and in the editor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts<'a> {
    pub(super) form: &'a Form,
    pub(super) files: Option<&'a BTreeMap<String, String>>,
    pub(super) dockerfile: &'a str,
}

impl<'a> Texts<'a> {
    /// The project's file that is this source, if it has one.
    pub(super) fn file(&self, source: Source) -> Option<(&'static str, &'a str)> {
        let files = self.files?;
        source.paths().iter().find_map(|path| Some((*path, files.get(*path)?.as_str())))
    }

    /// The name that problems and ladders use for it.
    pub(super) fn path(&self, source: Source) -> &'static str {
        self.file(source).map_or(source.paths()[0], |(path, _)| path)
    }

    pub(super) fn project_files(&self) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.files.into_iter().flatten()
    }

    pub(super) fn text(&self, source: Source) -> &'a str {
        if source == Source::Dockerfile {
            return self.dockerfile;
        }
        let form = self.form;
        self.file(source).map_or_else(|| own(form, source), |(_, text)| text)
    }

    /// What happens when something is typed: the project's file changes, or else the form.
    pub(super) fn typed(&self, source: Source, text: String) -> Action {
        if let Some((path, _)) = self.file(source) {
            return Action::FileWritten(path.to_owned(), text);
        }
        let mut form = self.form.clone();
        if let Some(field) = own_mut(&mut form, source) {
            *field = text;
        }
        Action::EnvironmentChanged(Box::new(form))
    }

    /// Lines of the shell that set nothing.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let lines = self.text(Source::Shell).lines().enumerate();
        let bad = lines.filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#') && !line.contains('=')
        });
        let problem = |(index, _)| Problem {
            file: Some(self.path(Source::Shell).to_owned()),
            line: Some(index + 1),
            message: text!("env-shell-expected"),
            severity: Severity::Warning,
        };
        bad.map(problem).take(20).collect()
    }
}

fn own(form: &Form, source: Source) -> &str {
    match source {
        Source::Dockerfile => "",
        Source::Compose => &form.compose,
        Source::Task => &form.task,
        Source::Overrides => &form.overrides,
        Source::Manifest => &form.manifest,
        Source::Dotenv => &form.dotenv,
        Source::BundleDotenv => &form.bundle_dotenv,
        Source::BundleProduction => &form.bundle_production,
        Source::Build => &form.build,
        Source::Run => &form.run,
        Source::Shell => &form.shell,
    }
}

const fn own_mut(form: &mut Form, source: Source) -> Option<&mut String> {
    Some(match source {
        Source::Dockerfile => return None,
        Source::Compose => &mut form.compose,
        Source::Task => &mut form.task,
        Source::Overrides => &mut form.overrides,
        Source::Manifest => &mut form.manifest,
        Source::Dotenv => &mut form.dotenv,
        Source::BundleDotenv => &mut form.bundle_dotenv,
        Source::BundleProduction => &mut form.bundle_production,
        Source::Build => &mut form.build,
        Source::Run => &mut form.run,
        Source::Shell => &mut form.shell,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_goes_where_the_text_stands() {
        let form = Form::default();
        let texts = Texts { form: &form, files: None, dockerfile: "" };
        let Action::EnvironmentChanged(typed) = texts.typed(Source::Dotenv, "A=1".to_owned()) else {
            panic!("without a file, the form changes");
        };
        assert_eq!(typed.dotenv, "A=1");
        let files = BTreeMap::from([(".env".to_owned(), "B=1".to_owned())]);
        let texts = Texts { files: Some(&files), ..texts };
        assert_eq!(texts.text(Source::Dotenv), "B=1");
        let expected = Action::FileWritten(".env".to_owned(), "A=1".to_owned());
        assert_eq!(texts.typed(Source::Dotenv, "A=1".to_owned()), expected);
    }

    #[test]
    fn a_line_of_the_shell_that_sets_nothing_is_named() {
        let form = Form { shell: "A=1\n# B\nC\n".to_owned(), ..Form::default() };
        let problems = Texts { form: &form, files: None, dockerfile: "" }.problems();
        assert_eq!(problems.iter().map(|it| it.line).collect::<Vec<_>>(), [Some(3)]);
    }
}
