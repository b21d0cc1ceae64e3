use yew::prelude::*;

use crate::page::state::Action;
use crate::page::widgets::{Button, Symbol};
use crate::page::work::Work;
use crate::page::{browser, link};

/// What [`ShareButton`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ShareButtonProps {
    pub(super) shared: Work,
    pub(super) dispatch: Callback<Action>,
}

/// Puts a link on the clipboard that holds the whole work.
#[component]
pub(super) fn ShareButton(props: &ShareButtonProps) -> Html {
    let onclick = {
        let ShareButtonProps { shared, dispatch } = props.clone();
        Callback::from(move |()| {
            let done = dispatch.reform(|worked| {
                Action::Announced(if worked {
                    "Link copied; your work is in the link itself, on no server"
                } else {
                    "This browser refused the clipboard"
                })
            });
            match link::encode(&link::payload(&shared)) {
                Ok(fragment) => browser::copy(&browser::address_with(&fragment), done),
                Err(error) => dispatch.emit(Action::LinkRefused(error.to_string().into())),
            }
        })
    };
    html! { <Button label="Share" spoken="Share: copy a link to this work" symbol={Symbol::Link} testid="share" {onclick} /> }
}
