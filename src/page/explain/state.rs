use dockerfile_playground::analysis::{Change, StateKind, StateRow};
use yew::prelude::*;

use crate::page::texts::text;
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
            <tr key={format!("{:?} {}", row.kind, row.name)} data-testid="explain-state"
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
            <h3>{ text!("explain-state") }</h3>
            <table class="explain-table">
                <thead class="visually-hidden">
                    <tr><th scope="col">{ text!("explain-what") }</th><th scope="col">{ text!("explain-value") }</th></tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}

fn name(row: &StateRow) -> String {
    match row.kind {
        StateKind::Workdir => text!("explain-workdir"),
        StateKind::User => text!("explain-user"),
        StateKind::Shell => text!("explain-shell"),
        StateKind::Environment => format!("ENV {}", row.name),
        StateKind::BuildArgument => format!("ARG {}", row.name),
    }
}

fn value(value: Option<&str>) -> Html {
    match value {
        None => html! { <em>{ text!("explain-no-value") }</em> },
        Some("") => html! { <em>{ text!("explain-empty") }</em> },
        Some(value) => html! { <code>{ value.to_owned() }</code> },
    }
}

fn change(change: &Change) -> Html {
    let told = match change {
        Change::Same => return Html::default(),
        Change::Added => text!("explain-new"),
        Change::From(None) => text!("explain-had-no-value"),
        Change::From(Some(before)) if before.is_empty() => text!("explain-was-empty"),
        Change::From(Some(before)) => text!("explain-was", before = before),
    };
    html! { <strong class="explain-change">{ inline(&told) }</strong> }
}
