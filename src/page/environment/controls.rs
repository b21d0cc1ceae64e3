use dockerfile_playground::simulate::environment::{Reader, World, releases};
use yew::prelude::*;

use super::Form;
use crate::page::state::Action;
use crate::page::widgets::{Choice, ChoiceItem, Select, SelectItem, Switch};

/// What [`Controls`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ControlsProps {
    pub(super) form: Form,
    /// Every variable to choose from.
    pub(super) names: Vec<String>,
    /// The variable on show.
    pub(super) name: AttrValue,
    /// Services or containers, where there are several.
    pub(super) services: Vec<String>,
    pub(super) has_secrets: bool,
    pub(super) shows_secrets: bool,
    pub(super) on_secrets: Callback<()>,
    pub(super) dispatch: Callback<Action>,
}

const WORLDS: [(World, &str, &str); 6] = [
    (World::Local, "Local process", "env-scenario-local"),
    (World::DockerRun, "docker run", "env-scenario-docker-run"),
    (World::Compose, "Compose", "env-scenario-compose"),
    (World::Ecs, "ECS / Fargate", "env-scenario-ecs"),
    (World::Kubernetes, "Kubernetes", "env-scenario-kubernetes"),
    (World::StaticFrontEnd, "Static front end", "env-scenario-static"),
];

const PROGRAMS: [(Reader, &str); 7] = [
    (Reader::PythonDotenv, "load_dotenv() of python-dotenv"),
    (Reader::Flask, "flask run"),
    (Reader::Gunicorn, "gunicorn"),
    (Reader::PydanticSettings, "BaseSettings of pydantic-settings"),
    (Reader::Dotenv, "dotenv for Node.js"),
    (Reader::DotenvExpand, "dotenv and dotenv-expand"),
    (Reader::NodeEnvFile, "node --env-file"),
];

const BUNDLERS: [(Reader, &str); 3] =
    [(Reader::CreateReactApp, "Create React App"), (Reader::Vite, "Vite"), (Reader::Next, "Next.js")];

/// What is asked: the scenario, the variable, the tool with its release, the service.
#[component]
pub(super) fn Controls(props: &ControlsProps) -> Html {
    let ControlsProps { form, dispatch, .. } = props;
    let change = |edit: fn(&mut Form, String)| {
        let form = form.clone();
        dispatch.reform(move |typed: String| {
            let mut form = form.clone();
            edit(&mut form, typed);
            Action::EnvironmentChanged(Box::new(form))
        })
    };
    let worlds =
        WORLDS.map(|(_, label, testid)| ChoiceItem { label: label.into(), symbol: None, testid: Some(testid) });
    let selected = WORLDS.iter().position(|(world, ..)| *world == form.world).unwrap_or(0);
    let on_world = {
        let form = form.clone();
        dispatch.reform(move |index: usize| {
            let world = WORLDS.get(index).map_or(form.world, |(world, ..)| *world);
            Action::EnvironmentChanged(Box::new(Form { world, version: String::new(), ..form.clone() }))
        })
    };
    let names = props.names.iter().map(|name| SelectItem::new(name.clone(), name.clone())).collect::<Vec<_>>();
    let services = props.services.iter().map(|name| SelectItem::new(name.clone(), name.clone())).collect::<Vec<_>>();
    let service = props.services.iter().find(|name| **name == form.service).or_else(|| props.services.first());
    html! {
        <div class="environment-controls">
            <Choice label="What starts the program" items={worlds.to_vec()} {selected} on_choose={on_world}
                testid="env-scenario" />
            <Select id="env-variable" label="Variable" items={names} selected={&props.name} testid="env-variable"
                on_choose={change(|form, typed| form.variable = typed)} />
            if services.len() > 1 {
                <Select id="env-service" label={if form.world == World::Compose { "Service" } else { "Container" }}
                    items={services} selected={service.cloned().unwrap_or_default()} testid="env-service"
                    on_choose={change(|form, typed| form.service = typed)} />
            }
            { tool(form, dispatch) }
            { release(form, &change(|form, typed| form.version = typed)) }
            { override_switch(form, &change(|form, _| form.override_existing = !form.override_existing)) }
            if props.has_secrets {
                <Switch is_on={props.shows_secrets} testid="env-show-secrets" on_toggle={&props.on_secrets}>
                    { "Show secrets" }
                </Switch>
            }
        </div>
    }
}

/// The tool that has the last word.
fn tool(form: &Form, dispatch: &Callback<Action>) -> Html {
    let is_bundle = form.world == World::StaticFrontEnd;
    let (label, tools): (_, &'static [(Reader, &str)]) =
        if is_bundle { ("The bundle is built by", &BUNDLERS) } else { ("The program reads .env with", &PROGRAMS) };
    let items = tools.iter().enumerate().map(|(index, (_, name))| SelectItem::new(index.to_string(), *name));
    let selected = tools.iter().position(|(reader, _)| *reader == form.tool()).unwrap_or(0);
    let on_choose = {
        let form = form.clone();
        dispatch.reform(move |typed: String| {
            let mut form = Form { version: String::new(), ..form.clone() };
            if let Some((reader, _)) = typed.parse().ok().and_then(|index: usize| tools.get(index)) {
                if is_bundle {
                    form.bundler = *reader;
                } else {
                    form.program = *reader;
                }
            }
            Action::EnvironmentChanged(Box::new(form))
        })
    };
    html! {
        <Select id="env-tool" {label} items={items.collect::<Vec<_>>()} selected={selected.to_string()} testid="env-tool"
            {on_choose} />
    }
}

/// Its release, where releases differ.
fn release(form: &Form, on_choose: &Callback<String>) -> Html {
    let known = releases(form.tool());
    if known.len() < 2 {
        return Html::default();
    }
    let items = known.iter().enumerate().map(|(index, release)| {
        // The newest is what an empty form means, today and after the next release.
        let value = if index == 0 { "" } else { release.version };
        let differs = if index == 0 { "newest" } else { release.differs };
        SelectItem::new(value, format!("{} · {differs}", release.version))
    });
    html! {
        <Select id="env-version" label="Release" items={items.collect::<Vec<_>>()} selected={form.version.clone()}
            testid="env-version" on_choose={on_choose.clone()} />
    }
}

/// The one switch that makes part of the tutorial's order true.
fn override_switch(form: &Form, on_toggle: &Callback<String>) -> Html {
    let code = match form.tool() {
        Reader::PythonDotenv => "load_dotenv(override=True)",
        Reader::Dotenv | Reader::DotenvExpand => "config({ override: true })",
        _ => return Html::default(),
    };
    html! {
        <Switch is_on={form.override_existing} testid="env-override" on_toggle={on_toggle.reform(|()| String::new())}>
            <code>{ code }</code>
        </Switch>
    }
}
