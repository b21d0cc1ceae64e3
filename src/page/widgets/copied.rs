use yew::prelude::*;

use super::{Button, ButtonKind, Symbol};
use crate::page::browser::{self, Timer};
use crate::page::texts::text;

/// What [`CopyButton`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct CopyButtonProps {
    pub(crate) label: AttrValue,
    pub(crate) text: AttrValue,
    /// Said by screen readers in place of the label, which it must contain.
    #[prop_or_default]
    pub(crate) spoken: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) kind: ButtonKind,
    #[prop_or_default]
    pub(crate) disabled: bool,
    #[prop_or_default]
    pub(crate) testid: Option<&'static str>,
}

/// How long the button says what became of it, in milliseconds.
const SEEN: u32 = 2_500;

/// Puts a text on the clipboard, and says at its own place whether that worked.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let outcome = use_state(|| None::<bool>);
    let timer = use_mut_ref(|| None::<Timer>);
    let onclick = {
        let (outcome, text) = (outcome.clone(), props.text.clone());
        Callback::from(move |()| {
            let (outcome, timer) = (outcome.clone(), timer.clone());
            let done = Callback::from(move |worked: bool| {
                outcome.set(Some(worked));
                let outcome = outcome.clone();
                *timer.borrow_mut() = Some(Timer::after(SEEN, move || outcome.set(None)));
            });
            browser::copy(&text, done);
        })
    };
    let (label, symbol) = match *outcome {
        None => (props.label.clone(), Symbol::Copy),
        Some(true) => (text!("copied").into(), Symbol::Done),
        Some(false) => (text!("copied-not").into(), Symbol::Blocked),
    };
    let spoken = props.spoken.clone().filter(|_| outcome.is_none());
    html! {
        <>
            <Button {label} {spoken} {symbol} kind={props.kind} disabled={props.disabled} testid={props.testid} {onclick} />
            <span class="visually-hidden" role="status">
                { match *outcome {
                    None => String::new(),
                    Some(true) => text!("clipboard-copied"),
                    Some(false) => text!("clipboard-refused"),
                } }
            </span>
        </>
    }
}
