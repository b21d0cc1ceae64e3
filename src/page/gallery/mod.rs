//! The samples by topic: what each shows, and what becomes of it for production.

mod button;
mod card;
mod counts;
mod sides;

use std::rc::Rc;

use dockerfile_playground::settings::{Profile, Settings};
use dockerfile_playground::{Project, analyze};
use yew::prelude::*;

pub(crate) use self::button::gallery_button;
use self::card::{CardProps, card};
use self::counts::Counts;
use self::sides::Sides;
use super::browser;
use super::samples::{FIRST, Samples, TOPICS, all};
use super::state::Action;
use super::texts::text;

/// What [`Gallery`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct GalleryProps {
    /// The texts, as far as they have arrived.
    pub(crate) samples: Samples,
    /// The sample in the editor.
    pub(crate) current: Option<&'static str>,
    /// What day it is.
    pub(crate) today: Option<String>,
    pub(crate) dispatch: Callback<Action>,
}

/// Every sample as a card; the one that is open shows itself before and after.
#[component]
pub(crate) fn Gallery(props: &GalleryProps) -> Html {
    let GalleryProps { samples, current, today, dispatch } = props;
    let node = use_node_ref();
    let open = use_state(|| Some(current.unwrap_or(FIRST)));
    let settings = use_memo(today.clone(), |today| Settings {
        // Whatever is chosen for the file in the editor.
        profile: Profile::Prod,
        today: today.clone(),
        ..Settings::default()
    });
    let counts = use_memo((samples.clone(), settings.clone()), |(samples, settings)| {
        let count = |id| Some(Counts::of(&analyze(&Project::new(samples.text(id)?), settings)));
        all().map(|id| (id, count(id))).collect::<Vec<_>>()
    });
    {
        let node = node.clone();
        // The card that was open may have been a long one, above.
        use_effect_with(*open, move |_| browser::show_first(&node, "[aria-expanded=true]"));
    }
    let choose = {
        let (node, dispatch) = (node.clone(), dispatch.clone());
        Callback::from(move |action: Action| {
            browser::close_dialog_around(&node);
            dispatch.emit(action);
        })
    };
    let draw = |id: &'static str| {
        let is_open = *open == Some(id);
        let counts = counts.iter().find(|(it, _)| *it == id).and_then(|(_, counts)| *counts);
        let toggle = {
            let open = open.clone();
            Callback::from(move |_| open.set(Some(id).filter(|_| !is_open)))
        };
        let sides = is_open.then(|| {
            let text = samples.text(id).map(Rc::from);
            html! { <Sides key={id} sample={id} {text} {counts} settings={settings.clone()} choose={choose.clone()} /> }
        });
        card(CardProps { id, counts, toggle, sides })
    };
    html! {
        <div ref={node} class="gallery">
            <div class="gallery-list">
                <p class="lead">{ text!("gallery-lead") }</p>
                { for TOPICS.iter().map(|(topic, ids)| html! {
                    <section class="course" key={*topic}>
                        <h3>{ text!("sample-topic", topic = topic) }</h3>
                        <ul class="sample-list">{ for ids.iter().map(|id| draw(id)) }</ul>
                    </section>
                }) }
            </div>
            if open.is_none() {
                <p class="gallery-hint">{ text!("gallery-hint") }</p>
            }
        </div>
    }
}
