use yew::prelude::*;

use super::{Symbol, icon};

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    /// One of many.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// Text that can be pressed.
    Quiet,
}

/// What [`Button`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ButtonProps {
    pub(crate) label: AttrValue,
    pub(crate) onclick: Callback<()>,
    #[prop_or_default]
    pub(crate) symbol: Option<Symbol>,
    #[prop_or_default]
    pub(crate) kind: ButtonKind,
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// Said by screen readers and as a tooltip in place of the label, which it must contain.
    #[prop_or_default]
    pub(crate) spoken: Option<AttrValue>,
    /// Only the symbol is seen; the label is its tooltip.
    #[prop_or_default]
    pub(crate) icon_only: bool,
    #[prop_or_default]
    pub(crate) testid: Option<&'static str>,
}

/// A button.
#[component]
pub(crate) fn Button(props: &ButtonProps) -> Html {
    let kind = match props.kind {
        ButtonKind::Plain => "plain",
        ButtonKind::Primary => "primary",
        ButtonKind::Quiet => "quiet",
    };
    html! {
        <button type="button" class="button" data-kind={kind} data-testid={props.testid} disabled={props.disabled}
            aria-label={props.spoken.clone()} title={if props.icon_only { Some(props.label.clone()) } else { props.spoken.clone() }}
            onclick={props.onclick.reform(|_| ())}>
            if let Some(symbol) = props.symbol { { icon(symbol) } }
            <span class={props.icon_only.then_some("visually-hidden")}>{ &props.label }</span>
        </button>
    }
}
