//! What a build would refuse and what the rules say, each with why it matters, what to do and fixes to take.

mod card;
mod problem;
mod summary;
mod verdict;

use std::rc::Rc;

use dockerfile_playground::Analysis;
use dockerfile_playground::analysis::Problem;
use dockerfile_playground::rules::{Finding, Fix};
use dockerfile_playground::settings::Profile;
use dockerfile_playground::text::{Edit, apply};
use yew::prelude::*;

use self::card::Card;
pub(crate) use self::card::{look_first, plain};
use self::problem::problem_card;
use self::summary::Summary;
pub(crate) use self::summary::{fix_all_button, level_count};
use super::hooks::Snapshot;
use super::level::Level;
use super::state::Action;
use super::texts::text;
use super::widgets::{Symbol, icon};

/// What [`FindingsPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FindingsPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) dispatch: Callback<Action>,
}

/// The list of findings.
#[component]
pub(crate) fn FindingsPanel(props: &FindingsPanelProps) -> Html {
    let FindingsPanelProps { snapshot, dispatch } = props;
    let analysis = &snapshot.analysis;
    let problems = analysis.syntax_errors.iter().map(|problem| problem_card(problem, snapshot, dispatch));
    let cards = analysis.findings.iter().enumerate().map(|(at, finding)| {
        let key = format!("{}:{}:{at}", finding.rule, finding.span.start.line);
        html! { <Card {key} finding={finding.clone()} snapshot={snapshot.clone()} dispatch={dispatch.clone()} /> }
    });
    html! {
        <div class="findings">
            <h2 class="visually-hidden">{ text!("findings-title") }</h2>
            if snapshot.is_whole {
                { verdict::verdict(analysis, dispatch) }
            } else {
                { room_for_verdict() }
            }
            <Summary snapshot={snapshot.clone()} dispatch={dispatch.clone()} />
            if analysis.syntax_errors.is_empty() && analysis.findings.is_empty() {
                { all_well(snapshot) }
            } else {
                <ul class="finding-list" data-testid="findings">
                    { for problems }
                    { for cards }
                </ul>
            }
        </div>
    }
}

/// Nothing to see, where the verdict will stand: what it says of most files, so that nothing moves then.
fn room_for_verdict() -> Html {
    let open = text!("verdict-open");
    let answer = |question: String, told: &str| html! { <li class="verdict-answer">{ question }{ " " }{ told }</li> };
    html! {
        <div class="verdict verdict-awaited" aria-hidden="true">
            <ul class="verdict-answers">
                { answer(text!("verdict-builds"), &open) }
                { answer(text!("verdict-starts"), &open) }
                { answer(text!("verdict-healthy"), &text!("verdict-no-check")) }
            </ul>
            <p class="verdict-unknown">{ text!("verdict-unknown", count = 1) }</p>
        </div>
    }
}

/// Nothing to complain of, or nothing yet.
fn all_well(snapshot: &Snapshot) -> Html {
    let is_empty = snapshot.project.dockerfile.trim().is_empty();
    let (symbol, title, text) = match snapshot.settings.profile {
        _ if is_empty => (Symbol::Arrow, text!("findings-none-title"), text!("findings-none")),
        _ if !snapshot.is_whole => (Symbol::Arrow, text!("findings-loading-title"), text!("findings-loading")),
        Profile::Prod => (Symbol::Done, text!("findings-ready-for-production"), text!("findings-nothing-to-say")),
        Profile::Dev => (Symbol::Done, text!("findings-good-for-development"), text!("findings-nothing-to-say-yet")),
    };
    html! {
        <div class="empty" data-testid="findings">
            { icon(symbol) }
            <h2>{ title }</h2>
            <p>{ text }</p>
        </div>
    }
}

/// How many things of that level there are; what a build would refuse is an error.
pub(crate) fn count(analysis: &Analysis, level: Level) -> usize {
    let refused = if level == Level::Error { analysis.syntax_errors.len() } else { 0 };
    refused + analysis.findings.iter().filter(|finding| Level::from(finding.severity) == level).count()
}

/// Takes one fix.
pub(crate) fn fix_action(snapshot: &Snapshot, fix: &Fix) -> Option<Action> {
    let of = &snapshot.project.dockerfile;
    let by = apply(of, &fix.edits).ok()?;
    Some(Action::Replaced {
        of: of.as_str().into(),
        by: by.into(),
        notice: text!("findings-done", fix = &fix.title).into(),
    })
}

/// Adds the lines that the finding wants in another file.
pub(crate) fn lines_action(finding: &Finding) -> Option<Action> {
    let wanted = finding.elsewhere.as_ref().filter(|it| !it.added.is_empty());
    wanted.map(|it| Action::LinesAdded(it.clone()))
}

/// What [`lines_action`] does.
pub(crate) fn lines_title(finding: &Finding) -> String {
    text!("findings-add-to", path = finding.elsewhere.as_ref().map_or("", |it| &it.path))
}

/// Takes what was probably meant in place of what a build would refuse.
pub(crate) fn suggestion_action(snapshot: &Snapshot, problem: &Problem) -> Option<Action> {
    let of = &snapshot.project.dockerfile;
    let suggestion = problem.suggestion.as_deref()?;
    let by = apply(of, &[Edit::replace(problem.span.range(), suggestion)]).ok()?;
    Some(Action::Replaced {
        of: of.as_str().into(),
        by: by.into(),
        notice: text!("findings-changed", to = suggestion).into(),
    })
}
