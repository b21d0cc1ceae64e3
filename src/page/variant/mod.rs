//! The production (or development) variant of the file: every change beside its reason, ready to be taken.

mod export;
mod left;
mod reasons;
mod registry;
mod targets;

use std::rc::Rc;

use dockerfile_playground::convert::{Change, Conversion, convert};
use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use self::export::Export;
use self::registry::RegistryFields;
use self::targets::Targets;
use super::diff;
use super::hooks::Snapshot;
use super::state::Action;
use super::texts::text;
use super::widgets::{Button, ButtonKind, Choice, DiffLayout, DiffTable, Symbol, icon, inline};
use super::work::{DiffView, RegistryForm};

/// What [`VariantPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct VariantPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) registry: RegistryForm,
    pub(crate) view: DiffView,
    pub(crate) dispatch: Callback<Action>,
}

/// A file of more lines is shown only around its changes.
const LONG: usize = 150;

const VIEWS: [DiffView; 3] = [DiffView::Unified, DiffView::Split, DiffView::Result];

/// The variant and why it differs.
#[component]
pub(crate) fn VariantPanel(props: &VariantPanelProps) -> Html {
    let VariantPanelProps { snapshot, registry, view, dispatch } = props;
    let to = snapshot.settings.profile;
    let conversion = use_memo(snapshot.clone(), |snapshot| convert(&snapshot.project, &snapshot.settings, to));
    let on_choose = dispatch.reform(|index: usize| Action::DiffViewChosen(VIEWS[index.min(VIEWS.len() - 1)]));
    let selected = VIEWS.iter().position(|it| it == view).unwrap_or(0);
    let is_same = conversion.text == snapshot.project.dockerfile;
    let title = match to {
        Profile::Dev => text!("variant-dev"),
        Profile::Prod => text!("variant-prod"),
    };
    let views = [text!("variant-changes"), text!("variant-side-by-side"), text!("variant-result")];
    html! {
        <div class="variant">
            <div class="panel-head">
                <h2>{ title }</h2>
                <Choice label={text!("variant-view")} items={views.map(Into::into).to_vec()}
                    {selected} {on_choose} />
            </div>
            <p class="lead">{ lead(&conversion) }</p>
            if to == Profile::Prod {
                <RegistryFields form={registry.clone()} dispatch={dispatch.clone()} />
            }
            if is_same && *view != DiffView::Result {
                { unchanged(&conversion) }
            }
            { comparison(snapshot, &conversion, *view, is_same, dispatch) }
            { left::left(&conversion) }
            <Targets snapshot={snapshot.clone()} dispatch={dispatch.clone()} />
            <Export of={AttrValue::from(snapshot.project.dockerfile.clone())} by={AttrValue::from(conversion.text.clone())}
                {to} dispatch={dispatch.clone()} />
        </div>
    }
}

/// What stands in the place of the changes where there are none: all is well only where nothing is left either.
fn unchanged(conversion: &Conversion) -> Html {
    let (clear, heading) = match (conversion.is_clear(), conversion.to) {
        (true, Profile::Dev) => (true, text!("variant-nothing-dev")),
        (true, Profile::Prod) => (true, text!("variant-nothing-prod")),
        (false, _) => (false, text!("variant-unchanged")),
    };
    html! {
        <div class="empty" data-testid={if clear { "variant-clear" } else { "variant-unchanged" }}>
            if clear {
                { icon(Symbol::Done) }
            }
            <h2>{ heading }</h2>
            <p>{ if clear { text!("variant-nothing") } else { text!("variant-unchanged-why") } }</p>
        </div>
    }
}

fn lead(conversion: &Conversion) -> String {
    let changes = conversion.changes.len();
    match conversion.to {
        _ if changes == 0 && !conversion.is_clear() => text!("variant-lead-none"),
        Profile::Dev => text!("variant-lead-dev", count = changes),
        Profile::Prod => text!("variant-lead-prod", count = changes),
    }
}

fn comparison(
    snapshot: &Rc<Snapshot>,
    conversion: &Conversion,
    view: DiffView,
    is_same: bool,
    dispatch: &Callback<Action>,
) -> Html {
    let layout = match view {
        DiffView::Result => {
            return html! { <pre class="variant-text" tabindex="0" data-testid="variant-text">{ &conversion.text }</pre> };
        }
        _ if is_same => return Html::default(),
        DiffView::Unified => DiffLayout::Unified,
        DiffView::Split => DiffLayout::Split,
    };
    let before = &snapshot.project.dockerfile;
    let hunks = diff::hunks(before, &conversion.text);
    let reasons = reasons::by_hunk(before, &conversion.text, &hunks, &conversion.changes);
    let places = Rc::new(Places { snapshot: snapshot.clone(), after: conversion.text.as_str().into(), hunks, reasons });
    let notes: Vec<Html> = (0..places.hunks.len())
        .map(|number| {
            let changes = places.reasons[number].iter().filter_map(|&at| conversion.changes.get(at));
            html! {
                <div class="hunk-note"><div>{ for changes.map(reason) }</div>{ take_button(&places, number, dispatch) }</div>
            }
        })
        .collect();
    html! {
        <div class="variant-diff" data-testid="variant-diff">
            <DiffTable label={text!("variant-diff")} before={before.clone()} after={conversion.text.clone()}
                {layout} context={(before.lines().count() > LONG).then_some(4)} {notes} />
        </div>
    }
}

/// Where a file and its variant differ.
struct Places {
    snapshot: Rc<Snapshot>,
    after: Rc<str>,
    hunks: Vec<diff::Hunk>,
    /// For each hunk the numbers of the changes behind it.
    reasons: Vec<Vec<usize>>,
}

/// Takes one hunk into the editor, with those that belong to the same change.
fn take_button(places: &Rc<Places>, number: usize, dispatch: &Callback<Action>) -> Html {
    let spoken = text!("variant-take-spoken", line = places.hunks[number].before.start + 1);
    let places = places.clone();
    let take = dispatch.reform(move |()| {
        let Places { snapshot, after, hunks, reasons } = &*places;
        let before = snapshot.project.dockerfile.as_str();
        let taken = reasons::together(reasons, number);
        Action::Replaced {
            of: before.into(),
            by: diff::with_hunks(before, after, taken.iter().map(|&at| &hunks[at])).into(),
            notice: text!("variant-taken").into(),
        }
    });
    html! {
        <Button label={text!("variant-take")} {spoken} symbol={Symbol::Back} kind={ButtonKind::Quiet} testid="hunk-take"
            onclick={take} />
    }
}

fn reason(change: &Change) -> Html {
    html! {
        <div class="reason" data-testid="reason" data-rule={change.rule}>
            <strong class="reason-title">{ inline(&change.title) }</strong>
            <span class="reason-why">{ inline(&change.why) }</span>
        </div>
    }
}
