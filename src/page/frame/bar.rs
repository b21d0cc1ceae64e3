use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Choice, Symbol, icon};
use crate::page::work::{Work, profile_name};
use crate::page::{browser, link};

/// What [`EmbeddedBar`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EmbeddedBarProps {
    pub(crate) shared: Work,
    pub(crate) dispatch: Callback<Action>,
}

const PROFILES: [Profile; 2] = [Profile::Dev, Profile::Prod];

/// The bar of the page in a frame: where it comes from, the profile switch, and the way to the whole page.
#[component]
pub(crate) fn EmbeddedBar(props: &EmbeddedBarProps) -> Html {
    let EmbeddedBarProps { shared, dispatch } = props;
    let items = PROFILES.map(|it| profile_name(it).into()).to_vec();
    let selected = PROFILES.iter().position(|it| *it == shared.profile).unwrap_or(0);
    let on_choose = dispatch.reform(|index: usize| Action::ProfileChosen(PROFILES[index.min(1)]));
    let fragment = use_memo(shared.clone(), |shared| link::encode(&link::payload(shared)).unwrap_or_default());
    html! {
        <header class="embedded-bar">
            <h1 class="brand">{ icon(Symbol::Layers) }<span>{ "Dockerfile " }<b>{ "Playground" }</b></span></h1>
            <Choice label={text!("profile-label")} {items} {selected} {on_choose} testid="embedded-profile" />
            <a class="embedded-open" target="_blank" rel="noopener" href={browser::address_with(&fragment)}
                data-testid="embedded-open">{ text!("frame-open-in-tab") }</a>
        </header>
    }
}
