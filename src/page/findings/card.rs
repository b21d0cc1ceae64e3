use std::rc::Rc;

use dockerfile_playground::rules::{Finding, Fix, Safety};
use dockerfile_playground::text::{Position, Span, apply};
use yew::prelude::*;

use super::{fix_action, lines_action, lines_title};
use crate::page::hooks::Snapshot;
use crate::page::level::Level;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, DiffTable, Symbol, icon, inline};

/// What [`Card`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CardProps {
    pub(super) finding: Finding,
    pub(super) snapshot: Rc<Snapshot>,
    pub(super) dispatch: Callback<Action>,
}

/// One finding: what, why, what to do, where, and its fixes.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    let CardProps { finding, snapshot, dispatch } = props;
    let level = Level::from(finding.severity);
    let fixes = finding.fixes.iter().map(|fix| {
        html! { <FixRow fix={fix.clone()} snapshot={snapshot.clone()} dispatch={dispatch.clone()} /> }
    });
    let rule = finding.rule;
    let silence = dispatch.reform(move |()| Action::RuleSilenced(rule.to_owned(), true));
    html! {
        <li class="finding" data-testid="finding" data-rule={rule} data-level={level.name()}>
            <div class="finding-head">
                <span class="finding-level">{ icon(level.symbol()) }{ level.word() }</span>
                <button type="button" class="rule-link" title={text!("findings-about-rule")}
                    onclick={dispatch.reform(move |_| Action::RuleOpened(Some(rule)))}>{ rule }</button>
                { for finding.codes.iter().map(|code| html! { <span class="code-name">{ *code }</span> }) }
                { place_button(finding.span, dispatch) }
            </div>
            <h3 class="finding-message">{ inline(&finding.message) }</h3>
            <p class="finding-why">{ inline(&finding.why) }</p>
            <p class="finding-help">{ inline(&finding.help) }</p>
            { for fixes }
            if let Some(action) = lines_action(finding) {
                { add_button(finding, action, dispatch) }
            }
            <div class="finding-foot">
                if let Some(fix) = &finding.ignore {
                    <Button label={text!("findings-ignore")} spoken={text!("findings-ignore-spoken", rule = rule)}
                        kind={ButtonKind::Quiet} testid="ignore" onclick={take(fix, snapshot, dispatch)} />
                }
                <Button label={text!("findings-silence")} spoken={text!("findings-silence-spoken", rule = rule)} kind={ButtonKind::Quiet} onclick={silence} />
            </div>
        </li>
    }
}

/// Writes what is missing into another file.
fn add_button(finding: &Finding, action: Action, dispatch: &Callback<Action>) -> Html {
    html! {
        <div class="fix" data-safety="unsafe">
            <div class="fix-actions">
                <Button label={lines_title(finding)} symbol={Symbol::Warning} testid="add-lines"
                    onclick={dispatch.reform(move |()| action.clone())} />
            </div>
            { look_first(&text!("findings-add-to-caution")) }
        </div>
    }
}

/// What to look at before a fix is taken.
pub(crate) fn look_first(caution: &str) -> Html {
    html! { <p class="fix-caution"><strong>{ text!("findings-look-first") }</strong>{ " " }{ inline(caution) }</p> }
}

/// Where something begins in the file, which the editor shows when it is pressed.
pub(super) fn place_button(span: Span, dispatch: &Callback<Action>) -> Html {
    let (Position { line, column, .. }, range) = (span.start, span.range());
    let onclick = dispatch.reform(move |_| Action::Revealed(range));
    html! {
        <button type="button" class="place" data-testid="place" {onclick}>
            <span class="visually-hidden">{ text!("findings-go-to") }{ " " }</span>{ text!("findings-line") }{ " " }{ line }<span class="place-column">{ ":" }{ column }</span>
        </button>
    }
}

/// What [`FixRow`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
struct FixRowProps {
    fix: Fix,
    snapshot: Rc<Snapshot>,
    dispatch: Callback<Action>,
}

/// A fix: its button, what might change by it, and what it would do to the text.
#[component]
fn FixRow(props: &FixRowProps) -> Html {
    let FixRowProps { fix, snapshot, dispatch } = props;
    let is_open = use_state(|| false);
    let onclick = take(fix, snapshot, dispatch);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_| is_open.set(!*is_open))
    };
    let symbol = if fix.safety == Safety::Safe { Symbol::Fix } else { Symbol::Warning };
    html! {
        <div class="fix" data-safety={if fix.safety == Safety::Safe { "safe" } else { "unsafe" }}>
            <div class="fix-actions">
                <Button label={plain(&fix.title)} {symbol} testid="fix" {onclick} />
                <button type="button" class="button" data-kind="quiet" data-testid="fix-preview"
                    aria-expanded={if *is_open { "true" } else { "false" }} onclick={toggle}>
                    { if *is_open { text!("findings-preview-hide") } else { text!("findings-preview") } }
                </button>
            </div>
            if let Some(caution) = &fix.caution {
                { look_first(caution) }
            }
            if *is_open {
                { preview(snapshot, fix) }
            }
        </div>
    }
}

fn take(fix: &Fix, snapshot: &Rc<Snapshot>, dispatch: &Callback<Action>) -> Callback<()> {
    let (fix, snapshot, dispatch) = (fix.clone(), snapshot.clone(), dispatch.clone());
    Callback::from(move |()| {
        if let Some(action) = fix_action(&snapshot, &fix) {
            dispatch.emit(action);
        }
    })
}

fn preview(snapshot: &Snapshot, fix: &Fix) -> Html {
    match apply(&snapshot.project.dockerfile, &fix.edits) {
        Ok(after) => html! {
            <DiffTable label={text!("findings-preview-label", fix = &fix.title)} before={snapshot.project.dockerfile.clone()} {after}
                context={1} />
        },
        Err(_) => html! { <p>{ text!("findings-preview-outdated") }</p> },
    }
}

/// A title without the marks that only set text can show.
pub(crate) fn plain(title: &str) -> String {
    title.replace('`', "")
}
