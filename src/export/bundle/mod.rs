//! Everything that goes into production with a Dockerfile: the file itself, what stands around it, and how it differs.
//!
//! Each artefact follows from the model of the production variant. Knows the formats; what only the reader can know (a
//! registry, a tag, a secret) is a placeholder in capitals.

mod command;
mod compose;
mod ecs;
mod ignored;
mod shipped;

pub use shipped::{Shipped, ShippedPort};

use super::{json, markdown, patch, sarif, zip};
use crate::analysis::analyze;
use crate::convert::{Conversion, Left, convert, multi_target};
use crate::model::Dockerfile;
use crate::project::Project;
use crate::settings::{Profile, Settings};
use crate::syntax;

const COMPOSE: &str = "docker-compose.prod.yml";

/// One thing to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Artifact {
    /// The variant for the profile.
    Dockerfile,
    /// Both variants as targets of one file; empty where they cannot be.
    MultiTarget,
    /// The ignore file of the project, or one that fits.
    Dockerignore,
    /// A Compose file for production.
    Compose,
    /// The part of an ECS task definition that follows from the image.
    TaskDefinition,
    /// From the file to its variant.
    Patch,
    /// The command that builds the image.
    BuildCommand,
    /// What was found, for people.
    Markdown,
    /// What was found, for code scanning.
    Sarif,
    /// What was found, for programs.
    Json,
}

impl Artifact {
    /// All of them, the most wanted first.
    pub const ALL: [Self; 10] = [
        Self::Dockerfile,
        Self::MultiTarget,
        Self::Dockerignore,
        Self::Compose,
        Self::TaskDefinition,
        Self::Patch,
        Self::BuildCommand,
        Self::Markdown,
        Self::Sarif,
        Self::Json,
    ];

    /// A word for it, as the command line takes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dockerfile => "dockerfile",
            Self::MultiTarget => "multi-target",
            Self::Dockerignore => "dockerignore",
            Self::Compose => "compose",
            Self::TaskDefinition => "task-definition",
            Self::Patch => "patch",
            Self::BuildCommand => "build-command",
            Self::Markdown => "markdown",
            Self::Sarif => "sarif",
            Self::Json => "json",
        }
    }

    /// The name of its file.
    pub const fn file_name(self, profile: Profile) -> &'static str {
        match (self, profile) {
            (Self::Dockerfile, Profile::Dev) => "Dockerfile",
            (Self::Dockerfile, Profile::Prod) => "Dockerfile.prod",
            (Self::MultiTarget, _) => "Dockerfile.targets",
            (Self::Dockerignore, _) => ".dockerignore",
            (Self::Compose, _) => COMPOSE,
            (Self::TaskDefinition, _) => "task-definition.json",
            (Self::Patch, _) => "dockerfile.patch",
            // Browsers warn of scripts that are downloaded.
            (Self::BuildCommand, _) => "build-command.txt",
            (Self::Markdown, _) => "report.md",
            (Self::Sarif, _) => "report.sarif",
            (Self::Json, _) => "report.json",
        }
    }
}

/// The artefacts of one project; making them is cheap enough to ask for each when it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    project: Project,
    settings: Settings,
    /// The project with its variant.
    variant: Project,
    /// What is left in the variant.
    left: Vec<Left>,
}

impl Bundle {
    /// Prepares what `project` needs for the profile of `settings`.
    pub fn new(project: &Project, settings: &Settings) -> Self {
        let Conversion { text, left, .. } = convert(project, settings, settings.profile);
        let variant = Project { dockerfile: text, ..project.clone() };
        Self { project: project.clone(), settings: settings.clone(), variant, left }
    }

    /// What only developers need and the variant still has.
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// Where an artefact belongs in the build context: a Dockerfile beside the one that it is made of.
    pub fn path(&self, artifact: Artifact) -> String {
        let name = artifact.file_name(self.settings.profile);
        match (artifact, self.project.dockerfile_path.rsplit_once('/')) {
            (Artifact::Dockerfile | Artifact::MultiTarget, Some((folder, _))) => format!("{folder}/{name}"),
            _ => name.to_owned(),
        }
    }

    /// The text of an artefact.
    ///
    /// # Examples
    ///
    /// ```
    /// use dockerfile_playground::export::bundle::{Artifact, Bundle};
    /// use dockerfile_playground::{Project, Settings};
    ///
    /// let bundle = Bundle::new(&Project::new("FROM nginx:1.29\nEXPOSE 80\n"), &Settings::default());
    /// assert_eq!(bundle.text(Artifact::BuildCommand), "docker build --file Dockerfile.prod --tag app .\n");
    /// ```
    pub fn text(&self, artifact: Artifact) -> String {
        let name = &self.path(Artifact::Dockerfile);
        let (original, path) = (&self.project.dockerfile, &self.project.dockerfile_path);
        match artifact {
            Artifact::Dockerfile => self.variant.dockerfile.clone(),
            Artifact::MultiTarget => multi_target(&self.project, &self.settings).unwrap_or_default(),
            Artifact::Dockerignore => {
                let own = self.project.ignore_file_path().and_then(|path| self.project.text_of(&path));
                own.map_or_else(|| self.with_model(|_, dockerfile| ignored::file(dockerfile)), str::to_owned)
            }
            Artifact::Compose => {
                self.with_model(|shipped, _| compose::file(shipped, name, self.project.target.as_deref()))
            }
            Artifact::TaskDefinition => self.with_model(|shipped, _| ecs::fragment(shipped)),
            Artifact::Patch => patch::unified(original, &self.variant.dockerfile, path),
            Artifact::BuildCommand => self.with_model(|shipped, _| command::line(shipped, &self.project, name)),
            Artifact::Markdown => {
                let report = markdown::report(&analyze(&self.project, &self.settings), original, path);
                report + &markdown::left(&self.left, name)
            }
            Artifact::Sarif => sarif::log(&analyze(&self.project, &self.settings), original, path),
            Artifact::Json => json::document(&analyze(&self.project, &self.settings)),
        }
    }

    /// A ZIP archive of all artefacts that are not empty.
    pub fn archive(&self) -> Vec<u8> {
        let files = Artifact::ALL.map(|it| (self.path(it), self.text(it)));
        let files = files.iter().filter(|(_, text)| !text.is_empty());
        zip::archive(files.map(|(name, text)| (name.as_str(), text.as_bytes())))
    }

    fn with_model(&self, make: impl FnOnce(&Shipped, &Dockerfile<'_>) -> String) -> String {
        let tree = syntax::parse(&self.variant.dockerfile);
        let dockerfile = Dockerfile::resolve(&tree, &self.variant);
        make(&Shipped::of(&dockerfile), &dockerfile)
    }
}

#[cfg(test)]
mod tests;
