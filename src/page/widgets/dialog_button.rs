use yew::prelude::*;

use super::{Button, ButtonKind, Dialog, Symbol};

/// What [`DialogButton`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct DialogButtonProps {
    pub(crate) label: AttrValue,
    /// Said by screen readers in place of the label, which it must contain.
    pub(crate) spoken: AttrValue,
    pub(crate) symbol: Symbol,
    #[prop_or_default]
    pub(crate) kind: ButtonKind,
    pub(crate) testid: &'static str,
    /// The dialog's id, unique on the page.
    pub(crate) id: &'static str,
    /// The dialog's title.
    pub(crate) title: AttrValue,
    /// What stands in the dialog; it starts anew each time.
    pub(crate) children: Html,
}

/// A button and the dialog that it opens.
#[component]
pub(crate) fn DialogButton(props: &DialogButtonProps) -> Html {
    let DialogButtonProps { label, spoken, symbol, kind, testid, id, title, children } = props;
    let is_open = use_state(|| false);
    let set = |open| {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(open))
    };
    html! {
        <>
            <Button label={label.clone()} spoken={spoken.clone()} symbol={*symbol} kind={*kind} testid={*testid} onclick={set(true)} />
            if *is_open {
                <Dialog id={*id} title={title.clone()} on_close={set(false)}>{ children.clone() }</Dialog>
            }
        </>
    }
}
