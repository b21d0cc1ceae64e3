use std::rc::Rc;

use dockerfile_playground::convert::{Step, ready};
use dockerfile_playground::settings::Settings;
use dockerfile_playground::{Project, analyze};
use yew::prelude::*;

use super::counts::{self, Counts};
use crate::page::findings::look_first;
use crate::page::samples::title;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, DiffLayout, DiffTable, inline};

/// What [`Sides`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SidesProps {
    pub(super) sample: &'static str,
    /// Its text, once it has arrived.
    pub(super) text: Option<Rc<str>>,
    /// What is found in it.
    pub(super) counts: Option<Counts>,
    pub(super) settings: Rc<Settings>,
    /// One of the two is chosen to start from.
    pub(super) choose: Callback<Action>,
}

/// A file after everything was done for it that can be done without help.
struct After {
    text: Rc<str>,
    steps: Vec<Step>,
    counts: Counts,
}

impl After {
    fn of(before: &str, settings: &Settings) -> Self {
        let made = ready(&Project::new(before), settings);
        let counts = Counts::of(&analyze(&Project::new(&*made.text), settings));
        Self { text: made.text.into(), steps: made.steps, counts }
    }
}

impl PartialEq for After {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The sample beside what is made of it for production, and the way to start from either.
#[component]
pub(super) fn Sides(props: &SidesProps) -> Html {
    let SidesProps { sample, text, counts, settings, choose } = props;
    let after = use_memo((text.clone(), settings.clone()), |(text, settings)| {
        text.as_deref().map(|text| After::of(text, settings))
    });
    let name = title(sample);
    let content = match (text, &*after) {
        (Some(before), Some(after)) if **before == *after.text => alike(props, before),
        (Some(before), Some(after)) => {
            let (original, made) = (*sample, after.text.clone());
            let side = |testid, kind, name: String, counts: Option<Counts>, action: Callback<()>| {
                html! {
                    <div class="sample-side">
                        <h5>{ &name }</h5>
                        { counts.map(counts::shown).unwrap_or_default() }
                        <Button label={text!("gallery-start")} spoken={text!("gallery-start-spoken", side = &name)} {kind} {testid}
                            onclick={action} />
                    </div>
                }
            };
            html! {
                <>
                    <p class="sample-changes-title">{ text!("gallery-changes", count = after.steps.len()) }</p>
                    <ul class="sample-changes">{ for after.steps.iter().map(step) }</ul>
                    <div class="sample-sides">
                        { side("sample-before", ButtonKind::Plain, text!("gallery-before"), *counts,
                            choose.reform(move |()| Action::SampleChosen(original))) }
                        { side("sample-after", ButtonKind::Primary, text!("gallery-after"), Some(after.counts),
                            choose.reform(move |()| Action::MadeOfSample(made.clone()))) }
                    </div>
                    { compared(&name, before, &after.text) }
                </>
            }
        }
        _ => html! { <p class="lead">{ text!("gallery-loading") }</p> },
    };
    html! {
        <div class="sample-open" role="group" aria-label={name} data-testid="sample-open">{ content }</div>
    }
}

/// What was done, and what to look at before the file is used.
fn step(Step { title, caution }: &Step) -> Html {
    html! { <li>{ inline(title) }{ caution.as_deref().map(look_first).unwrap_or_default() }</li> }
}

/// A file of which nothing else is made.
fn alike(props: &SidesProps, text: &Rc<str>) -> Html {
    let sample = props.sample;
    html! {
        <>
            <div class="sample-sides">
                <div class="sample-side">
                    <p>{ text!("gallery-ready") }</p>
                    <Button label={text!("gallery-start")} kind={ButtonKind::Primary} testid="sample-before"
                        onclick={props.choose.reform(move |()| Action::SampleChosen(sample))} />
                </div>
            </div>
            <pre class="variant-text" tabindex="0" aria-label={title(sample)}>{ text.clone() }</pre>
        </>
    }
}

/// Both files side by side or, where there is no room, one under the other; the style sheet shows one of the two.
fn compared(name: &str, before: &Rc<str>, after: &Rc<str>) -> Html {
    let table = |class: &'static str, layout| {
        html! {
            <div class={classes!("variant-diff", class)}>
                <DiffTable label={text!("gallery-compared", sample = name)} before={before.clone()} after={after.clone()} {layout} />
            </div>
        }
    };
    html! {
        <>
            { table("sample-wide", DiffLayout::Split) }
            { table("sample-narrow", DiffLayout::Unified) }
        </>
    }
}
