//! Everything that the page knows between two events, and the one function that changes it.
//!
//! Pure: no browser, no clock. What follows from the state (the analysis, the variant, the reports) is not in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use dockerfile_playground::Project;
use dockerfile_playground::lesson::{Lesson, Start};
use dockerfile_playground::settings::{Profile, RuleSet, Settings};
use dockerfile_playground::simulate::advice::Mix;
use dockerfile_playground::text::TextRange;

use super::learn::Place;
use super::rebuild::{Change, Seconds};
use super::samples;
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
    /// What day it is; without one, the day of the engine's tables.
    pub(crate) today: Option<String>,
    /// The file can only be looked at: a frame whose page wants it so.
    read_only: bool,
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
    /// A sample takes the place of the text.
    SampleChosen(&'static samples::Sample),
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
    /// The build context was edited; `None` guesses again.
    FilesChanged(Option<BTreeMap<String, String>>),
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
    Announced(&'static str),
    /// As before, in words that were found on the way.
    Told(Rc<str>),
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
                | Self::PreviousWanted
                | Self::LinkOpened(_)
                | Self::StepOpened(..)
        )
    }
}

impl State {
    /// A page that starts with `work`.
    pub(crate) fn new(work: Work) -> Self {
        let baseline = work.text.clone();
        Self {
            work,
            revision: 0,
            reveal: None,
            notice: None,
            caret: 0,
            baseline,
            today: None,
            read_only: false,
            counter: 0,
        }
    }

    /// A page in a frame that starts with `work`.
    pub(crate) fn embedded(work: Work, read_only: bool) -> Self {
        Self { read_only, ..Self::new(work) }
    }

    /// What the engine is asked about.
    pub(crate) fn project(&self) -> Project {
        Project { dockerfile: self.work.text.to_string(), ..Project::default() }
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
            self.announce("The file can only be looked at here; open it in a tab to change it");
            return;
        }
        let work = &mut self.work;
        match action {
            Action::Typed(text) => work.text = text,
            Action::Replaced { of, by, notice } if work.text == of => self.replace(&by, &notice),
            Action::Replaced { .. } => self.announce("The text has changed in the meantime; please try again"),
            Action::HostWrote(text) => self.replace(&text, "The page around has changed the file"),
            Action::FileOpened(text) => self.exchange(&text, "File opened"),
            Action::SampleChosen(sample) => {
                work.change = Change::default();
                self.exchange(sample.text, "Sample loaded");
            }
            Action::PreviousWanted => {
                if let Some(text) = work.previous.clone() {
                    self.exchange(&text, "Your previous file is back");
                }
            }
            Action::LinkOpened(shared) => {
                let Self { work: mine, .. } = self;
                let taste = (mine.diff, mine.theme, mine.editor);
                self.exchange(&shared.text, "Opened from the link");
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
            Action::FilesChanged(files) => work.files = files,
            Action::ChangeChosen(change) => work.change = change,
            Action::SecondsChanged(seconds) => work.seconds = seconds,
            Action::MixChanged(mix) => work.mix = mix,
            Action::BaselineTaken => {
                self.baseline = self.work.text.clone();
                self.announce("From now on, what you type is compared with this text");
            }
            Action::EnvironmentChanged(form) => work.environment = *form,
            Action::PanelOpened(panel) => work.panel = panel,
            Action::StepOpened(place, start, panel) => self.open_step(place, &start, panel.as_deref()),
            Action::StepDone(place) => {
                work.learning.done.insert(place);
                self.announce("Step done");
            }
            Action::LessonBrought(lesson) => {
                work.learning.own = Some(lesson);
                work.panel = Panel::Learn;
                self.announce("The lesson is in the list");
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
                self.counter += 1;
                self.reveal = Some((self.counter, range));
            }
            Action::CaretMoved(caret) => self.caret = caret,
            Action::Announced(notice) => self.announce(notice),
            Action::Told(notice) => self.announce(&notice),
        }
    }

    /// Another file takes the place of the text, which is kept unless it is a sample: a few days later nobody can undo.
    fn exchange(&mut self, text: &str, notice: &str) {
        let work = &mut self.work;
        work.files = None;
        if samples::with_text(&work.text).is_none() && !work.text.trim().is_empty() {
            work.previous = Some(work.text.clone());
        }
        self.replace(text, notice);
        self.baseline = self.work.text.clone();
    }

    /// The file of a step takes the place of the text; a file of the user's own can be had back, that of a step cannot.
    fn open_step(&mut self, place: Place, start: &Start, panel: Option<&str>) {
        let notice = format!("Step {}", place.step + 1);
        if self.work.learning.place.replace(place).is_none() {
            self.exchange(&start.dockerfile, &notice);
        } else {
            self.replace(&start.dockerfile, &notice);
        }
        let work = &mut self.work;
        work.files = Some(start.files.clone());
        work.change = Change::default();
        work.profile = start.profile;
        work.panel = panel.and_then(Panel::named).unwrap_or_default();
    }

    /// Text fields keep `\n` only, so the state does too: otherwise every offset behind a line break would be off.
    fn replace(&mut self, text: &str, notice: &str) {
        self.work.text = text.replace("\r\n", "\n").into();
        self.revision += 1;
        self.announce(notice);
    }

