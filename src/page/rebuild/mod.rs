//! What a change rebuilds: the file as it stands beside the same file in a better order, and what both cost.

mod change;
mod picture;
mod prices;
mod reports;
mod seconds;
mod steps;
mod walk;

use std::rc::Rc;

use dockerfile_playground::Project;
use dockerfile_playground::convert::Advice;
use dockerfile_playground::simulate::advice::Mix;
use dockerfile_playground::simulate::cache::CacheReport;
use dockerfile_playground::syntax::parse;
use yew::prelude::*;

pub(crate) use self::change::Change;
use self::picture::{Legend, Picture};
use self::prices::Prices;
use self::reports::{advice, improved, rebuild, with_guess};
pub(crate) use self::seconds::Seconds;
use self::steps::{Side, Steps};
use self::walk::Walk;
use super::files::Files;
use super::hooks::Snapshot;
use super::state::Action;
use super::widgets::{Button, ButtonKind, Icon, Select, SelectItem, Symbol};

/// What [`RebuildPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RebuildPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    /// The build context as the user wrote it; guessed without it.
    pub(crate) files: Option<Rc<Files>>,
    pub(crate) change: Change,
    /// The text that typing is compared with.
    pub(crate) baseline: Rc<str>,
    /// What somebody typed for the time of a step.
    pub(crate) seconds: Seconds,
    /// How often what is edited.
    pub(crate) mix: Mix,
    pub(crate) dispatch: Callback<Action>,
    /// The way to the files.
    pub(crate) children: Html,
}

/// What is rebuilt after a change, and what would be in a better order.
#[component]
pub(crate) fn RebuildPanel(props: &RebuildPanelProps) -> Html {
    let RebuildPanelProps { snapshot, files, change, baseline, seconds, mix, dispatch, children } = props;
    let text = &snapshot.project.dockerfile;
    let is_guessed = files.is_none();
    // What the findings know of, or a guess.
    let project = use_memo((snapshot.clone(), is_guessed), |(snapshot, is_guessed)| {
        if *is_guessed { with_guess(&snapshot.project) } else { snapshot.project.clone() }
    });
    // Each with what people read.
    let offered = use_memo(project.clone(), |project| {
        let tree = parse(&project.dockerfile);
        let changes = change::offered(&tree, &project.files);
        changes.into_iter().map(|change| (change.label(&tree), change)).collect::<Vec<_>>()
    });
    let change = change.or_first_of(offered.iter().map(|(_, change)| change));
    let current = use_state(|| None::<usize>);
    let advice =
        use_memo((snapshot.clone(), project.clone(), *mix, seconds.clone()), |(snapshot, project, mix, seconds)| {
            advice(snapshot, project, *mix, seconds)
        });
    let dependencies = (snapshot.clone(), project.clone(), change.clone(), baseline.clone(), advice.clone());
    let reports = use_memo(dependencies, |(snapshot, project, change, baseline, advice)| {
        Reports::new(snapshot, project, change, baseline, advice, *mix, seconds)
    });
    let items = offered.iter().map(|(label, it)| SelectItem::new(it.value(), label.clone())).collect::<Vec<_>>();
    let on_choose = {
        let current = current.clone();
        dispatch.reform(move |value: String| {
            current.set(None);
            Action::ChangeChosen(Change::parse(&value))
        })
    };
    let on_seconds = {
        let seconds = seconds.clone();
        dispatch.reform(move |(step, typed)| {
            let mut seconds = seconds.clone();
            seconds.insert(step, typed);
            Action::SecondsChanged(seconds)
        })
    };
    let on_step = {
        let current = current.clone();
        Callback::from(move |step| current.set(step))
    };
    let reveal = dispatch.reform(Action::Revealed);
    let shown = current.filter(|step| *step < reports.before.steps.len());
    // Several stages need the whole width.
    let is_wide = reports.before.steps.iter().filter(|step| step.instruction == "FROM").count() > 1;
    let lead = match change {
        Change::FreshMachine => "Nothing was built before. This happens:",
        _ => "The file was built once. Then this happens, and it is built again:",
    };
    html! {
        <div class="rebuild">
            <div class="panel-head"><h2>{ "What does a change rebuild?" }</h2></div>
            { typed(&change, &reports, baseline, snapshot, seconds, dispatch) }
            <p class="lead">{ lead }</p>
            <Select id="cache-edit" label="What happens" label_hidden=true {items} selected={change.value()}
                testid="cache-edit" {on_choose} />
            { verdict(&reports, seconds) }
            <Walk report={reports.before.clone()} seconds={seconds.clone()} current={shown} on_step={on_step.clone()} />
            <Legend has_arrows={is_wide} />
            if is_wide {
                <Picture title={Side::Before.title()} is_titled=true text={AttrValue::from(text.clone())}
                    report={reports.before.clone()} seconds={seconds.clone()} current={shown}
                    on_point={Some(on_step.reform(Some))} />
                if let Some((fixed, after)) = &reports.after {
                    <Picture title={Side::After.title()} is_titled=true text={fixed.clone()} report={after.clone()}
                        seconds={seconds.clone()} />
                }
            }
            <div class="rebuild-sides">
                <Steps side={Side::Before} report={reports.before.clone()} text={AttrValue::from(text.clone())}
                    seconds={seconds.clone()} on_seconds={on_seconds.clone()} on_reveal={Some(reveal)}
                    has_picture={!is_wide} current={shown} on_point={Some(on_step.reform(Some))} />
                if let Some((fixed, after)) = &reports.after {
                    <Steps side={Side::After} report={after.clone()} text={fixed.clone()} seconds={seconds.clone()}
                        {on_seconds} on_reveal={None} has_picture={!is_wide}>
                        if reports.is_likely {
                            <p class="hint">
                                { "Builds the same unless a list of dependencies refers to other files of yours." }
                            </p>
                        }
                        <Button label="Use this order" symbol={Symbol::Back} kind={ButtonKind::Primary}
                            testid="cache-accept" onclick={accept(text, fixed, dispatch)} />
                    </Steps>
                }
            </div>
            <Prices advice={advice.clone()} mix={*mix} on_mix={dispatch.reform(Action::MixChanged)} />
            <div class="context-line">
                <p>
                    if is_guessed {
                        { format!("The {} that the build finds are guessed from the Dockerfile.", project.files.len()) }
                    } else {
                        { "The files that the build finds are those beside the Dockerfile." }
                    }
                </p>
                { children.clone() }
            </div>
        </div>
    }
}

