use dockerfile_playground::analysis::{Change, StateKind, StateRow};
use yew::prelude::*;

use crate::page::widgets::inline;

/// What [`StateTable`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct StateTableProps {
    pub(super) rows: Vec<StateRow>,
}

/// What holds after the instruction, with what it changed marked.
#[component]
pub(super) fn StateTable(props: &StateTableProps) -> Html {
    let rows = props.rows.iter().map(|row| {
        let is_changed = row.change != Change::Same;
        html! {
            <tr key={format!("{:?} {}", row.kind, row.name)} data-testid="explain-state" data-name={name(row)}
                data-changed={is_changed.then_some("true")}>
                <th scope="row">{ name(row) }</th>
                <td>
                    { value(row.value.as_deref()) }
                    { change(&row.change) }
                    <span class="explain-origin">{ inline(&row.origin) }</span>
                </td>
            </tr>
        }
    });
    html! {
        <section class="explain-section">
            <h3>{ "State after this instruction" }</h3>
            <table class="explain-table">
                <thead class="visually-hidden"><tr><th scope="col">{ "What" }</th><th scope="col">{ "Value" }</th></tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}

fn name(row: &StateRow) -> String {
    match row.kind {
        StateKind::Workdir => "Working directory".to_owned(),
        StateKind::User => "User".to_owned(),
        StateKind::Shell => "Shell".to_owned(),
        StateKind::Environment => format!("ENV {}", row.name),
        StateKind::BuildArgument => format!("ARG {}", row.name),
    }
}

fn value(value: Option<&str>) -> Html {
    match value {
        None => html! { <em>{ "no value" }</em> },
        Some("") => html! { <em>{ "empty" }</em> },
        Some(value) => html! { <code>{ value.to_owned() }</code> },
    }
}

fn change(change: &Change) -> Html {
    match change {
        Change::Same => Html::default(),
        Change::Added => html! { <strong class="explain-change">{ "new" }</strong> },
        Change::From(before) => html! {
            <strong class="explain-change">{ "changed, was " }{ value(before.as_deref()) }</strong>
        },
    }
}
