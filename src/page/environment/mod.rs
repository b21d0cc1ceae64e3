//! Which value a variable gets, and what it beat.

mod advice;
mod claim;
mod controls;
mod form;
mod ladder;
mod secret;
mod source;
mod source_field;
mod sources;
mod table;

use std::rc::Rc;

use dockerfile_playground::simulate::environment::{Problem, Reader, Resolution, World, resolve};
use yew::prelude::*;

use self::advice::advice;
use self::claim::Claim;
use self::controls::Controls;
pub(crate) use self::form::Form;
use self::ladder::Ladder;
use self::secret::is_secret;
use self::source::{Source, Texts};
use self::sources::Sources;
use self::table::{Table, values};
use super::files::Files;
use super::hooks::Snapshot;
use super::state::Action;
use super::texts::text;
use super::widgets::{Symbol, icon, inline};

/// What [`EnvironmentPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EnvironmentPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) form: Form,
    /// The project's files; one of them may be a source.
    pub(crate) files: Option<Rc<Files>>,
    pub(crate) dispatch: Callback<Action>,
}

/// Which value a variable gets, and what it beat.
#[component]
pub(crate) fn EnvironmentPanel(props: &EnvironmentPanelProps) -> Html {
    let EnvironmentPanelProps { snapshot, form, files, dispatch } = props;
    let shows_secrets = use_state(|| false);
    let dockerfile = use_memo(snapshot.project.dockerfile.clone(), |text| Rc::<str>::from(text.as_str()));
    let answer = use_memo((form.clone(), files.clone(), dockerfile.clone()), |(form, files, dockerfile)| {
        let texts = Texts { form, files: files.as_deref().map(|files| &files.texts), dockerfile };
        Answer::new(form, &texts)
    });
    let Answer { resolution, problems, name, services } = &*answer;
    let variable = resolution.variables.get(name).cloned();
    let is_covered = |name: &str| {
        let values = resolution.variables.get(name).into_iter().flat_map(values);
        !*shows_secrets && is_secret(name, values)
    };
    let on_secrets = {
        let shows_secrets = shows_secrets.clone();
        Callback::from(move |()| shows_secrets.set(!*shows_secrets))
    };
    let on_choose = {
        let form = form.clone();
        dispatch.reform(move |variable: String| Action::EnvironmentChanged(Box::new(Form { variable, ..form.clone() })))
    };
    let sources = Source::of(form.world);
    let open = sources.iter().find(|it| **it == form.source).or_else(|| sources.first()).copied().unwrap_or_default();
    let texts = Texts { form, files: files.as_deref().map(|files| &files.texts), dockerfile: &dockerfile };
    let elsewhere = problems.iter().filter(|it| it.file.as_deref() != Some(texts.path(open)));
    html! {
        <div class="environment">
            <div class="panel-head">
                <h2>{ if form.world == World::StaticFrontEnd { text!("env-title-static") } else { text!("env-title") } }</h2>
            </div>
            <Controls form={form.clone()} names={resolution.variables.keys().cloned().collect::<Vec<_>>()} name={name.clone()}
                services={services.clone()} has_secrets={resolution.variables.iter().any(|(name, it)| is_secret(name, values(it)))}
                shows_secrets={*shows_secrets} {on_secrets} dispatch={dispatch.clone()} />
            <div class="environment-answer">
                <div class="environment-verdict">
                    <Ladder name={name.clone()} variable={variable.clone()} is_covered={is_covered(name)} />
                    { advice(form, name, variable.as_ref()) }
                </div>
                <div class="environment-sources">
                    <Sources form={form.clone()} files={files.clone()} dockerfile={(*dockerfile).clone()} {open}
                        problems={problems.clone()} variable={variable.clone()} dispatch={dispatch.clone()} />
                    { problem_list(elsewhere) }
                </div>
            </div>
            <Table caption={text!("env-all")} variables={resolution.variables.clone()} selected={AttrValue::from(name.clone())}
                shows_secrets={*shows_secrets} on_choose={Some(on_choose)} testid="env-table" />
            if !resolution.settings.is_empty() {
                <Table caption={text!("env-settings")} variables={resolution.settings.clone()}
                    shows_secrets={*shows_secrets} testid="env-settings" />
            }
            if has_claim(form) {
                <Claim question={form.question(&texts, name)} actual={variable.and_then(|it| it.value)} is_covered={is_covered(name)} />
            }
        </div>
    }
}

/// The tutorial speaks of a Python program, on a machine, in compose or on ECS.
fn has_claim(form: &Form) -> bool {
    let is_python = matches!(form.program, Reader::PythonDotenv | Reader::Flask | Reader::Gunicorn);
    is_python && !matches!(form.world, World::StaticFrontEnd | World::Kubernetes)
}

/// What follows from the sources.
struct Answer {
    resolution: Resolution,
    problems: Vec<Problem>,
    /// The variable on show.
    name: String,
    services: Vec<String>,
}

impl Answer {
    fn new(form: &Form, texts: &Texts<'_>) -> Self {
        let resolution = resolve(&form.scenario(texts));
        let mut problems = resolution.errors.clone();
        problems.extend(texts.problems());
        let wanted = resolution.variables.contains_key(&form.variable);
        // Where nothing mentions the variable, the one that most places fight over tells most.
        let most = resolution.variables.iter().rev().max_by_key(|(_, variable)| variable.shadowed.len());
        let name = most.filter(|_| !wanted).map_or(&form.variable, |(name, _)| name).clone();
        Self { services: form.services(texts), resolution, problems, name }
    }
}

/// What the tools would refuse or warn about elsewhere.
fn problem_list<'a>(problems: impl Iterator<Item = &'a Problem>) -> Html {
    let rows: Vec<_> = problems
        .take(12)
        .map(|problem| {
            let place = match (&problem.file, problem.line) {
                (Some(file), Some(line)) => text!("env-problem-place", file = file, line = line),
                (Some(file), None) => text!("env-problem-file", file = file),
                _ => String::new(),
            };
            html! { <li>{ icon(Symbol::Warning) }<span>{ place }{ " " }{ inline(&problem.message) }</span></li> }
        })
        .collect();
    html! {
        if !rows.is_empty() {
            <ul class="environment-problems" data-testid="env-problems" aria-label={text!("env-problems-elsewhere")}>{ for rows }</ul>
        }
    }
}
