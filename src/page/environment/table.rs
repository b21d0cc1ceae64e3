use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::Variable;
use yew::prelude::*;

use super::ladder::{place, shown, when_id, when_name};
use super::secret::is_secret;
use crate::page::texts::text;

/// What [`Table`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct TableProps {
    pub(super) caption: AttrValue,
    pub(super) variables: BTreeMap<String, Variable>,
    /// The variable on show.
    #[prop_or_default]
    pub(super) selected: Option<AttrValue>,
    pub(super) shows_secrets: bool,
    /// A name was chosen; without it, names are text.
    #[prop_or_default]
    pub(super) on_choose: Option<Callback<String>>,
    pub(super) testid: &'static str,
}

/// All variables, a row each.
#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let rows = props.variables.iter().map(|(name, variable)| {
        let is_covered = !props.shows_secrets && is_secret(name, values(variable));
        let is_selected = props.selected.as_deref() == Some(name);
        let label = match &props.on_choose {
            None => html! { <code>{ name }</code> },
            Some(on_choose) => {
                let chosen = name.clone();
                let onclick = on_choose.reform(move |_: MouseEvent| chosen.clone());
                html! {
                    <button type="button" class="variable-name" aria-pressed={is_selected.to_string()} {onclick}>
                        { name }
                    </button>
                }
            }
        };
        let beaten = variable.shadowed.len();
        html! {
            <tr key={name.clone()} data-selected={is_selected.then_some("")} data-name={name.clone()}>
                <th scope="row">{ label }</th>
                <td class="variable-value">{ shown(variable.value.as_deref(), is_covered) }</td>
                <td class="variable-source">
                    { place(&variable.source, variable.file.as_deref(), variable.line) }
                    if beaten > 0 { <span class="variable-beaten">{ " " }{ text!("env-beats", count = beaten) }</span> }
                </td>
                <td><span class="when" data-when={when_id(variable.when)}>{ when_name(variable.when) }</span></td>
            </tr>
        }
    });
    html! {
        <table class="variables" data-testid={props.testid}>
            <caption>{ &props.caption }</caption>
            <thead>
                <tr>
                    <th scope="col">{ text!("env-column-name") }</th>
                    <th scope="col">{ text!("env-column-value") }</th>
                    <th scope="col">{ text!("env-column-from") }</th>
                    <th scope="col">{ text!("env-column-when") }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// Every value that a variable has or might have had.
pub(super) fn values(variable: &Variable) -> impl Iterator<Item = &str> {
    let losers = variable.shadowed.iter().filter_map(|loser| loser.value.as_deref());
    variable.value.as_deref().into_iter().chain(losers)
}
