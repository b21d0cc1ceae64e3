//! What was done last: shown for a while, and read out.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::Timer;
use super::widgets::{Icon, Symbol, inline};

/// How long a notice is seen, in milliseconds.
const SEEN: u32 = 5_000;

/// What [`Notice`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct NoticeProps {
    /// What was done last; the number tells two equal messages apart.
    pub(super) notice: Option<(u32, Rc<str>)>,
    /// What the analysis came to, for screen readers.
    pub(super) summary: AttrValue,
}

/// What was done last.
#[component]
pub(super) fn Notice(props: &NoticeProps) -> Html {
    let is_seen = use_state(|| false);
    let timer = use_mut_ref(|| None::<Timer>);
    {
        let is_seen = is_seen.clone();
        use_effect_with(props.notice.clone(), move |notice| {
            if notice.is_some() {
                is_seen.set(true);
                *timer.borrow_mut() = Some(Timer::after(SEEN, move || is_seen.set(false)));
            }
        });
    }
    let text = props.notice.as_ref().map(|(_, text)| text.to_string()).filter(|_| *is_seen);
    html! {
        <>
            <div class="notice" role="status" data-testid="notice">
                if let Some(text) = text {
                    <p class="notice-text"><Icon symbol={Symbol::Info} /><span>{ inline(&text) }</span></p>
                }
            </div>
            <div class="visually-hidden" aria-live="polite" data-testid="summary">{ &props.summary }</div>
        </>
    }
}
