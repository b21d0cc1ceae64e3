use yew::prelude::*;

use super::counts::{self, Counts};
use crate::page::samples::title;
use crate::page::texts::text;
use crate::page::widgets::{bool_text, inline};

/// What a card says of a sample.
pub(super) struct CardProps {
    pub(super) id: &'static str,
    /// What is found in it, once it has arrived.
    pub(super) counts: Option<Counts>,
    pub(super) toggle: Callback<MouseEvent>,
    /// The sample before and after, while the card is open.
    pub(super) sides: Option<Html>,
}

/// The name of the sample, which opens it, what it shows, and what is found in it.
pub(super) fn card(props: CardProps) -> Html {
    let CardProps { id, counts, toggle, sides } = props;
    let is_open = sides.is_some();
    html! {
        <li class="sample" key={id} data-open={is_open.then_some("")}>
            <div class="sample-head">
                <h4>
                    <button type="button" class="sample-name" aria-expanded={bool_text(is_open)}
                        data-testid={format!("sample-{id}")} onclick={toggle}>{ title(id) }</button>
                </h4>
                <p class="sample-about">{ inline(&text!("sample-about", sample = id)) }</p>
                { counts.map(counts::shown).unwrap_or_default() }
            </div>
            // One child, always: otherwise the button would be drawn anew, and lose the focus.
            { sides.unwrap_or_default() }
        </li>
    }
}
