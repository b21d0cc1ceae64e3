//! What was done last: shown for a while, and read out.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::Timer;
use super::widgets::{Symbol, icon, inline};

/// How long a notice is seen at least, and for each of its bytes, in milliseconds.
const SEEN: u32 = 5_000;
const SEEN_A_BYTE: usize = 70;

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
            if let Some((_, text)) = notice {
                is_seen.set(true);
                let time = u32::try_from(text.len() * SEEN_A_BYTE).unwrap_or(SEEN).max(SEEN);
                *timer.borrow_mut() = Some(Timer::after(time, move || is_seen.set(false)));
            }
        });
    }
    let text = props.notice.as_ref().map(|(_, text)| text.to_string()).filter(|_| *is_seen);
    html! {
        <>
            <div class="notice" role="status" data-testid="notice">
                if let Some(text) = text {
                    <p class="notice-text">{ icon(Symbol::Info) }<span>{ inline(&text) }</span></p>
                }
            </div>
            <div class="visually-hidden" aria-live="polite" data-testid="summary">{ &props.summary }</div>
        </>
    }
}
