//! The page: one state, one function that changes it, panels that show what follows from it.

mod browser;
mod diff;
mod editor;
mod environment;
mod explain;
mod findings;
mod header;
mod hooks;
mod level;
mod link;
mod notice;
mod rebuild;
mod rule_pages;
mod samples;
mod state;
mod variant;
mod widgets;
mod work;

use std::rc::Rc;

use yew::prelude::*;

use self::editor::Editor;
use self::environment::EnvironmentPanel;
use self::explain::ExplainPanel;
use self::findings::FindingsPanel;
use self::header::Header;
use self::hooks::{Snapshot, restored_work, use_opened_link, use_saved_work, use_snapshot, use_text};
use self::level::Level;
use self::notice::Notice;
use self::rebuild::RebuildPanel;
use self::rule_pages::RulesPanel;
use self::state::{Action, State};
use self::variant::{VariantPanel, variant_name};
use self::widgets::{TabItem, Tabs};
use self::work::{Panel, Theme};

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
    let state = use_reducer(|| State::new(restored_work().unwrap_or_default()));
    use_saved_work(&state.work);
    use_effect_with(state.work.theme, |theme| {
        browser::set_theme(match theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        });
    });
    let snapshot = use_snapshot(&state);
    let rule_pages = use_text("rules.txt");
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    use_opened_link(&dispatch);
    let work = &state.work;
    html! {
        <div class="page" data-profile={variant_name(work.profile).to_lowercase()}>
            <Header sample={samples::with_text(&work.text).map(|sample| sample.id)} has_previous={work.previous.is_some()}
                profile={work.profile} theme={work.theme} shared={work.shared()} dispatch={dispatch.clone()} />
            <main class="workbench">
                <section class="source-pane" aria-label="Dockerfile">
                    <Editor text={work.text.clone()} revision={state.revision} reveal={state.reveal}
                        snapshot={snapshot.clone()} kind={work.editor} dispatch={dispatch.clone()} />
                </section>
                <section id="panel" class="panel-pane" aria-label="What to make of it" tabindex="-1">
                    { panels(&state, &snapshot, rule_pages, &dispatch) }
                </section>
            </main>
            <Notice notice={state.notice.clone()} summary={spoken_summary(&snapshot)} />
        </div>
    }
}

const PANELS: [Panel; 6] =
    [Panel::Findings, Panel::Variant, Panel::Rebuild, Panel::Environment, Panel::Explain, Panel::Rules];

fn panels(state: &State, snapshot: &Rc<Snapshot>, rule_pages: Option<Rc<str>>, dispatch: &Callback<Action>) -> Html {
    let work = &state.work;
    let analysis = &snapshot.analysis;
    let item = |id, label: &'static str, count| TabItem { id, label: label.into(), count };
    let items = vec![
        item("findings", "Findings", Some(analysis.findings.len() + analysis.syntax_errors.len())),
        item("variant", variant_name(work.profile), None),
        item("rebuild", "Rebuild", None),
        item("environment", "Environment", None),
        item("explain", "Explain", None),
        item("rules", "Rules", None),
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
            html! { <RebuildPanel {snapshot} {files} {change} {baseline} {seconds} mix={work.mix} {dispatch} /> }
        }
        Panel::Environment => {
            html! { <EnvironmentPanel {snapshot} form={work.environment.clone()} {dispatch} /> }
        }
        Panel::Explain => {
            let (text, files) = (work.text.clone(), work.files.clone());
            html! { <ExplainPanel {text} caret={state.caret} {files} {dispatch} /> }
        }
        Panel::Rules => {
            let (rule, ignored) = (work.rule.clone(), work.ignored.clone());
            html! { <RulesPanel {rule} profile={work.profile} {ignored} pages={rule_pages} {dispatch} /> }
        }
    };
    html! { <Tabs label="What to look at" {items} {selected} {on_select}>{ panel }</Tabs> }
}

/// What a screen reader is told after each analysis.
fn spoken_summary(snapshot: &Snapshot) -> AttrValue {
    let counts = Level::ALL.into_iter().map(|level| (level, findings::count(snapshot, level)));
    let parts: Vec<String> = counts
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| format!("{count} {}", level.plural(count)))
        .collect();
    if parts.is_empty() { "No findings".into() } else { parts.join(", ").into() }
}
