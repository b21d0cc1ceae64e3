//! The page: one state, one function that changes it, panels that show what follows from it.

mod browser;
mod diff;
mod editor;
mod environment;
mod explain;
mod export;
mod files;
mod findings;
mod frame;
mod gallery;
mod header;
mod hooks;
mod learn;
mod level;
mod link;
mod notice;
mod rebuild;
mod rule_pages;
mod samples;
mod share;
mod state;
mod texts;
mod variant;
mod widgets;
mod work;

use std::rc::Rc;

use dockerfile_playground::lesson::Lesson;
use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use self::editor::Editor;
use self::environment::EnvironmentPanel;
use self::explain::ExplainPanel;
use self::files::{CHOSEN, FilePane, FileStrip, ListProps, OpenedFiles, PANEL, Reader, files_button};
use self::findings::FindingsPanel;
use self::frame::{EmbeddedBar, Messages, frame};
use self::gallery::{GalleryProps, gallery_button};
use self::header::Header;
use self::hooks::{
    Snapshot, restored_work, use_opened_files, use_opened_link, use_samples, use_saved_work, use_snapshot, use_text,
};
use self::learn::{LearnPanel, LessonDesk};
use self::level::Level;
use self::notice::Notice;
use self::rebuild::RebuildPanel;
use self::rule_pages::RulesPanel;
use self::state::{Action, State};
use self::texts::text;
use self::variant::VariantPanel;
use self::widgets::{TabItem, Tabs};
use self::work::{Panel, Theme, profile_name};

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self::reduce(&self, action))
    }
}

/// Draws the page into the document.
pub(crate) fn start() {
    yew::Renderer::<Page>::with_root(browser::root()).render();
    browser::mark_started();
}

/// The whole page.
#[component]
fn Page() -> Html {
    let frame = use_memo((), |()| frame());
    let is_frame = frame.is_some();
    let state = use_reducer(|| {
        let mut state = match &*frame {
            Some(frame) => State::embedded(frame.work.clone(), frame.embed.read_only),
            None => State::new(restored_work().unwrap_or_default()),
        };
        state.today = Some(browser::today());
        state
    });
    use_effect_with(state.work.theme, |theme| {
        browser::set_theme(match theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
            Theme::Contrast => Some("contrast"),
        });
    });
    use_effect_with(state.work.presenting, |presenting| browser::set_presenting(*presenting));
    let snapshot = use_snapshot(&state);
    let rule_pages = use_text("rules.txt");
    let lessons = use_text("lessons.json");
    let lessons = use_memo(lessons, |text| learn::read_all(text.as_deref().unwrap_or_default()));
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    use_samples(&dispatch);
    use_saved_work(&state.work, is_frame, &dispatch);
    use_opened_link(&dispatch, is_frame);
    let (opened, reader) = use_opened_files(&dispatch, is_frame);
    let work = &state.work;
    html! {
        <div class="page" data-profile={match work.profile { Profile::Dev => "development", Profile::Prod => "production" }}
            data-view={frame.as_ref().as_ref().map(|frame| frame.embed.view.name())}>
            if is_frame {
                <Messages text={work.text.clone()} profile={work.profile} snapshot={snapshot.clone()}
                    dispatch={dispatch.clone()} />
                <EmbeddedBar shared={work.shared()} dispatch={dispatch.clone()} />
            } else {
                <Header sample={state.samples.with_text(&work.text)}
                    has_previous={work.previous.is_some()} profile={work.profile} theme={work.theme}
                    presenting={work.presenting}
                    shared={work.shared()} leaves_files={work.files.as_ref().is_some_and(|files| !files.is_small())}
                    snapshot={snapshot.clone()} dispatch={dispatch.clone()}>
                    { to_gallery(&state, "gallery-open", &dispatch) }
                </Header>
            }
            <main class="workbench">
                { source(&state, &snapshot, &reader, is_frame, &dispatch) }
                <section id="panel" class="panel-pane" aria-label={text!("panels")} tabindex="-1">
                    if work.learning.place.is_some() {
                        <LessonDesk lessons={(*lessons).clone()} learning={work.learning.clone()}
                            snapshot={snapshot.clone()} dispatch={dispatch.clone()} />
                    }
                    { panels(&state, &snapshot, rule_pages, &lessons, &reader, &dispatch) }
                </section>
            </main>
            if let Some(read) = &*opened {
                <OpenedFiles opened={read.clone()} has_own_text={state.has_own_text()}
                    current={work.files.as_ref().map_or(0, |files| files.len())}
                    on_close={Callback::from({ let opened = opened.clone(); move |()| opened.set(None) })}
                    dispatch={dispatch.clone()} />
            }
            <Notice notice={state.notice.clone()} summary={spoken_summary(&snapshot)} />
        </div>
    }
}

