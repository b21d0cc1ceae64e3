//! Everything that the page knows between two events, and the one function that changes it.
//!
//! Pure: no browser, no clock. What follows from the state (the analysis, the variant, the reports) is not in it.

mod context;
mod start;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use dockerfile_playground::Project;
use dockerfile_playground::lesson::{Lesson, Start};
use dockerfile_playground::rules::Elsewhere;
use dockerfile_playground::settings::{Profile, RuleSet, Settings};
use dockerfile_playground::simulate::advice::Mix;
use dockerfile_playground::text::TextRange;

use super::files::{Files, Opened, entries};
use super::learn::Place;
use super::rebuild::{Change, Seconds};
use super::samples::Samples;
use super::texts::text;
use super::work::{DiffView, EditorKind, Panel, RegistryForm, Theme, Work};

/// What the page knows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// What is worth keeping until the next visit.
    pub(crate) work: Work,
    /// Counts the changes of the text that did not come from the editor: the editor writes only when this moves.
    pub(crate) revision: u32,
    /// A place that the editor should show; the number tells two wishes for the same place apart.
    pub(crate) reveal: Option<(u32, TextRange)>,
    /// What was done last, for the eyes and for screen readers; the number tells two equal messages apart.
    pub(crate) notice: Option<(u32, Rc<str>)>,
    /// Where the caret of the editor is, in UTF-16 units as browsers count.
    pub(crate) caret: u32,
    /// The text that typing is compared with: what was there first, or when somebody last said so.
    pub(crate) baseline: Rc<str>,
    /// What there is to start from.
    pub(crate) samples: Samples,
    /// The sample that was chosen before it had come.
    awaited: Option<&'static str>,
    /// What day it is; without one, the day of the engine's tables.
    pub(crate) today: Option<String>,
    /// The file can only be looked at: a frame whose page wants it so.
    read_only: bool,
    /// The build context before what was done to it last, and what that was, as "Removing app.py".
    context_before: Option<(Option<Rc<Files>>, Rc<str>)>,
    counter: u32,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// The editor holds a new text.
    Typed(Rc<str>),
    /// A text that was made from another one takes its place, if that one still stands in the editor.
    Replaced {
        /// What it was made from.
        of: Rc<str>,
        /// What it is.
        by: Rc<str>,
        /// What to tell the user.
        notice: Rc<str>,
    },
    /// The page around has another text.
    HostWrote(Rc<str>),
    /// A file of the user's takes the place of the text.
    FileOpened(Rc<str>),
    /// The texts of the samples have come.
    SamplesArrived(Rc<str>),
    /// A sample takes the place of the text, as soon as it has come.
    SampleChosen(&'static str),
    /// What was made of a sample takes the place of the text.
    MadeOfSample(Rc<str>),
    /// The text that was replaced last comes back.
    PreviousWanted,
    /// The page was opened with a link that holds all this.
    LinkOpened(Box<Work>),
    /// The page was opened with a link that cannot be read; the sentence says why.
    LinkRefused(Rc<str>),
    /// The profile switch.
    ProfileChosen(Profile),
    /// Typing in the registry fields.
    RegistryChanged(RegistryForm),
    /// Whose judgement to follow.
    RuleSetChosen(RuleSet),
    /// A rule is silenced, or may speak again.
    RuleSilenced(String, bool),
    /// The build context is guessed from the Dockerfile again.
    FilesForgotten,
    /// A file of the build context has another text; it is new if there was none of that path.
    FileWritten(String, String),
    /// Lines are added to a file of the build context, as a finding wants it.
    LinesAdded(Elsewhere),
    /// A file of the build context gets another path.
    FileRenamed(String, String),
    /// A file of the build context goes.
    FileRemoved(String),
    /// What was done to the build context last is taken back.
    ContextUndone,
    /// A file of the build context is on show, or the Dockerfile.
    FileShown(Option<String>),
    /// Files from disk come into the build context or, as a folder, take its place; the Dockerfile among them too, if
    /// one was chosen.
    FilesOpened(Rc<Opened>, Option<String>),
    /// What is changed before the second build.
    ChangeChosen(Change),
    /// How long a step takes was typed.
    SecondsChanged(Seconds),
    /// How often what is edited was typed.
    MixChanged(Mix),
    /// From now on, typing is compared with the text as it stands.
    BaselineTaken,
    /// The sources of the environment were edited.
    EnvironmentChanged(Box<super::environment::Form>),
    /// A tab.
    PanelOpened(Panel),
    /// A step of a lesson: its file, its build context and its panel take the place of what is there.
    StepOpened(Place, Box<Start>, Option<String>),
    /// The goals of a step are met, or it was read.
    StepDone(Place),
    /// A teacher's own lesson.
    LessonBrought(Rc<Lesson>),
    /// The lesson on show is put away.
    LessonLeft,
    /// A rule's page, or the list of all.
    RuleOpened(Option<&'static str>),
    /// How variants are shown.
    DiffViewChosen(DiffView),
    /// Colours.
    ThemeChosen(Theme),
    /// Large type for a class, or not.
    PresentingChosen(bool),
    /// Which editor is used.
    EditorChosen(EditorKind),
    /// The editor should select a place and show it.
    Revealed(TextRange),
    /// The caret is at another place, in UTF-16 units.
    CaretMoved(u32),
    /// Something was done that leaves no other trace.
    Announced(Rc<str>),
}

impl Action {
    /// Whether the user changes the text by it.
    const fn changes_the_text(&self) -> bool {
        matches!(
            self,
            Self::Typed(_)
                | Self::Replaced { .. }
                | Self::FileOpened(_)
                | Self::SampleChosen(_)
                | Self::MadeOfSample(_)
                | Self::PreviousWanted
                | Self::LinkOpened(_)
                | Self::StepOpened(..)
        )
    }
}

/// What the engine is asked about. A build context that is only guessed is none: nothing follows from what it lacks.
pub(crate) fn project(text: &str, files: Option<&Files>) -> Project {
    let Some(files) = files else { return Project::new(text) };
    let dockerfile_path = files.dockerfile_path().to_owned();
    Project { dockerfile: text.to_owned(), dockerfile_path, files: entries(files, text), ..Project::default() }
}

impl State {
    /// A page that starts with `work`.
    pub(crate) fn new(work: Work) -> Self {
        let baseline = work.text.clone();
        let (samples, awaited) = (Samples::default(), None);
        let (today, read_only, context_before) = (None, false, None);
        Self {
            work,
            revision: 0,
            reveal: None,
            notice: None,
            caret: 0,
            baseline,
            samples,
            awaited,
            today,
            read_only,
            context_before,
            counter: 0,
        }
    }

    /// A page in a frame that starts with `work`.
    pub(crate) fn embedded(work: Work, read_only: bool) -> Self {
        Self { read_only, ..Self::new(work) }
    }

    /// What the engine is asked about.
    pub(crate) fn project(&self) -> Project {
        project(&self.work.text, self.work.files.as_deref())
    }

    /// What was done to the build context last, if it can be undone.
    pub(crate) fn undoable(&self) -> Option<Rc<str>> {
        self.context_before.as_ref().map(|(_, what)| what.clone())
    }

    /// How the engine should look at it.
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            profile: self.work.profile,
            rules: self.work.rules,
            registry: self.work.registry.registry(),
            ignored: self.work.ignored.clone(),
            today: self.today.clone(),
            ..Settings::default()
        }
    }

    /// The state after `action`.
    pub(crate) fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.apply(action);
        next
    }

    fn apply(&mut self, action: Action) {
        if self.read_only && action.changes_the_text() {
            self.announce(&text!("told-read-only"));
            return;
        }
        let work = &mut self.work;
        match action {
            Action::Typed(text) => self.take_typed(text),
            Action::Replaced { of, by, notice } if work.text == of => self.replace(&by, &notice),
            Action::Replaced { .. } => self.announce(&text!("told-changed-meanwhile")),
            Action::HostWrote(text) => self.replace(&text, &text!("told-host-wrote")),
            Action::FileOpened(text) => self.exchange(&text, &text!("told-file-opened")),
            Action::SamplesArrived(file) => self.take_samples(file),
            Action::SampleChosen(sample) => self.choose_sample(sample),
            Action::MadeOfSample(text) => self.start_from(&text, true),
            Action::PreviousWanted => {
                if let Some(text) = work.previous.clone() {
                    let files = work.previous_files.take();
                    self.exchange(&text, &text!("told-previous-back"));
                    self.work.files = files;
                }
            }
            Action::LinkOpened(shared) => {
                let Self { work: mine, .. } = self;
                let taste = (mine.diff, mine.theme, mine.editor);
                self.exchange(&shared.text, &text!("told-link-opened"));
                let (text, previous) = (self.work.text.clone(), self.work.previous.take());
                let (diff, theme, editor) = taste;
                self.work = Work { text, previous, diff, theme, editor, ..*shared };
            }
            Action::LinkRefused(reason) => self.announce(&reason),
            Action::ProfileChosen(profile) => work.profile = profile,
            Action::RegistryChanged(form) => work.registry = form,
            Action::RuleSetChosen(rules) => work.rules = rules,
            Action::RuleSilenced(rule, true) => {
                work.ignored.insert(rule);
            }
            Action::RuleSilenced(rule, false) => {
                work.ignored.remove(&rule);
            }
            Action::FilesForgotten => {
                work.open_file = None;
                self.remember_context(&text!("context-guessing"));
                self.work.files = None;
                self.announce(&text!("told-context-guessed"));
            }
            Action::FileWritten(path, text) => self.context().write(&path, text),
            Action::LinesAdded(elsewhere) => self.add_lines(&elsewhere),
            Action::FileRenamed(from, to) => self.rename_file(&from, &to),
            Action::FileRemoved(path) => self.remove_file(&path),
            Action::ContextUndone => {
                if let Some((files, what)) = self.context_before.take() {
                    self.work.files = files;
                    self.work.open_file = None;
                    self.announce(&text!("told-undone", what = &what));
                }
            }
            Action::FileShown(path) => self.show_file(path),
            Action::FilesOpened(opened, dockerfile) => self.open_files(&opened, dockerfile.as_deref()),
            Action::ChangeChosen(change) => work.change = change,
            Action::SecondsChanged(seconds) => work.seconds = seconds,
            Action::MixChanged(mix) => work.mix = mix,
            Action::BaselineTaken => {
                self.baseline = self.work.text.clone();
                self.announce(&text!("told-baseline"));
            }
            Action::EnvironmentChanged(form) => work.environment = *form,
            Action::PanelOpened(panel) => work.panel = panel,
            Action::StepOpened(place, start, panel) => self.open_step(place, &start, panel.as_deref()),
            Action::StepDone(place) => {
                work.learning.done.insert(place);
                self.announce(&text!("told-step-done"));
            }
            Action::LessonBrought(lesson) => {
                work.learning.own = Some(lesson);
                work.panel = Panel::Learn;
                self.announce(&text!("told-lesson-brought"));
            }
            Action::LessonLeft => {
                work.learning.place = None;
                work.panel = Panel::Learn;
            }
            Action::RuleOpened(rule) => {
                work.rule = rule.map(str::to_owned);
                work.panel = Panel::Rules;
            }
            Action::DiffViewChosen(view) => work.diff = view,
            Action::ThemeChosen(theme) => work.theme = theme,
            Action::EditorChosen(editor) => work.editor = editor,
            Action::PresentingChosen(presenting) => work.presenting = presenting,
            Action::Revealed(range) => {
                work.open_file = None;
                self.counter += 1;
                self.reveal = Some((self.counter, range));
            }
            Action::CaretMoved(caret) => self.caret = caret,
            Action::Announced(notice) => self.announce(&notice),
        }
    }

    /// Another file takes the place of the text, which is kept if it is the user's: a few days later nobody can undo.
    fn exchange(&mut self, text: &str, notice: &str) {
        self.remember_context(&text!("context-leaving"));
        let is_own = self.has_own_text();
        let work = &mut self.work;
        let files = work.files.take();
        work.open_file = None;
        if is_own {
            work.previous = Some(work.text.clone());
            work.previous_files = files;
        }
        self.replace(text, notice);
        self.baseline = self.work.text.clone();
    }

    /// The file of a step takes the place of the text; a file of the user's own can be had back, that of a step cannot.
    fn open_step(&mut self, place: Place, start: &Start, panel: Option<&str>) {
        let notice = text!("told-step", number = place.step + 1);
        if self.work.learning.place.replace(place).is_none() {
            self.exchange(&start.dockerfile, &notice);
        } else {
            self.replace(&start.dockerfile, &notice);
        }
        let work = &mut self.work;
        work.files = Some(Rc::new(start.files.clone().into()));
        work.open_file = None;
        work.change = Change::default();
        work.profile = start.profile;
        work.panel = panel.and_then(Panel::named).unwrap_or_default();
    }

    /// Text fields keep `\n` only, so the state does too: otherwise every offset behind a line break would be off.
    fn replace(&mut self, text: &str, notice: &str) {
        self.work.text = text.replace("\r\n", "\n").into();
        self.work.untouched = false;
        self.revision += 1;
        self.announce(notice);
    }

    fn announce(&mut self, notice: &str) {
        self.counter += 1;
        self.notice = Some((self.counter, notice.into()));
    }
}
