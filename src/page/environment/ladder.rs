use dockerfile_playground::simulate::environment::{Variable, When};
use yew::prelude::*;

use crate::page::widgets::{Icon, Symbol, inline};

/// What [`Ladder`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LadderProps {
    pub(super) name: AttrValue,
    /// The variable; `None` where nothing mentions it.
    pub(super) variable: Option<Variable>,
}

/// The value that wins on top, everything that it beat below, each with the rule that decided.
#[component]
pub(super) fn Ladder(props: &LadderProps) -> Html {
    let Some(variable) = &props.variable else {
        return html! {
            <div class="winner" data-testid="env-winner" data-value="">
                <p class="winner-value">{ &props.name }{ " is not set" }</p>
                <p class="winner-when">{ "Nothing below mentions it." }</p>
            </div>
        };
    };
    let losers = variable.shadowed.iter().map(|loser| {
        html! {
            <li class="loser" data-testid="env-loser" data-source={loser.source.clone()}>
                <div class="loser-head">
                    <s class="loser-value"><span class="visually-hidden">{ "loses: " }</span>{ value(loser.value.as_deref()) }</s>
                    <span class="loser-source">{ place(&loser.source, loser.file.as_deref(), loser.line) }</span>
                </div>
                <p class="loser-because">{ inline(&loser.because) }</p>
            </li>
        }
    });
    html! {
        <div class="ladder">
            <div class="winner" data-testid="env-winner" data-value={variable.value.clone()} data-source={variable.source.clone()}>
                <p class="winner-value">
                    <Icon symbol={Symbol::Winner} />
                    <span>{ &props.name }{ " = " }<strong>{ value(variable.value.as_deref()) }</strong></span>
                </p>
                <p class="winner-source">
                    { "from " }{ place(&variable.source, variable.file.as_deref(), variable.line) }
                </p>
                <p class="winner-when"><span class="when" data-when={when_name(variable.when)}>{ when_name(variable.when) }</span>
                    { &variable.changes }</p>
            </div>
            if variable.shadowed.is_empty() {
                <p class="lead">{ "No other place offers a value." }</p>
            } else {
                <ol class="losers" aria-label="What it beats, strongest first">{ for losers }</ol>
            }
        </div>
    }
}

fn value(value: Option<&str>) -> Html {
    match value {
        None => html! { <em>{ "not set" }</em> },
        Some("") => html! { <em>{ "empty" }</em> },
        Some(value) => html! { { value.to_owned() } },
    }
}

fn place(source: &str, file: Option<&str>, line: Option<usize>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => format!("{source} ({file}, line {line})"),
        (Some(file), None) => format!("{source} ({file})"),
        _ => source.to_owned(),
    }
}

const fn when_name(when: When) -> &'static str {
    match when {
        When::Build => "build",
        When::Image => "image",
        When::Run => "container start",
        When::Process => "process start",
    }
}
