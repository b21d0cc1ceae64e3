use yew::prelude::*;

use super::choice::bool_text;

/// What [`Switch`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct SwitchProps {
    pub(crate) is_on: bool,
    pub(crate) on_toggle: Callback<()>,
    /// What is switched.
    pub(crate) children: Html,
    #[prop_or_default]
    pub(crate) testid: Option<&'static str>,
}

/// Something that is on or off.
#[component]
pub(crate) fn Switch(props: &SwitchProps) -> Html {
    html! {
        <button type="button" role="switch" class="switch" aria-checked={bool_text(props.is_on)}
            data-testid={props.testid} onclick={props.on_toggle.reform(|_| ())}>
            <span class="switch-track" aria-hidden="true"><span class="switch-thumb" /></span>
            <span>{ props.children.clone() }</span>
        </button>
    }
}
