use dockerfile_playground::simulate::environment::{Variable, When};
use yew::prelude::*;

use super::secret::COVER;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

/// What [`Ladder`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LadderProps {
    pub(super) name: AttrValue,
    /// The variable; `None` where nothing mentions it.
    pub(super) variable: Option<Variable>,
    /// Its values are covered.
    pub(super) is_covered: bool,
}

/// The value that wins on top, everything that it beat below, each with the rule that decided.
#[component]
pub(super) fn Ladder(props: &LadderProps) -> Html {
    let LadderProps { name, variable, is_covered } = props;
    let Some(variable) = variable else {
        return html! {
            <div class="winner" data-testid="env-winner" data-value="">
                <p class="winner-value">{ text!("env-not-set-name", name = name) }</p>
                <p class="winner-when">{ text!("env-not-mentioned") }</p>
            </div>
        };
    };
    let losers = variable.shadowed.iter().map(|loser| {
        html! {
            <li class="loser" data-testid="env-loser" data-source={loser.source.clone()}>
                <div class="loser-head">
                    <s class="loser-value">
                        <span class="visually-hidden">{ text!("env-loses") }{ " " }</span>
                        { shown(loser.value.as_deref(), *is_covered) }
                    </s>
                    <span class="loser-source">{ place(&loser.source, loser.file.as_deref(), loser.line) }</span>
                    <span class="when" data-when={when_id(loser.when)}>{ when_name(loser.when) }</span>
                </div>
                <p class="loser-because">{ inline(&loser.because) }</p>
            </li>
        }
    });
    let exposed = variable.value.clone().filter(|_| !*is_covered);
    let is_set = variable.value.is_some();
    html! {
        <div class="ladder">
            <div class="winner" data-testid="env-winner" data-value={exposed} data-source={variable.source.clone()}
                data-set={is_set.to_string()}>
                <p class="winner-value">
                    { icon(if is_set { Symbol::Winner } else { Symbol::Nothing }) }
                    <span>{ name }{ " = " }<strong>{ shown(variable.value.as_deref(), *is_covered) }</strong></span>
                </p>
                <p class="winner-source">
                    { text!("env-from", place = &place(&variable.source, variable.file.as_deref(), variable.line)) }
                </p>
                if let Some(written) = variable.written.as_ref().filter(|_| !*is_covered) {
                    <p class="winner-written">{ inline(&text!("env-written", written = written)) }</p>
                }
                <p class="winner-when">
                    <span class="when" data-when={when_id(variable.when)}>{ when_name(variable.when) }</span>
                    <span>{ &variable.changes }</span>
                </p>
            </div>
            if variable.shadowed.is_empty() {
                <p class="lead">{ text!("env-alone") }</p>
            } else {
                <ol class="losers" aria-label={text!("env-losers")}>{ for losers }</ol>
            }
        </div>
    }
}

/// A value as people read it: absent, empty, covered or itself.
pub(super) fn shown(value: Option<&str>, is_covered: bool) -> Html {
    match value {
        None => html! { <em>{ text!("env-value-not-set") }</em> },
        Some("") => html! { <em>{ text!("env-value-empty") }</em> },
        Some(_) if is_covered => {
            html! { <><span aria-hidden="true">{ COVER }</span><span class="visually-hidden">{ text!("env-value-covered") }</span></> }
        }
        Some(value) => html! { { value.to_owned() } },
    }
}

/// The same within a sentence.
pub(super) fn told(value: Option<String>) -> String {
    match value {
        None => text!("env-value-not-set"),
        Some(value) if value.is_empty() => text!("env-value-empty"),
        Some(value) => value,
    }
}

/// A source with its file and line.
pub(super) fn place(source: &str, file: Option<&str>, line: Option<usize>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => text!("env-place", source = source, file = file, line = line),
        (Some(file), None) => format!("{source} ({file})"),
        _ => source.to_owned(),
    }
}

/// When a value is fixed.
pub(super) fn when_name(when: When) -> String {
    match when {
        When::Build => text!("env-when-build"),
        When::Image => text!("env-when-image"),
        When::Run => text!("env-when-run"),
        When::Process => text!("env-when-process"),
    }
}

/// The same for the style sheet and tests.
pub(super) const fn when_id(when: When) -> &'static str {
    match when {
        When::Build => "build",
        When::Image => "image",
        When::Run => "run",
        When::Process => "process",
    }
}
