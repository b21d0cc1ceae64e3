use yew::prelude::*;

use crate::page::browser;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Switch, Symbol, icon};

/// What [`Keys`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct KeysProps {
    pub(super) presenting: bool,
    pub(super) dispatch: Callback<Action>,
}

/// Keys and what they do, in the order in which one meets them on the page.
fn keys() -> [(&'static str, String); 11] {
    [
        ("?", text!("keys-sheet")),
        ("Tab, Shift+Tab", text!("keys-tab")),
        ("← → Home End", text!("keys-arrows")),
        ("Ctrl+F", text!("keys-find")),
        ("Ctrl+Z, Ctrl+Y", text!("keys-undo")),
        ("Ctrl+Space", text!("keys-complete")),
        ("F12, Ctrl+click", text!("keys-definition")),
        ("F2", text!("keys-rename")),
        ("Ctrl+Shift+[, Ctrl+Shift+]", text!("keys-fold")),
        ("F8, Shift+F8", text!("keys-next-finding")),
        ("Esc", text!("keys-close")),
    ]
}

/// The id of the sheet, by which its button finds it without a script.
const SHEET: &str = "keys";

/// A button and the sheet that it opens: every key, and large type for a class.
#[component]
pub(super) fn Keys(props: &KeysProps) -> Html {
    use_effect_with((), |()| {
        let listener = browser::on_plain_key("?", || browser::toggle_popover(SHEET));
        move || drop(listener)
    });
    let presenting = props.presenting;
    let on_toggle = props.dispatch.reform(move |()| Action::PresentingChosen(!presenting));
    html! {
        <>
            <button type="button" class="button" data-kind="quiet" popovertarget={SHEET} data-testid="keys"
                aria-label={text!("keys-label")} title={text!("keys-label")}>
                { icon(Symbol::Info) }
            </button>
            <div id={SHEET} class="sheet" popover="auto" role="dialog" aria-label={text!("keys-label")}>
                <h2>{ text!("keys-title") }</h2>
                <table>
                    <thead class="visually-hidden">
                        <tr><th scope="col">{ text!("keys-key") }</th><th scope="col">{ text!("keys-effect") }</th></tr>
                    </thead>
                    <tbody>{ for keys().into_iter().map(|(keys, what)| html! {
                        <tr><th scope="row"><kbd>{ keys }</kbd></th><td>{ what }</td></tr>
                    }) }</tbody>
                </table>
                <Switch is_on={presenting} testid="presenting" {on_toggle}>{ text!("keys-presenting") }</Switch>
            </div>
        </>
    }
}
