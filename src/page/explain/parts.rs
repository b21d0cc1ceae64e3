use dockerfile_playground::analysis::{Part, Since};
use dockerfile_playground::text::TextRange;
use yew::prelude::*;

use crate::page::texts::text;
use crate::page::widgets::inline;

/// What [`Parts`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PartsProps {
    pub(super) parts: Vec<Part>,
    /// The one that the caret is in.
    pub(super) current: Option<usize>,
    /// How many are not among them.
    pub(super) left_out: usize,
    /// Selects a token in the editor.
    pub(super) on_reveal: Callback<TextRange>,
}

/// Every token of the instruction with what it means. A token leads to its place in the editor.
#[component]
pub(super) fn Parts(props: &PartsProps) -> Html {
    let PartsProps { parts, current, left_out, on_reveal } = props;
    let rows = parts.iter().enumerate().map(|(nth, part)| {
        let range = part.span.range();
        let onclick = on_reveal.reform(move |_: MouseEvent| range);
        let is_current = *current == Some(nth);
        html! {
            <tr key={nth} data-testid="explain-part" aria-current={is_current.then_some("true")}>
                <th scope="row" data-depth={part.depth.min(3).to_string()}>
                    <button type="button" class="explain-token" aria-label={text!("explain-go-to", token = &part.text)} {onclick}>
                        <code>{ part.text.clone() }</code>
                    </button>
                </th>
                <td>
                    <span class="explain-kind">{ part.kind }</span>
                    { inline(&part.meaning) }
                    if let Some(since) = part.since { { version(since) } }
                </td>
            </tr>
        }
    });
    html! {
        <section class="explain-section">
            <h3>{ text!("explain-parts") }</h3>
            <table class="explain-table" data-testid="explain-parts">
                <thead class="visually-hidden">
                    <tr><th scope="col">{ text!("explain-token") }</th><th scope="col">{ text!("explain-meaning") }</th></tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
            if *left_out > 0 {
                <p class="lead">{ text!("explain-left-out", count = *left_out) }</p>
            }
        </section>
    }
}

fn version(since: Since) -> Html {
    let text = if since.is_newer_than_file {
        text!("explain-needs", version = since.version)
    } else {
        text!("explain-since", version = since.version)
    };
    let warns = since.is_newer_than_file.then_some("newer");
    html! { <span class="explain-since" data-warns={warns}>{ text }</span> }
}