/// What happens to the steps of the file as it stands and, if there is a better order, of that one.
#[derive(Clone, Debug, PartialEq)]
struct Reports {
    before: CacheReport,
    after: Option<(AttrValue, CacheReport)>,
    /// The better order is not quite sure to build the same.
    is_likely: bool,
    /// What was typed since the baseline, if anything.
    typed: Option<CacheReport>,
}

impl Reports {
    fn new(
        snapshot: &Snapshot,
        project: &Project,
        change: &Change,
        baseline: &str,
        advice: &Advice,
        mix: Mix,
        seconds: &Seconds,
    ) -> Self {
        let before = rebuild(project, change, baseline);
        let after = advice.better.as_ref().map(|better| {
            let earlier = match change {
                Change::Typed => improved(snapshot, project, baseline, mix, seconds),
                _ => String::new(),
            };
            let better_project = Project { dockerfile: better.text.clone(), ..project.clone() };
            let change = change.moved_to(&project.dockerfile, &better.text);
            (AttrValue::from(better.text.clone()), rebuild(&better_project, &change, &earlier))
        });
        let typed = (project.dockerfile != baseline).then(|| rebuild(project, &Change::Typed, baseline));
        Self { before, after, is_likely: advice.better.as_ref().is_some_and(|better| better.is_likely), typed }
    }
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

fn told(report: &CacheReport, typed: &Seconds) -> String {
    let steps = match report.summary.executed {
        1 => "1 step runs again".to_owned(),
        many => format!("{many} steps run again"),
    };
    format!("{steps}, about {}", seconds::spoken(seconds::total(report, typed)))
}

/// What would be rebuilt because of what was typed, whatever is chosen below.
fn typed(
    change: &Change,
    reports: &Reports,
    baseline: &str,
    snapshot: &Snapshot,
    seconds: &Seconds,
    dispatch: &Callback<Action>,
) -> Html {
    let Some(report) = &reports.typed else {
        let is_typed = *change == Change::Typed;
        return html! {
            if is_typed { <p class="hint">{ "Type in the Dockerfile: this shows what your edits would rebuild." }</p> }
        };
    };
    let text = match report.summary.executed {
        0 => "What you typed rebuilds nothing.".to_owned(),
        _ => format!("What you typed: {}.", told(report, seconds)),
    };
    let show = dispatch.reform(|()| Action::ChangeChosen(Change::Typed));
    let is_known = snapshot.project.dockerfile != baseline;
    html! {
        <div class="typed" data-testid="cache-typed">
            <p>{ text }</p>
            <div class="typed-actions">
                if *change != Change::Typed { <Button label="Show these steps" testid="cache-typed-show" onclick={show} /> }
                if is_known {
                    <Button label="Count from here" kind={ButtonKind::Quiet} testid="cache-baseline"
                        spoken="Count from here: compare with the text as it stands now"
                        onclick={dispatch.reform(|()| Action::BaselineTaken)} />
                }
            </div>
        </div>
    }
}

/// The difference in one sentence.
fn verdict(reports: &Reports, typed: &Seconds) -> Html {
    let runs = reports.before.summary.executed;
    let (symbol, tone, text) = match &reports.after {
        Some((_, after)) if seconds::total(after, typed) < seconds::total(&reports.before, typed) => {
            let saved = seconds::total(&reports.before, typed) - seconds::total(after, typed);
            let (before, after) = (told(&reports.before, typed), told(after, typed));
            let saved = seconds::spoken(saved);
            let text = format!("As the file stands, {before}. In a better order, {after}: {saved} saved.");
            (Symbol::Fix, "better", text)
        }
        _ if runs == 0 => (Symbol::Cached, "good", "Nothing runs again: every step comes from the cache.".to_owned()),
        Some(_) => (Symbol::Info, "plain", format!("{}, in a better order too.", told(&reports.before, typed))),
        None => (Symbol::Info, "plain", format!("{}; no better order is known.", told(&reports.before, typed))),
    };
    html! { <p class="verdict" data-tone={tone} data-testid="cache-verdict"><Icon {symbol} /><span>{ text }</span></p> }
}
