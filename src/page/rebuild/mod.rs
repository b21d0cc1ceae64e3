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
use dockerfile_playground::simulate::cache::{CacheReport, Stop};
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
use super::texts::text;
use super::widgets::{Button, ButtonKind, Select, SelectItem, Symbol, icon};

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
        Change::FreshMachine => text!("rebuild-lead-fresh-machine"),
        _ => text!("rebuild-lead"),
    };
    html! {
        <div class="rebuild">
            <div class="panel-head"><h2>{ text!("rebuild-title") }</h2></div>
            { typed(&change, &reports, baseline, snapshot, seconds, dispatch) }
            <p class="lead">{ lead }</p>
            <Select id="cache-edit" label={text!("rebuild-change")} label_hidden=true {items} selected={change.value()}
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
                        { for advice.better.iter().flat_map(|it| &it.cautions).map(|it| html! { <p class="hint">{ it }</p> }) }
                        <Button label={text!("rebuild-use-order")} symbol={Symbol::Back} kind={ButtonKind::Primary}
                            testid="cache-accept" onclick={accept(text, fixed, dispatch)} />
                    </Steps>
                }
            </div>
            <Prices advice={advice.clone()} mix={*mix} on_mix={dispatch.reform(Action::MixChanged)} />
            <div class="context-line">
                <p>
                    if is_guessed {
                        { text!("rebuild-files-guessed", count = project.files.len()) }
                    } else {
                        { text!("rebuild-files") }
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
        let is_guess = snapshot.project.files.is_empty();
        let before = rebuild(project, change, baseline, is_guess);
        let after = advice.better.as_ref().map(|better| {
            let earlier = match change {
                Change::Typed => improved(snapshot, project, baseline, mix, seconds),
                _ => String::new(),
            };
            let better_project = Project { dockerfile: better.text.clone(), ..project.clone() };
            let change = change.moved_to(&project.dockerfile, &better.text);
            (AttrValue::from(better.text.clone()), rebuild(&better_project, &change, &earlier, is_guess))
        });
        let typed = (project.dockerfile != baseline).then(|| rebuild(project, &Change::Typed, baseline, is_guess));
        Self { before, after, typed }
    }
}

/// Takes the file in a better order into the editor.
fn accept(of: &str, by: &AttrValue, dispatch: &Callback<Action>) -> Callback<()> {
    let (of, by) = (AttrValue::from(of.to_owned()), by.clone());
    dispatch.reform(move |()| Action::Replaced {
        of: of.as_str().into(),
        by: by.as_str().into(),
        notice: text!("rebuild-order-used").into(),
    })
}

/// How many steps run again, and how long they take.
fn cost(report: &CacheReport, typed: &Seconds) -> (usize, String) {
    (report.summary.executed, seconds::spoken(seconds::total(report, typed)))
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
            if is_typed { <p class="hint">{ text!("rebuild-typed-hint") }</p> }
        };
    };
    let (count, time) = cost(report, seconds);
    let show = dispatch.reform(|()| Action::ChangeChosen(Change::Typed));
    let is_known = snapshot.project.dockerfile != baseline;
    html! {
        <div class="typed" data-testid="cache-typed">
            <p>{ text!("rebuild-typed", count = count, time = &time) }</p>
            <div class="typed-actions">
                if *change != Change::Typed { <Button label={text!("rebuild-typed-show")} testid="cache-typed-show" onclick={show} /> }
                if is_known {
                    <Button label={text!("rebuild-count-from-here")} kind={ButtonKind::Quiet} testid="cache-baseline"
                        spoken={text!("rebuild-count-from-here-spoken")}
                        onclick={dispatch.reform(|()| Action::BaselineTaken)} />
                }
            </div>
        </div>
    }
}

/// The difference in one sentence.
fn verdict(reports: &Reports, typed: &Seconds) -> Html {
    let total = |report| seconds::total(report, typed);
    let (runs, time) = cost(&reports.before, typed);
    if let Some(Stop { line, because }) = &reports.before.summary.stops {
        let text = text!("rebuild-verdict-stops", line = &line.to_string(), because = because);
        return html! {
            <p class="verdict" data-tone="plain" data-testid="cache-verdict">{ icon(Symbol::Info) }<span>{ text }</span></p>
        };
    }
    let (symbol, tone, text) = match &reports.after {
        Some((_, after)) if total(after) < total(&reports.before) => {
            let saved = seconds::spoken(total(&reports.before) - total(after));
            let (after, after_time) = cost(after, typed);
            let text = text!(
                "rebuild-verdict-better",
                before = runs,
                before_time = &time,
                after = after,
                after_time = &after_time,
                saved = &saved
            );
            (Symbol::Fix, "better", text)
        }
        _ if runs == 0 => (Symbol::Cached, "good", text!("rebuild-verdict-nothing")),
        Some(_) => (Symbol::Info, "plain", text!("rebuild-verdict-same", count = runs, time = &time)),
        None => (Symbol::Info, "plain", text!("rebuild-verdict", count = runs, time = &time)),
    };
    html! { <p class="verdict" data-tone={tone} data-testid="cache-verdict">{ icon(symbol) }<span>{ text }</span></p> }
}
