use dockerfile_playground::simulate::environment::{Reader, World, releases};
use yew::prelude::*;

use super::Form;
use crate::page::state::Action;
use crate::page::texts::text;
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

const WORLDS: [(World, &str); 6] = [
    (World::Local, "env-scenario-local"),
    (World::DockerRun, "env-scenario-docker-run"),
    (World::Compose, "env-scenario-compose"),
    (World::Ecs, "env-scenario-ecs"),
    (World::Kubernetes, "env-scenario-kubernetes"),
    (World::StaticFrontEnd, "env-scenario-static"),
];

fn world_name(world: World) -> AttrValue {
    match world {
        World::Local => text!("env-world-local").into(),
        World::DockerRun => "docker run".into(),
        World::Compose => "Compose".into(),
        World::Ecs => "ECS / Fargate".into(),
        World::Kubernetes => "Kubernetes".into(),
        World::StaticFrontEnd => text!("env-world-static").into(),
    }
}

const PROGRAMS: [Reader; 7] = [
    Reader::PythonDotenv,
    Reader::Flask,
    Reader::Gunicorn,
    Reader::PydanticSettings,
    Reader::Dotenv,
    Reader::DotenvExpand,
    Reader::NodeEnvFile,
];

const BUNDLERS: [Reader; 3] = [Reader::CreateReactApp, Reader::Vite, Reader::Next];

fn tool_name(tool: Reader) -> AttrValue {
    match tool {
        Reader::PythonDotenv => text!("env-tool-python-dotenv").into(),
        Reader::Flask => "flask run".into(),
        Reader::Gunicorn => "gunicorn".into(),
        Reader::PydanticSettings => text!("env-tool-pydantic-settings").into(),
        Reader::Dotenv => text!("env-tool-dotenv").into(),
        Reader::DotenvExpand => text!("env-tool-dotenv-expand").into(),
        Reader::NodeEnvFile => "node --env-file".into(),
        Reader::CreateReactApp => "Create React App".into(),
        Reader::Vite => "Vite".into(),
        Reader::Next => "Next.js".into(),
        _ => AttrValue::default(),
    }
}

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
        WORLDS.map(|(world, testid)| ChoiceItem { label: world_name(world), symbol: None, testid: Some(testid) });
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
            <Choice label={text!("env-world")} items={worlds.to_vec()} {selected} on_choose={on_world}
                testid="env-scenario" />
            <Select id="env-variable" label={text!("env-variable")} items={names} selected={&props.name} testid="env-variable"
                on_choose={change(|form, typed| form.variable = typed)} />
            if services.len() > 1 {
                <Select id="env-service" label={if form.world == World::Compose { text!("env-service") } else { text!("env-container") }}
                    items={services} selected={service.cloned().unwrap_or_default()} testid="env-service"
                    on_choose={change(|form, typed| form.service = typed)} />
            }
            { tool(form, dispatch) }
            { release(form, &change(|form, typed| form.version = typed)) }
            { override_switch(form, &change(|form, _| form.override_existing = !form.override_existing)) }
            if props.has_secrets {
                <Switch is_on={props.shows_secrets} testid="env-show-secrets" on_toggle={&props.on_secrets}>
                    { text!("env-show-secrets") }
                </Switch>
            }
        </div>
    }
}

/// The tool that has the last word.
fn tool(form: &Form, dispatch: &Callback<Action>) -> Html {
    let is_bundle = form.world == World::StaticFrontEnd;
    let (label, tools): (_, &'static [Reader]) =
        if is_bundle { (text!("env-bundler"), &BUNDLERS) } else { (text!("env-program"), &PROGRAMS) };
    let items = tools.iter().enumerate().map(|(index, tool)| SelectItem::new(index.to_string(), tool_name(*tool)));
    let selected = tools.iter().position(|tool| *tool == form.tool()).unwrap_or(0);
    let on_choose = {
        let form = form.clone();
        dispatch.reform(move |typed: String| {
            let mut form = Form { version: String::new(), ..form.clone() };
            if let Some(tool) = typed.parse().ok().and_then(|index: usize| tools.get(index)) {
                if is_bundle {
                    form.bundler = *tool;
                } else {
                    form.program = *tool;
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
        let differs = if index == 0 { text!("env-release-newest") } else { release.differs.to_owned() };
        SelectItem::new(value, format!("{} · {differs}", release.version))
    });
    html! {
        <Select id="env-version" label={text!("env-release")} items={items.collect::<Vec<_>>()} selected={form.version.clone()}
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
