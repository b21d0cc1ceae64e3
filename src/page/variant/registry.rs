use dockerfile_playground::model::image::ImageError;
use yew::prelude::*;

use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Field, Symbol};
use crate::page::work::RegistryForm;

/// What [`RegistryFields`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct RegistryFieldsProps {
    pub(super) form: RegistryForm,
    pub(super) dispatch: Callback<Action>,
}

/// Where base images should come from.
#[component]
pub(super) fn RegistryFields(props: &RegistryFieldsProps) -> Html {
    let RegistryFieldsProps { form, dispatch } = props;
    // There is always a row to type in.
    let rows = if form.images.is_empty() { vec![<(String, String)>::default()] } else { form.images.clone() };
    let change = |edit: fn(&mut RegistryForm, usize, String), at: usize| {
        let form = RegistryForm { host: form.host.clone(), images: rows.clone() };
        dispatch.reform(move |typed: String| {
            let mut form = form.clone();
            edit(&mut form, at, typed);
            Action::RegistryChanged(form)
        })
    };
    let is_first = |at: usize, id: &'static str| (at == 0).then_some(id);
    let mappings = rows.iter().enumerate().map(|(at, (from, to))| {
        let remove = change(|form, at, _| drop(form.images.remove(at)), at).reform(|()| String::new());
        html! {
            <div class="mapping" key={at}>
                <Field id={format!("registry-image-from-{at}")} label={text!("registry-from")} value={from.clone()}
                    placeholder="python" label_hidden={at > 0} testid={is_first(at, "registry-image-from")}
                    problem={RegistryForm::name_problem(from).map(told)}
                    on_change={change(|form, at, typed| form.images[at].0 = typed, at)} />
                <span class="mapping-arrow" aria-hidden="true">{ "→" }</span>
                <Field id={format!("registry-image-to-{at}")} label={text!("registry-to")} value={to.clone()}
                    placeholder="cruddur-python" label_hidden={at > 0} testid={is_first(at, "registry-image-to")}
                    problem={RegistryForm::name_problem(to).map(told)}
                    on_change={change(|form, at, typed| form.images[at].1 = typed, at)} />
                <Button label={text!("registry-remove")} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                    disabled={form.images.is_empty()} onclick={remove} />
            </div>
        }
    });
    let add = change(|form, _, _| form.images.push(<(String, String)>::default()), 0).reform(|()| String::new());
    html! {
        <section class="registry" aria-label={text!("registry-title")}>
            <Field id="registry-host" label={text!("registry-host")} value={form.host.clone()}
                placeholder="123456789012.dkr.ecr.us-east-1.amazonaws.com" testid="registry-host"
                problem={form.host_problem().map(told)}
                on_change={change(|form, _, typed| form.host = typed, 0)} />
            <div class="mappings">
                { for mappings }
                <Button label={text!("registry-add")} symbol={Symbol::Plus} kind={ButtonKind::Quiet} onclick={add} />
            </div>
        </section>
    }
}

fn told((part, error): (String, ImageError)) -> String {
    if part.is_empty() {
        return error.to_string();
    }
    text!("registry-problem", part = &part, why = &error.to_string())
}
