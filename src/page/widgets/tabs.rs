use yew::prelude::*;

use super::choice::bool_text;
use super::roving;
use crate::page::browser;

/// One tab.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TabItem {
    /// Part of the ids of the tab and of its panel.
    pub(crate) id: &'static str,
    /// What it is called.
    pub(crate) label: AttrValue,
    /// A number beside the label.
    pub(crate) count: Option<usize>,
}

/// What [`Tabs`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TabsProps {
    /// What the tabs lead to, for screen readers.
    pub(crate) label: AttrValue,
    pub(crate) items: Vec<TabItem>,
    pub(crate) selected: usize,
    pub(crate) on_select: Callback<usize>,
    /// The panel of the selected tab.
    pub(crate) children: Html,
}

/// A row of tabs and the panel of the selected one.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    let onkeydown = {
        let (list, count, selected) = (list.clone(), props.items.len(), props.selected);
        let on_select = props.on_select.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = roving::target(&event.key(), selected, count) {
                event.prevent_default();
                on_select.emit(next);
                browser::focus_first(&list, &format!("[data-index=\"{next}\"]"));
            }
        })
    };
    let tabs = props.items.iter().enumerate().map(|(index, item)| {
        let is_selected = index == props.selected;
        let onclick = props.on_select.reform(move |_| index);
        html! {
            <button key={item.id} type="button" role="tab" class="tab" id={tab_id(item.id)} data-testid={tab_id(item.id)}
                data-index={index.to_string()} aria-selected={bool_text(is_selected)}
                aria-controls={is_selected.then(|| panel_id(item.id))}
                tabindex={if is_selected { "0" } else { "-1" }} {onclick}>
                { &item.label }
                if let Some(count) = item.count { <span class="tab-count">{ count }</span> }
            </button>
        }
    });
    let id = props.items.get(props.selected).map_or("", |item| item.id);
    html! {
        <div class="tabs">
            <div ref={list} class="tab-list" role="tablist" aria-label={&props.label} {onkeydown}>{ for tabs }</div>
            <div key={id} class="tab-panel" role="tabpanel" id={panel_id(id)} aria-labelledby={tab_id(id)} tabindex="0">
                { props.children.clone() }
            </div>
        </div>
    }
}

fn tab_id(id: &str) -> String {
    format!("tab-{id}")
}

fn panel_id(id: &str) -> String {
    format!("panel-{id}")
}
