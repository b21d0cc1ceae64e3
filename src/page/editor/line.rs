use yew::prelude::*;

use super::rows::Row;
use crate::page::level::Level;
use crate::page::widgets::icon;

/// What [`Line`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LineProps {
    pub(super) row: Row,
}

/// One line of the colour layer, with its number and its sign. Drawn again only if it changed.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    let sign = props.row.sign.as_ref().map(|(level, message)| {
        html! {
            <span class="editor-sign" data-level={level.name()} title={message}>{ icon(level.symbol()) }</span>
        }
    });
    let pieces = props.row.pieces.iter().map(|piece| {
        let class = if piece.token.is_empty() { classes!() } else { classes!("token", piece.token) };
        html! { <span {class} data-level={piece.level.map(Level::name)}>{ &piece.text }</span> }
    });
    html! {
        <div class="editor-line">
            { sign }
            { for pieces }
        </div>
    }
}
