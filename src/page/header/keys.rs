use yew::prelude::*;

use crate::page::browser;
use crate::page::state::Action;
use crate::page::widgets::{Icon, Switch, Symbol};

/// What [`Keys`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct KeysProps {
    pub(super) presenting: bool,
    pub(super) dispatch: Callback<Action>,
}

/// Keys and what they do, in the order in which one meets them on the page.
const KEYS: &[(&str, &str)] = &[
    ("?", "Show or hide this list, outside of text fields"),
    ("Tab, Shift+Tab", "Go on, go back; in the editor too: no key is trapped"),
    ("← → Home End", "Choose among tabs, or between Development and Production"),
    ("Ctrl+F", "Find and replace in the editor"),
    ("Ctrl+Z, Ctrl+Y", "Undo and redo; fixes and samples are undone as well"),
    ("Ctrl+Space", "Complete what stands at the caret in the editor"),
    ("F12, Ctrl+click", "Go to where a stage or a variable gets its name"),
    ("F2", "Rename the stage or the variable at the caret, wherever it is named"),
    ("Ctrl+Shift+[, Ctrl+Shift+]", "Fold and unfold a stage or a long instruction"),
    ("F8, Shift+F8", "Go to the next finding in the editor, or to the one before"),
    ("Esc", "Close what is open"),
];

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
                aria-label="Keys and large type" title="Keys and large type">
                <Icon symbol={Symbol::Info} />
            </button>
            <div id={SHEET} class="sheet" popover="auto" role="dialog" aria-label="Keys and large type">
                <h2>{ "Keys" }</h2>
                <table>
                    <thead class="visually-hidden">
                        <tr><th scope="col">{ "Key" }</th><th scope="col">{ "What it does" }</th></tr>
                    </thead>
                    <tbody>{ for KEYS.iter().map(|(keys, what)| html! {
                        <tr><th scope="row"><kbd>{ *keys }</kbd></th><td>{ *what }</td></tr>
                    }) }</tbody>
                </table>
                <Switch is_on={presenting} testid="presenting" {on_toggle}>{ "Large type, for a projector" }</Switch>
            </div>
        </>
    }
}
