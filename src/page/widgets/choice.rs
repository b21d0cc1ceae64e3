use yew::prelude::*;

use super::roving;
use super::{Symbol, icon};
use crate::page::browser;

/// One of a few ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ChoiceItem {
    /// What it is called.
    pub(crate) label: AttrValue,
    /// A drawing before the label.
    pub(crate) symbol: Option<Symbol>,
    /// The handle of browser tests.
    pub(crate) testid: Option<&'static str>,
}

impl From<String> for ChoiceItem {
    fn from(label: String) -> Self {
        Self { label: label.into(), ..Self::default() }
    }
}

/// What [`Choice`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ChoiceProps {
    /// What is chosen, for screen readers.
    pub(crate) label: AttrValue,
    pub(crate) items: Vec<ChoiceItem>,
    pub(crate) selected: usize,
    pub(crate) on_choose: Callback<usize>,
    /// For the style sheet.
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) testid: Option<&'static str>,
}

/// A few ways side by side, of which one is taken.
#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let group = use_node_ref();
    let onkeydown = {
        let (group, count, selected) = (group.clone(), props.items.len(), props.selected);
        let on_choose = props.on_choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = roving::target(&event.key(), selected, count) {
                event.prevent_default();
                on_choose.emit(next);
                browser::focus_first(&group, &format!("[data-index=\"{next}\"]"));
            }
        })
    };
    let items = props.items.iter().enumerate().map(|(index, item)| {
        let is_selected = index == props.selected;
        let onclick = props.on_choose.reform(move |_| index);
        html! {
            <button type="button" role="radio" class="choice-item" data-testid={item.testid}
                data-index={index.to_string()} aria-checked={bool_text(is_selected)}
                tabindex={if is_selected { "0" } else { "-1" }} {onclick}>
                if let Some(symbol) = item.symbol { { icon(symbol) } }
                <span>{ &item.label }</span>
            </button>
        }
    });
    html! {
        <div ref={group} class={classes!("choice", props.class.clone())} role="radiogroup"
            aria-label={&props.label} data-testid={props.testid} {onkeydown}>
            { for items }
        </div>
    }
}

pub(crate) const fn bool_text(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
