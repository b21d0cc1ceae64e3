use super::*;
use crate::page::samples::FIRST;

fn state() -> State {
    State::new(Work::default())
}

/// With a sample beside the first one.
fn with_samples() -> State {
    state().reduce(Action::SamplesArrived("react\nFROM react\n".into()))
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
fn the_dockerfile_is_shown_in_its_own_editor() {
    let other = state().reduce(Action::FileWritten("Dockerfile".to_owned(), String::new()));
    let shown = |path: &str| other.reduce(Action::FileShown(Some(path.to_owned()))).work.open_file;
    assert_eq!((shown("Dockerfile"), shown("a").as_deref()), (None, Some("a")));
    let revealed = other.reduce(Action::FileShown(Some("a".to_owned()))).reduce(Action::Revealed(TextRange::new(0, 1)));
    assert_eq!(revealed.work.open_file, None);
}

#[test]
fn opening_a_rule_opens_its_panel() {
    let next = state().reduce(Action::RuleOpened(Some("latest-tag")));
    assert_eq!(next.work.panel, Panel::Rules);
    assert_eq!(next.work.rule.as_deref(), Some("latest-tag"));
}

#[test]
fn a_sample_brings_its_own_build_context() {
    let before = with_samples().reduce(Action::FileWritten("a".to_owned(), String::new()));
    assert_eq!(before.reduce(Action::SampleChosen("react")).work.files, None);
}

#[test]
fn a_replaced_file_of_ones_own_comes_back() {
    let typed = with_samples().reduce(Action::Typed("FROM mine".into()));
    let other = typed.reduce(Action::SampleChosen("react")).reduce(Action::SampleChosen(FIRST));
    assert_eq!(&*other.reduce(Action::PreviousWanted).work.text, "FROM mine");
}

#[test]
fn what_was_made_of_a_sample_is_nobodys_own_until_it_is_edited() {
    let typed = with_samples().reduce(Action::Typed("FROM mine".into()));
    let made = typed.reduce(Action::MadeOfSample("FROM made".into())).reduce(Action::Typed("FROM made".into()));
    assert!(!made.has_own_text());
    let other = made.reduce(Action::SampleChosen("react"));
    assert_eq!(other.work.previous.as_deref(), Some("FROM mine"));
    let edited = made.reduce(Action::Typed("FROM edited".into())).reduce(Action::SampleChosen("react"));
    assert_eq!(edited.work.previous.as_deref(), Some("FROM edited"));
    let fixed = Action::Replaced { of: "FROM made".into(), by: "FROM fixed".into(), notice: "".into() };
    assert!(made.reduce(fixed).has_own_text());
    assert!(!made.work.shared().untouched);
}

#[test]
fn a_sample_that_is_still_on_its_way_comes_with_the_others() {
    let wanted = state().reduce(Action::SampleChosen("react"));
    assert_eq!(wanted.work, state().work);
    let arrived = wanted.reduce(Action::SamplesArrived("react\nFROM react\n".into()));
    assert_eq!(&*arrived.work.text, "FROM react\n");
    assert_eq!(arrived.reduce(Action::SamplesArrived("react\nFROM other\n".into())).work, arrived.work);
}

#[test]
fn a_link_brings_the_work_but_not_the_colours() {
    let work = Work { text: "FROM a".into(), theme: Theme::Dark, panel: Panel::Rebuild, ..Work::default() };
    let opened = state().reduce(Action::LinkOpened(Box::new(work.shared())));
    assert_eq!((&*opened.work.text, opened.work.panel, opened.work.theme), ("FROM a", Panel::Rebuild, Theme::System));
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
    assert_eq!((second.work.panel, second.work.files.as_ref().map(|files| files.len())), (Panel::Rebuild, Some(1)));
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
