//! What is worth keeping until the next visit, and what a link carries.

use std::collections::BTreeSet;
use std::rc::Rc;

use dockerfile_playground::model::image::{ImageError, check_registry, check_repository};
use dockerfile_playground::settings::{Profile, Registry, RuleSet};
use dockerfile_playground::simulate::advice::Mix;
use serde::{Deserialize, Serialize};

use super::environment::Form;
use super::files::Files;
use super::learn::Learning;
use super::rebuild::{Change, Seconds};
use super::samples;
use super::texts::text;

/// What is worth keeping until the next visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Work {
    /// The Dockerfile as it stands in the editor.
    pub(crate) text: Rc<str>,
    /// The text that a sample, a file or a link took the place of.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) previous: Option<Rc<str>>,
    /// The text is what was made of a sample, to the byte: nothing in it is the user's own.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) untouched: bool,
    /// What the image is for.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) profile: Profile,
    /// Where base images should come from, as typed.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) registry: RegistryForm,
    /// Whose judgement to follow.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) rules: RuleSet,
    /// Rules that stay silent.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) ignored: BTreeSet<String>,
    /// The build context as the user wrote it; without it, it is guessed from the Dockerfile.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) files: Option<Rc<Files>>,
    /// Those that went with the text that was replaced.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) previous_files: Option<Rc<Files>>,
    /// The file of the build context that is on show in place of the Dockerfile.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) open_file: Option<String>,
    /// What is changed before the second build.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) change: Change,
    /// How long steps take, where somebody said so.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) seconds: Seconds,
    /// How often what is edited between two builds.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) mix: Mix,
    /// The sources of the environment.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) environment: Form,
    /// Lessons: where one is, and what is done.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) learning: Learning,
    /// The panel on show.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) panel: Panel,
    /// The rule whose page is open.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) rule: Option<String>,
    /// How a variant is shown.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) diff: DiffView,
    /// Colours.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) theme: Theme,
    /// Which editor is used.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) editor: EditorKind,
    /// Whether everything is large enough for the back row of a class.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) presenting: bool,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            text: samples::Samples::default().text(samples::FIRST).unwrap_or_default().into(),
            previous: None,
            untouched: false,
            profile: Profile::Prod,
            registry: RegistryForm::default(),
            rules: RuleSet::default(),
            ignored: BTreeSet::new(),
            files: None,
            previous_files: None,
            open_file: None,
            change: Change::default(),
            seconds: Seconds::new(),
            mix: Mix::default(),
            environment: Form::default(),
            learning: Learning::default(),
            panel: Panel::Findings,
            rule: None,
            diff: DiffView::Unified,
            theme: Theme::System,
            editor: EditorKind::Rich,
            presenting: false,
        }
    }
}

impl Work {
    /// What a link to this work carries: everything but what is a matter of the reader's taste, and a build context for
    /// which there is no room.
    pub(crate) fn shared(&self) -> Self {
        let Self { previous, untouched, previous_files, diff, theme, editor, presenting, .. } = Self::default();
        let files = self.files.clone().filter(|files| files.is_small());
        let learning = self.learning.shared();
        Self { previous, untouched, files, previous_files, learning, diff, theme, editor, presenting, ..self.clone() }
    }
}

/// What need not be written down.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What `profile` is called.
pub(crate) fn profile_name(profile: Profile) -> String {
    match profile {
        Profile::Dev => text!("profile-dev"),
        Profile::Prod => text!("profile-prod"),
    }
}

/// The registry fields as typed, half-finished entries included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RegistryForm {
    /// Host, with an optional path prefix.
    pub(crate) host: String,
    /// Name on Docker Hub and name in the registry.
    pub(crate) images: Vec<(String, String)>,
}

impl RegistryForm {
    /// What keeps images from being taken from the host as typed, and which part of it.
    pub(crate) fn host_problem(&self) -> Option<(String, ImageError)> {
        let host = self.host.trim();
        problem(host, check_registry)
    }

    /// The same of a name of an image.
    pub(crate) fn name_problem(name: &str) -> Option<(String, ImageError)> {
        problem(name.trim(), check_repository)
    }

    /// What the engine should know of it; nothing without a host.
    pub(crate) fn registry(&self) -> Option<Registry> {
        let host = self.host.trim().trim_end_matches('/');
        let images = self.images.iter().map(|(from, to)| (from.trim(), to.trim()));
        (!host.is_empty()).then(|| Registry {
            host: host.to_owned(),
            images: images
                .filter(|(from, to)| !from.is_empty() && !to.is_empty())
                .map(|(from, to)| (from.to_owned(), to.to_owned()))
                .collect(),
        })
    }
}

/// The part of a text that is wrong, and why; nothing is wrong with what is still empty.
fn problem(text: &str, check: fn(&str) -> Result<(), ImageError>) -> Option<(String, ImageError)> {
    let error = check(text).err().filter(|_| !text.is_empty())?;
    Some((error.range.of(text).to_owned(), error))
}

/// The panels beside the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Panel {
    /// What is wrong and why.
    #[default]
    Findings,
    /// The other variant.
    Variant,
    /// What a change rebuilds.
    Rebuild,
    /// Which value a variable gets.
    Environment,
    /// What stands at the caret.
    Explain,
    /// The rules and their pages.
    Rules,
    /// Lessons.
    Learn,
}

impl Panel {
    /// The panel with the name that lessons and links use.
    pub(crate) fn named(name: &str) -> Option<Self> {
        serde_json::from_value(name.into()).ok()
    }
}

/// How a variant is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DiffView {
    /// One column, removed lines above added ones.
    #[default]
    Unified,
    /// Two columns.
    Split,
    /// Only the result.
    Result,
}

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// White and yellow on black, with strong lines.
    Contrast,
}

/// Which editor is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EditorKind {
    /// CodeMirror, once it has arrived.
    #[default]
    Rich,
    /// The plain text field.
    Plain,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_typed_mappings_do_not_reach_the_engine() {
        let form = RegistryForm {
            host: " registry.example.com/ ".to_owned(),
            images: vec![("python".to_owned(), "team/python".to_owned()), ("node".to_owned(), " ".to_owned())],
        };
        let registry = form.registry().expect("there is a host");
        assert_eq!(registry.host, "registry.example.com");
        assert_eq!(registry.images.len(), 1);
        assert_eq!(RegistryForm::default().registry(), None);
        assert_eq!((RegistryForm::default().host_problem(), form.host_problem()), (None, None));
    }

    #[test]
    fn what_no_reference_can_begin_with_is_shown_at_its_place() {
        let part = |host: &str| {
            let form = RegistryForm { host: host.to_owned(), images: Vec::new() };
            form.host_problem().map(|(part, _)| part)
        };
        assert_eq!(part("https://registry.example.com").as_deref(), Some("https://"));
        assert_eq!(part("a b").as_deref(), Some("a b"));
        assert_eq!(part("/").as_deref(), Some(""));
        assert_eq!(RegistryForm::name_problem("python:3").map(|(part, _)| part).as_deref(), Some(":3"));
    }

    #[test]
    fn old_saved_work_is_readable() {
        let work: Work = serde_json::from_str(r#"{"text":"FROM a","profile":"dev","gone":1}"#).expect("fields default");
        assert_eq!((&*work.text, work.profile, work.panel), ("FROM a", Profile::Dev, Panel::Findings));
    }
}