    fn announce(&mut self, notice: &str) {
        self.counter += 1;
        self.notice = Some((self.counter, notice.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State::new(Work::default())
    }

    #[test]
    fn typing_leaves_the_editor_alone() {
        let next = state().reduce(Action::Typed("FROM a".into()));
        assert_eq!(&*next.work.text, "FROM a");
        assert_eq!(next.revision, state().revision);
    }

    #[test]
    fn an_opened_file_moves_the_revision_and_has_plain_line_breaks() {
        let next = state().reduce(Action::FileOpened("FROM a\r\nRUN b\r\n".into()));
        assert_eq!(&*next.work.text, "FROM a\nRUN b\n");
        assert_eq!(next.revision, 1);
        assert!(next.notice.is_some());
    }

    #[test]
    fn a_fix_of_an_older_text_never_overwrites_what_was_typed_since() {
        let typed = state().reduce(Action::Typed("FROM a".into()));
        let fix = |of: &str| Action::Replaced { of: of.into(), by: "FROM b".into(), notice: "Fixed".into() };
        assert_eq!(&*typed.reduce(fix("FROM a")).work.text, "FROM b");
        assert_eq!(typed.reduce(fix("FROM ")).work, typed.work);
    }

    #[test]
    fn the_same_wish_twice_is_two_wishes() {
        let range = TextRange::new(0, 4);
        let first = state().reduce(Action::Revealed(range));
        let second = first.reduce(Action::Revealed(range));
        assert_ne!(first.reveal, second.reveal);
    }

    #[test]
    fn typing_is_compared_with_what_was_there_first() {
        let first = state().work.text;
        let typed = state().reduce(Action::Typed("FROM a".into()));
        assert_eq!(typed.baseline, first);
        assert_eq!(&*typed.reduce(Action::BaselineTaken).baseline, "FROM a");
        assert_eq!(&*typed.reduce(Action::FileOpened("FROM b".into())).baseline, "FROM b");
    }

    #[test]
    fn opening_a_rule_opens_its_panel() {
        let next = state().reduce(Action::RuleOpened(Some("latest-tag")));
        assert_eq!(next.work.panel, Panel::Rules);
        assert_eq!(next.work.rule.as_deref(), Some("latest-tag"));
    }

    #[test]
    fn a_sample_brings_its_own_build_context() {
        let before = state().reduce(Action::FilesChanged(Some(BTreeMap::new())));
        let sample = samples::find("react").expect("the sample exists");
        assert_eq!(before.reduce(Action::SampleChosen(sample)).work.files, None);
    }

    #[test]
    fn a_replaced_file_of_ones_own_comes_back() {
        let sample = samples::find("react").expect("the sample exists");
        let typed = state().reduce(Action::Typed("FROM mine".into()));
        let other = typed.reduce(Action::SampleChosen(sample)).reduce(Action::SampleChosen(&samples::ALL[0]));
        assert_eq!(&*other.reduce(Action::PreviousWanted).work.text, "FROM mine");
    }

    #[test]
    fn a_link_brings_the_work_but_not_the_colours() {
        let work = Work { text: "FROM a".into(), theme: Theme::Dark, panel: Panel::Rebuild, ..Work::default() };
        let opened = state().reduce(Action::LinkOpened(Box::new(work.shared())));
        assert_eq!(
            (&*opened.work.text, opened.work.panel, opened.work.theme),
            ("FROM a", Panel::Rebuild, Theme::System)
        );
    }

    #[test]
    fn a_step_brings_its_file_and_keeps_the_users_own() {
        let start = Start {
            dockerfile: "FROM step\n".to_owned(),
            files: [("a".to_owned(), "1".to_owned())].into(),
            profile: Profile::Dev,
        };
        let open = |step| {
            let place = Place { lesson: "x".to_owned(), step };
            Action::StepOpened(place, Box::new(start.clone()), Some("rebuild".to_owned()))
        };
        let typed = state().reduce(Action::Typed("FROM mine".into()));
        let second = typed.reduce(open(0)).reduce(Action::Typed("FROM half".into())).reduce(open(1));
        assert_eq!((&*second.work.text, second.work.profile), ("FROM step\n", Profile::Dev));
        assert_eq!((second.work.panel, second.work.files.as_ref().map(BTreeMap::len)), (Panel::Rebuild, Some(1)));
        assert_eq!(second.work.previous.as_deref(), Some("FROM mine"));
        let left = second.reduce(Action::LessonLeft);
        assert_eq!((left.work.learning.place, left.work.panel), (None, Panel::Learn));
    }

    #[test]
    fn what_can_only_be_looked_at_is_changed_by_the_page_around_only() {
        let frame = State::embedded(Work { text: "FROM a".into(), ..Work::default() }, true);
        let typed = frame.reduce(Action::Typed("FROM b".into()));
        assert_eq!((&*typed.work.text, typed.notice.is_some()), ("FROM a", true));
        assert_eq!(&*frame.reduce(Action::HostWrote("FROM b".into())).work.text, "FROM b");
        assert_eq!(frame.reduce(Action::ProfileChosen(Profile::Dev)).work.profile, Profile::Dev);
    }

    #[test]
    fn a_refused_link_changes_nothing_but_says_why() {
        let refused = state().reduce(Action::LinkRefused("damaged".into()));
        assert_eq!(refused.work, state().work);
        assert_eq!(refused.notice.map(|(_, text)| text), Some("damaged".into()));
    }

    #[test]
    fn silencing_a_rule_can_be_taken_back() {
        let silent = state().reduce(Action::RuleSilenced("x".to_owned(), true));
        assert!(silent.settings().ignored.contains("x"));
        assert!(silent.reduce(Action::RuleSilenced("x".to_owned(), false)).settings().ignored.is_empty());
    }
}
