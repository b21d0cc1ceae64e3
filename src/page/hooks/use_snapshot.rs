use std::rc::Rc;

use dockerfile_playground::{Analysis, Project, Settings, analyze, analyze_first};
use yew::prelude::*;

use crate::page::browser::{self, Timer};
use crate::page::state::{State, project};

/// How long typing must rest before the text is analysed. Colours do not wait.
const PAUSE: u32 = 80;

/// Present while an analysis runs; found at the start, it tells that the last one never came back.
const RUNNING: &str = "dockerfile-playground.analysing";

/// What the engine was asked last and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Snapshot {
    /// What it was asked about.
    pub(crate) project: Project,
    /// How it was to look at it.
    pub(crate) settings: Settings,
    /// What it said.
    pub(crate) analysis: Analysis,
    /// Whether all rules were asked: the code of most of them comes behind the first view.
    pub(crate) is_whole: bool,
}

impl Snapshot {
    fn take(project: Project, settings: Settings) -> Self {
        browser::save(RUNNING, "");
        let is_whole = browser::is_whole();
        let analysis = if is_whole { analyze(&project, &settings) } else { analyze_first(&project, &settings) };
        browser::forget(RUNNING);
        Self { project, settings, analysis, is_whole }
    }

    fn without_analysis(project: Project, settings: Settings) -> Self {
        let nothing = Analysis::default();
        Self { project, settings, analysis: nothing, is_whole: true }
    }
}

/// What the engine says of the state: at once after a fix or a switch, after a pause while somebody types.
#[hook]
pub(crate) fn use_snapshot(state: &State) -> Rc<Snapshot> {
    let snapshot = use_state(|| {
        let first = if browser::load(RUNNING).is_some() {
            // The last analysis ended the page. Its text is kept, and the next change of it is analysed again.
            browser::forget(RUNNING);
            Snapshot::without_analysis(state.project(), state.settings())
        } else {
            Snapshot::take(state.project(), state.settings())
        };
        Rc::new(first)
    });
    let is_whole = use_whole();
    let timer = use_mut_ref(|| None::<Timer>);
    let seen = use_mut_ref(|| (state.revision, state.settings()));
    {
        let snapshot = snapshot.clone();
        let (text, files) = (state.work.text.clone(), state.work.files.clone());
        // Not the project itself: it is large where there are many files, and made only when something has changed.
        let asked = (text, files, state.settings(), state.revision, is_whole);
        use_effect_with(asked, move |(text, files, settings, revision, is_whole)| {
            let project = project(text, files.as_deref());
            let asked_all = snapshot.is_whole || !is_whole;
            if asked_all && snapshot.project == project && snapshot.settings == *settings {
                *timer.borrow_mut() = None;
                return;
            }
            let now = (*revision, settings.clone());
            if seen.replace(now.clone()) == now {
                let settings = settings.clone();
                let later = move || snapshot.set(Rc::new(Snapshot::take(project, settings)));
                *timer.borrow_mut() = Some(Timer::after(PAUSE, later));
            } else {
                *timer.borrow_mut() = None;
                snapshot.set(Rc::new(Snapshot::take(project, settings.clone())));
            }
        });
    }
    (*snapshot).clone()
}

/// Whether all of the page's code is there; draws again when the rest of it has arrived.
#[hook]
fn use_whole() -> bool {
    let is_whole = use_state(browser::is_whole);
    {
        let is_whole = is_whole.clone();
        use_effect_with((), move |()| {
            if !*is_whole {
                browser::when_whole(move || is_whole.set(true));
            }
        });
    }
    *is_whole
}
