//! What a change rebuilds: the file as it stands beside the same file in a better order.

mod change;
mod context;
mod files;
mod seconds;
mod steps;

use std::collections::BTreeMap;
use std::rc::Rc;

use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::project::ImageConfig;
use dockerfile_playground::rules::{self, Topic};
use dockerfile_playground::simulate::cache::{CacheReport, Options, simulate};
use dockerfile_playground::{Project, Settings};
use yew::prelude::*;

pub(crate) use self::change::Change;
use self::files::FilesEditor;
pub(crate) use self::seconds::Seconds;
use self::steps::{Side, Steps};
use super::hooks::Snapshot;
use super::state::Action;
use super::widgets::{Button, Icon, Select, SelectItem, Symbol};

/// What [`RebuildPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RebuildPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    /// The build context as the user wrote it; guessed without it.
    pub(crate) files: Option<BTreeMap<String, String>>,
    pub(crate) change: Change,
    /// What somebody typed for the time of a step.
    pub(crate) seconds: Seconds,
    pub(crate) dispatch: Callback<Action>,
}

/// What is rebuilt after a change, and what would be in a better order.
#[component]
pub(crate) fn RebuildPanel(props: &RebuildPanelProps) -> Html {
    let RebuildPanelProps { snapshot, files, change, seconds, dispatch } = props;
    let text = &snapshot.project.dockerfile;
    let guessed = files.is_none();
    let files =
        use_memo((text.clone(), files.clone()), |(text, files)| files.clone().unwrap_or_else(|| context::guess(text)));
    let offered = change::offered(text, &files);
    let change = change.or_first_of(&offered);
    let reports = use_memo((snapshot.clone(), files.clone(), change.clone()), |(snapshot, files, change)| {
        Reports::new(snapshot, files, change)
    });
    let items = offered.iter().map(|it| SelectItem::new(it.value(), it.label())).collect::<Vec<_>>();
    let on_choose = dispatch.reform(|value: String| Action::ChangeChosen(Change::parse(&value)));
    let on_seconds = {
        let seconds = seconds.clone();
        dispatch.reform(move |(step, typed)| {
            let mut seconds = seconds.clone();
            seconds.insert(step, typed);
            Action::SecondsChanged(seconds)
        })
    };
    let reveal = dispatch.reform(Action::Revealed);
    html! {
        <div class="rebuild">
            <div class="panel-head"><h2>{ "What does a change rebuild?" }</h2></div>
            <p class="lead">{ "The file was built once. Then this happens, and it is built again:" }</p>
            <Select id="cache-edit" label="What happens" label_hidden=true {items} selected={change.value()}
                testid="cache-edit" {on_choose} />
            { verdict(&reports, seconds) }
            <div class="rebuild-sides">
                <Steps side={Side::Before} report={reports.before.clone()} text={AttrValue::from(text.clone())}
                    seconds={seconds.clone()} on_seconds={on_seconds.clone()} on_reveal={Some(reveal)} />
                if let Some((fixed, after)) = &reports.after {
                    <Steps side={Side::After} report={after.clone()} text={fixed.clone()} seconds={seconds.clone()}
                        {on_seconds} on_reveal={None}>
                        <Button label="Use this order" symbol={Symbol::Back} testid="cache-accept"
                            onclick={accept(text, fixed, dispatch)} />
                    </Steps>
                }
            </div>
            <FilesEditor files={(*files).clone()} {guessed} dispatch={dispatch.clone()} />
        </div>
    }
}

/// What happens to the steps of the file as it stands and, if there is a better order, of that one.
#[derive(Clone, Debug, PartialEq)]
struct Reports {
    before: CacheReport,
    after: Option<(AttrValue, CacheReport)>,
}

impl Reports {
    fn new(snapshot: &Snapshot, files: &BTreeMap<String, String>, change: &Change) -> Self {
        let project = with_files(&snapshot.project, files);
        let before = rebuild(&project, change);
        let reordered = reordered(&snapshot.project, &snapshot.settings);
        let after = (reordered != project.dockerfile).then(|| {
            let report = rebuild(&Project { dockerfile: reordered.clone(), ..project }, change);
            (AttrValue::from(reordered), report)
        });
        Self { before, after }
    }
}

/// The file with everything that the rules about rebuilding would change in it.
fn reordered(project: &Project, settings: &Settings) -> String {
    let is_about_cache = |name: &str| rules::find(name).is_some_and(|rule| rule.topic == Topic::Cache);
    rules::fix_all(project, settings, |finding, _| is_about_cache(finding.rule)).0
}

fn rebuild(project: &Project, change: &Change) -> CacheReport {
    let mut before = project.clone();
    before.images = context::images(&before.dockerfile)
        .into_iter()
        .map(|image| {
            (image, ImageConfig { digest: Some(format!("sha256:{}", "0".repeat(64))), ..ImageConfig::default() })
        })
        .collect();
    let after = change.applied_to(&before);
    simulate(&before, &after, Options::default())
}

fn with_files(project: &Project, files: &BTreeMap<String, String>) -> Project {
    let files = files.iter().map(|(path, content)| (path.clone(), ContextEntry::file(content))).collect();
    Project { files, ..project.clone() }
}

/// Takes the file in a better order into the editor.
fn accept(of: &str, by: &AttrValue, dispatch: &Callback<Action>) -> Callback<()> {
    let (of, by) = (AttrValue::from(of.to_owned()), by.clone());
    dispatch.reform(move |()| Action::Replaced {
        of: of.as_str().into(),
        by: by.as_str().into(),
        notice: "The editor holds the file in a better order; undo brings yours back".into(),
    })
}

/// The difference in one sentence.
fn verdict(reports: &Reports, typed: &Seconds) -> Html {
    let told = |report: &CacheReport| {
        let steps = match report.summary.executed {
            1 => "1 step runs again".to_owned(),
            many => format!("{many} steps run again"),
        };
        format!("{steps}, about {}", seconds::spoken(seconds::total(report, typed)))
    };
    let runs = reports.before.summary.executed;
    let (symbol, tone, text) = match &reports.after {
        Some((_, after)) if after.summary.executed < runs => {
            let text = format!("As the file stands, {}. In a better order, {}.", told(&reports.before), told(after));
            (Symbol::Fix, "better", text)
        }
        _ if runs == 0 => (Symbol::Cached, "good", "Nothing runs again: every step comes from the cache.".to_owned()),
        Some(_) => (Symbol::Info, "plain", format!("{}, in a better order too.", told(&reports.before))),
        None => (Symbol::Info, "plain", format!("{}; no rule knows a better order.", told(&reports.before))),
    };
    html! { <p class="verdict" data-tone={tone} data-testid="cache-verdict"><Icon {symbol} /><span>{ text }</span></p> }
}
