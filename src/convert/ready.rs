//! What can be made of a file for production without anybody's help.

use crate::model::Dockerfile;
use crate::project::Project;
use crate::rules::{self, Applied, Fix};
use crate::settings::{Profile, Settings};
use crate::syntax;
use crate::text::{Edit, apply};

/// A file made ready, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// What came of it.
    pub text: String,
    /// What was done, none twice.
    pub steps: Vec<Step>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done, as a command.
    pub title: String,
    /// What to look at before the file is used; `None` where the image does what it did.
    pub caution: Option<String>,
}

/// Takes what was probably meant in place of what a build would refuse, then the first fix of every finding for
/// production, until none is left. Some of these fixes deserve a look before the file is used.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::convert::ready;
/// use dockerfile_playground::{Project, Settings};
///
/// let made = ready(&Project::new("FORM python:3.13-slim\nENV FLASK_ENV=development\n"), &Settings::default());
/// assert!(made.text.starts_with("FROM python:3.13-slim\n"));
/// assert_eq!(made.steps[0].title, "Change `FORM` to `FROM`");
/// ```
pub fn ready(project: &Project, settings: &Settings) -> Ready {
    let settings = Settings { profile: Profile::Prod, ..settings.clone() };
    let mut project = project.clone();
    let mut steps = Vec::new();
    if let Some((text, words)) = as_meant(&project) {
        project.dockerfile = text;
        steps = words;
    }
    let (text, applied) = rules::fix_all(&project, &settings, |_, _| true);
    for Applied { fix: Fix { title, caution, .. }, .. } in applied {
        if steps.iter().all(|it: &Step| it.title != title) {
            steps.push(Step { title, caution });
        }
    }
    Ready { text, steps }
}

/// The file with every word that is nearly right as it was probably meant, and what was changed.
fn as_meant(project: &Project) -> Option<(String, Vec<Step>)> {
    let tree = syntax::parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, project);
    let mut steps = Vec::new();
    let mut edits = Vec::new();
    for error in tree.errors.iter().chain(&dockerfile.errors) {
        if let Some(meant) = &error.suggestion {
            let title = format!("Change `{}` to `{meant}`", error.range.of(&project.dockerfile));
            steps.push(Step { title, caution: None });
            edits.push(Edit::replace(error.range, meant.as_str()));
        }
    }
    edits.sort_by_key(|edit| edit.range);
    Some((apply(&project.dockerfile, &edits).ok()?, steps))
}
