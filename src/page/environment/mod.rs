//! Which value a variable gets, and what it beat.

mod claim;
mod form;
mod ladder;
mod sources;

use std::collections::BTreeSet;
use std::rc::Rc;

use dockerfile_playground::simulate::environment::{Resolution, World, resolve};
use yew::prelude::*;

use self::claim::Claim;
pub(crate) use self::form::Form;
use self::form::image_env;
use self::ladder::Ladder;
use self::sources::Sources;
use super::hooks::Snapshot;
use super::state::Action;
use super::widgets::{Choice, ChoiceItem, Icon, Select, SelectItem, Switch, Symbol, inline};

/// What [`EnvironmentPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EnvironmentPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) form: Form,
    pub(crate) dispatch: Callback<Action>,
}

const WORLDS: [(World, &str, &str); 4] = [
    (World::Local, "Local process", "env-scenario-local"),
    (World::DockerRun, "docker run", "env-scenario-docker-run"),
    (World::Compose, "Compose", "env-scenario-compose"),
    (World::Ecs, "ECS / Fargate", "env-scenario-ecs"),
];

/// Which value a variable gets, and what it beat.
#[component]
pub(crate) fn EnvironmentPanel(props: &EnvironmentPanelProps) -> Html {
    let EnvironmentPanelProps { snapshot, form, dispatch } = props;
    let image = use_memo(snapshot.project.dockerfile.clone(), |_| image_env(&snapshot.project));
    let resolution =
        use_memo((form.clone(), image.clone()), |(form, image)| resolve(&form.scenario((**image).clone())));
    let change = |edit: fn(&mut Form, String)| {
        let form = form.clone();
        dispatch.reform(move |typed: String| {
            let mut form = form.clone();
            edit(&mut form, typed);
            Action::EnvironmentChanged(form)
        })
    };
    let worlds =
        WORLDS.map(|(_, label, testid)| ChoiceItem { label: label.into(), symbol: None, testid: Some(testid) });
    let selected = WORLDS.iter().position(|(world, ..)| *world == form.world).unwrap_or(0);
    let on_world = {
        let (form, dispatch) = (form.clone(), dispatch.clone());
        dispatch.reform(move |index: usize| {
            let world = WORLDS.get(index).map_or(form.world, |(world, ..)| *world);
            Action::EnvironmentChanged(Form { world, ..form.clone() })
        })
    };
    let on_override = change(|form, _| form.override_existing = !form.override_existing).reform(|()| String::new());
    let variable = resolution.variables.get(&form.variable).cloned();
    html! {
        <div class="environment">
            <div class="panel-head"><h2>{ "Which value does the program see?" }</h2></div>
            <div class="environment-controls">
                <Choice label="What starts the program" items={worlds.to_vec()} {selected} on_choose={on_world}
                    testid="env-scenario" />
                <Select id="env-variable" label="Variable" items={names(&resolution, &form.variable)}
                    selected={form.variable.clone()} testid="env-variable"
                    on_choose={change(|form, typed| form.variable = typed)} />
                <Switch is_on={form.override_existing} testid="env-override" on_toggle={on_override}>
                    <code>{ "load_dotenv(override=True)" }</code>
                </Switch>
            </div>
            { problems(&resolution) }
            <div class="environment-answer">
                <Ladder name={form.variable.clone()} variable={variable.clone()} />
                <Sources form={form.clone()} image={(*image).clone()} dispatch={dispatch.clone()} />
            </div>
            <Claim question={form.question(&image)} actual={variable.and_then(|it| it.value)} />
        </div>
    }
}

/// The variables to choose from, the one on show always among them.
fn names(resolution: &Resolution, shown: &str) -> Vec<SelectItem> {
    let names: BTreeSet<&str> = resolution.variables.keys().map(String::as_str).chain([shown]).collect();
    names.into_iter().map(|name| SelectItem::new(name.to_owned(), name.to_owned())).collect()
}

/// What the tools would refuse or warn about.
fn problems(resolution: &Resolution) -> Html {
    let rows = resolution.errors.iter().map(|problem| {
        let place = match (&problem.file, problem.line) {
            (Some(file), Some(line)) => format!("{file}, line {line}: "),
            (Some(file), None) => format!("{file}: "),
            _ => String::new(),
        };
        html! { <li><Icon symbol={Symbol::Warning} /><span>{ place }{ inline(&problem.message) }</span></li> }
    });
    html! {
        if !resolution.errors.is_empty() {
            <ul class="environment-problems" data-testid="env-problems">{ for rows }</ul>
        }
    }
}