/// The Dockerfile or, in its place, a file of the build context. The editor stays: it knows what can be undone.
fn source(
    state: &State,
    snapshot: &Rc<Snapshot>,
    reader: &Reader,
    is_frame: bool,
    dispatch: &Callback<Action>,
) -> Html {
    let work = &state.work;
    let open = work.open_file.as_ref().filter(|_| !is_frame);
    let open = open.and_then(|path| Some((path, work.files.as_ref()?.texts.get(path)?)));
    let editor = html! {
        <Editor text={work.text.clone()} revision={state.revision} reveal={state.reveal} snapshot={snapshot.clone()}
            kind={work.editor} caret={state.caret} dispatch={dispatch.clone()} />
    };
    if is_frame {
        return html! { <section class="source-pane" aria-label={text!("file-dockerfile")}>{ editor }</section> };
    }
    html! {
        <section class="source-pane" aria-label={text!("files")}>
            <FileStrip files={work.files.clone()} open={open.map(|(path, _)| path.clone())} dispatch={dispatch.clone()}>
                { to_files(state, reader, "files-show", dispatch) }
            </FileStrip>
            <div class="source-body" role={if work.files.is_some() { "tabpanel" } else { "group" }} id={PANEL}
                aria-labelledby={CHOSEN}>
                <div class="source-editor" hidden={open.is_some()}>{ editor }</div>
                if let Some((path, text)) = open {
                    <FilePane key={path.clone()} path={path.clone()} text={text.clone()}
                        snapshot={snapshot.clone()} dispatch={dispatch.clone()} />
                }
            </div>
        </section>
    }
}

fn to_files(state: &State, reader: &Reader, testid: &'static str, dispatch: &Callback<Action>) -> Html {
    let work = &state.work;
    let list = ListProps {
        files: work.files.clone(),
        text: work.text.clone(),
        undoable: state.undoable(),
        reader: reader.clone(),
        dispatch: dispatch.clone(),
    };
    files_button(list, testid)
}

fn to_gallery(state: &State, testid: &'static str, dispatch: &Callback<Action>) -> Html {
    let gallery = GalleryProps {
        samples: state.samples.clone(),
        current: state.samples.with_text(&state.work.text),
        today: state.today.clone(),
        dispatch: dispatch.clone(),
    };
    gallery_button(gallery, testid)
}

const PANELS: [Panel; 7] =
    [Panel::Findings, Panel::Variant, Panel::Rebuild, Panel::Environment, Panel::Explain, Panel::Rules, Panel::Learn];

fn panels(
    state: &State,
    snapshot: &Rc<Snapshot>,
    rule_pages: Option<Rc<str>>,
    lessons: &Rc<[Lesson]>,
    reader: &Reader,
    dispatch: &Callback<Action>,
) -> Html {
    let work = &state.work;
    let analysis = &snapshot.analysis;
    let item = |id, label: String, count| TabItem { id, label: label.into(), count };
    let items = vec![
        item("findings", text!("findings-title"), Some(analysis.findings.len() + analysis.syntax_errors.len())),
        item("variant", profile_name(work.profile), None),
        item("rebuild", text!("panel-rebuild"), None),
        item("environment", text!("panel-environment"), None),
        item("explain", text!("panel-explain"), None),
        item("rules", text!("panel-rules"), None),
        item("learn", text!("panel-learn"), None),
    ];
    let selected = PANELS.iter().position(|panel| *panel == work.panel).unwrap_or(0);
    let on_select = dispatch.reform(|index: usize| Action::PanelOpened(PANELS[index.min(PANELS.len() - 1)]));
    let (snapshot, dispatch) = (snapshot.clone(), dispatch.clone());
    let panel = match work.panel {
        Panel::Findings => html! { <FindingsPanel {snapshot} {dispatch} /> },
        Panel::Variant => {
            let registry = work.registry.clone();
            html! { <VariantPanel {snapshot} {registry} view={work.diff} {dispatch} /> }
        }
        Panel::Rebuild => {
            let (files, change) = (work.files.clone(), work.change.clone());
            let (baseline, seconds) = (state.baseline.clone(), work.seconds.clone());
            let button = to_files(state, reader, "rebuild-files", &dispatch);
            html! {
                <RebuildPanel {snapshot} {files} {change} {baseline} {seconds} mix={work.mix} {dispatch}>
                    { button }
                </RebuildPanel>
            }
        }
        Panel::Environment => {
            let (form, files) = (work.environment.clone(), work.files.clone());
            html! { <EnvironmentPanel {snapshot} {form} {files} {dispatch} /> }
        }
        Panel::Explain => {
            let (text, files) = (work.text.clone(), work.files.clone());
            html! { <ExplainPanel {text} caret={state.caret} {files} {dispatch} /> }
        }
        Panel::Rules => {
            let (rule, ignored) = (work.rule.clone(), work.ignored.clone());
            html! { <RulesPanel {rule} profile={work.profile} {ignored} pages={rule_pages} {dispatch} /> }
        }
        Panel::Learn => {
            let button = to_gallery(state, "learn-gallery", &dispatch);
            html! {
                <LearnPanel lessons={lessons.clone()} learning={work.learning.clone()} {dispatch}>{ button }</LearnPanel>
            }
        }
    };
    html! { <Tabs label={text!("panels-label")} {items} {selected} {on_select}>{ panel }</Tabs> }
}

/// What a screen reader is told after each analysis.
fn spoken_summary(snapshot: &Snapshot) -> AttrValue {
    let counts = Level::ALL.into_iter().map(|level| (level, findings::count(&snapshot.analysis, level)));
    let parts: Vec<String> =
        counts.filter(|(_, count)| *count > 0).map(|(level, count)| level.count_of(count)).collect();
    if parts.is_empty() { text!("findings-no").into() } else { parts.join(", ").into() }
}
