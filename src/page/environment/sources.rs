use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::World;
use yew::prelude::*;

use super::Form;
use crate::page::state::Action;
use crate::page::widgets::{Button, ButtonKind, Field, Switch};

/// What [`Sources`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SourcesProps {
    pub(super) form: Form,
    /// What the image sets.
    pub(super) image: BTreeMap<String, String>,
    pub(super) dispatch: Callback<Action>,
}

/// Every place that may give a variable its value, to be edited.
#[component]
pub(super) fn Sources(props: &SourcesProps) -> Html {
    let SourcesProps { form, image, dispatch } = props;
    let change = |edit: fn(&mut Form, String)| {
        let form = form.clone();
        dispatch.reform(move |typed: String| {
            let mut form = form.clone();
            edit(&mut form, typed);
            Action::EnvironmentChanged(form)
        })
    };
    let image = image.iter().map(|(name, value)| html! { <li><code>{ format!("{name}={value}") }</code></li> });
    let on_copy = change(|form, _| form.dotenv_in_image = !form.dotenv_in_image).reform(|()| String::new());
    html! {
        <section class="sources" aria-label="Sources">
            <div class="panel-head">
                <h3>{ "Where values come from" }</h3>
                <Button label="Reset" kind={ButtonKind::Quiet}
                    onclick={dispatch.reform(|()| Action::EnvironmentChanged(Form::default()))} />
            </div>
            if form.world != World::Local {
                <div class="source-image">
                    <span class="field-label">{ "ENV in the Dockerfile" }</span>
                    if props.image.is_empty() { <p class="lead">{ "The image sets nothing." }</p> }
                    <ul>{ for image }</ul>
                </div>
            }
            <Field id="env-dotenv" label=".env beside the program" value={form.dotenv.clone()} lines={2}
                testid="env-dotenv" on_change={change(|form, typed| form.dotenv = typed)} />
            if form.world != World::Local {
                <Switch is_on={form.dotenv_in_image} testid="env-dotenv-in-image" on_toggle={on_copy}>
                    <code>{ ".env" }</code>{ " is copied into the image" }
                </Switch>
            }
            <Field id="env-run" label="docker run …" value={form.run.clone()} testid="env-run"
                on_change={change(|form, typed| form.run = typed)} />
            <Field id="env-compose" label="compose.yaml" value={form.compose.clone()} lines={3}
                testid="env-compose" on_change={change(|form, typed| form.compose = typed)} />
            <Field id="env-task" label="ECS task definition" value={form.task.clone()} lines={3}
                testid="env-task" on_change={change(|form, typed| form.task = typed)} />
            <Field id="env-shell" label="The machine's own environment" value={form.shell.clone()} lines={2}
                testid="env-shell" on_change={change(|form, typed| form.shell = typed)} />
        </section>
    }
}
