use std::collections::BTreeMap;
use std::rc::Rc;

use dockerfile_playground::simulate::environment::{Problem, Variable, World};
use yew::prelude::*;

use super::Form;
use super::source::{Source, Texts};
use super::source_field::{Mark, SourceField};
use crate::page::files::Files;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Switch, TabItem, Tabs, inline};

/// What [`Sources`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SourcesProps {
    pub(super) form: Form,
    pub(super) files: Option<Rc<Files>>,
    pub(super) dockerfile: Rc<str>,
    /// The source whose tab is open.
    pub(super) open: Source,
    /// What is wrong with all of them.
    pub(super) problems: Vec<Problem>,
    /// The variable on show, to mark its lines.
    pub(super) variable: Option<Variable>,
    pub(super) dispatch: Callback<Action>,
}

/// Every place that may give a variable its value, to be edited.
#[component]
pub(super) fn Sources(props: &SourcesProps) -> Html {
    let SourcesProps { form, files, dockerfile, open, problems, variable, dispatch } = props;
    let texts = Texts { form, files: files.as_deref().map(|files| &files.texts), dockerfile };
    let sources = Source::of(form.world);
    let selected = sources.iter().position(|it| it == open).unwrap_or(0);
    let of = |source: Source| {
        let path = texts.path(source);
        problems.iter().filter(move |problem| problem.file.as_deref() == Some(path))
    };
    let items = sources.iter().map(|source| {
        let count = of(*source).count();
        let label = texts.file(*source).map_or_else(|| source.label(), |(path, _)| path.into());
        TabItem { id: source.id(), label, count: (count > 0).then_some(count) }
    });
    let on_select = {
        let form = form.clone();
        dispatch.reform(move |index: usize| {
            let source = Source::of(form.world).get(index).copied().unwrap_or(form.source);
            Action::EnvironmentChanged(Box::new(Form { source, ..form.clone() }))
        })
    };
    let on_change = {
        let (form, files, dockerfile, source) = (form.clone(), files.clone(), dockerfile.clone(), *open);
        dispatch.reform(move |typed: String| {
            Texts { form: &form, files: files.as_deref().map(|files| &files.texts), dockerfile: &dockerfile }
                .typed(source, typed)
        })
    };
    let on_copy = {
        let form = form.clone();
        dispatch.reform(move |()| {
            Action::EnvironmentChanged(Box::new(Form { dotenv_in_image: !form.dotenv_in_image, ..form.clone() }))
        })
    };
    let path = texts.path(*open);
    let testid = open.testid();
    html! {
        <section class="sources" aria-labelledby="env-sources-title">
            <div class="panel-head">
                <h3 id="env-sources-title">{ text!("env-sources-title") }</h3>
                <Button label={text!("env-reset")} kind={ButtonKind::Quiet} spoken={text!("env-reset-spoken")}
                    onclick={dispatch.reform(|()| Action::EnvironmentChanged(Box::default()))} />
            </div>
            <Tabs label={text!("env-sources")} items={items.collect::<Vec<_>>()} {selected} {on_select}>
                <SourceField key={open.id()} id={testid} label={open.label()} hint={open.hint()} value={texts.text(*open).to_owned()}
                    problems={of(*open).cloned().collect::<Vec<_>>()} marks={marks(path, variable.as_ref())}
                    is_shown_only={*open == Source::Dockerfile} {testid} {on_change} />
                if *open == Source::Dotenv && form.world != World::Local {
                    <Switch is_on={form.dotenv_in_image} testid="env-dotenv-in-image" on_toggle={on_copy}>
                        { inline(&text!("env-dotenv-in-image")) }
                    </Switch>
                }
            </Tabs>
        </section>
    }
}

/// The lines of the file that speak of the variable.
fn marks(path: &str, variable: Option<&Variable>) -> BTreeMap<usize, Mark> {
    let Some(variable) = variable else { return BTreeMap::new() };
    let here = |file: &Option<String>| file.as_deref() == Some(path);
    let losers = variable.shadowed.iter().filter(|loser| here(&loser.file)).filter_map(|loser| loser.line);
    let winner = variable.line.filter(|_| here(&variable.file) && variable.value.is_some());
    losers.map(|line| (line, Mark::Loses)).chain(winner.map(|line| (line, Mark::Wins))).collect()
}
