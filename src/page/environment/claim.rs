use dockerfile_playground::simulate::environment::World;
use dockerfile_playground::simulate::environment::claim::{TutorialAnswer, TutorialQuestion, Verdict, tutorial_claim};
use yew::prelude::*;

use super::ladder::{place, shown};
use crate::page::widgets::{Icon, Symbol, inline};

/// What [`Claim`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ClaimProps {
    pub(super) question: TutorialQuestion,
    /// The value that the program sees.
    pub(super) actual: Option<String>,
    /// Values are covered.
    pub(super) is_covered: bool,
}

/// The order that a tutorial teaches, beside what happens, with a verdict on each of its sentences.
#[component]
pub(super) fn Claim(props: &ClaimProps) -> Html {
    let answer = tutorial_claim(&props.question);
    let is_covered = props.is_covered;
    let agrees = answer.claimed_value == props.actual;
    let (symbol, tone) = if agrees { (Symbol::Done, "right") } else { (Symbol::Error, "wrong") };
    let ranks = answer.claimed.iter().map(|rank| {
        html! {
            <li>
                <span>{ &rank.layer }</span>
                if rank.value.is_some() {
                    <code>{ shown(rank.value.as_deref(), is_covered) }</code>
                } else {
                    <em>{ "nothing here" }</em>
                }
            </li>
        }
    });
    let verdicts = answer.verdicts.iter().map(|it| {
        let (symbol, name, word) = verdict(it.verdict);
        html! {
            <li class="claim" data-testid="env-claim" data-verdict={name}>
                <span class="claim-verdict"><Icon {symbol} />{ word }</span>
                <p class="claim-sentence">{ format!("“{}”", it.sentence) }</p>
                <p class="claim-why">{ inline(&it.why) }</p>
            </li>
        }
    });
    html! {
        <section class="tutorial" aria-labelledby="env-tutorial-title">
            <h3 id="env-tutorial-title">{ "A tutorial's order, checked" }</h3>
            <div class="tutorial-columns">
                <div class="tutorial-list">
                    <h4>{ "The tutorial says" }</h4>
                    <ol>{ for ranks }</ol>
                </div>
                <div class="tutorial-truth">
                    <h4>
                        <code>{ if props.question.override_existing { "load_dotenv(override=True)" } else { "load_dotenv()" } }</code>
                        { " does" }
                    </h4>
                    { truth(&answer, props.question.world, props.question.override_existing, is_covered) }
                </div>
            </div>
            <p class="tutorial-summary" data-tone={tone}>
                <Icon {symbol} />
                <span>
                    if agrees {
                        { "Here the list predicts the right value." }
                    } else {
                        { "The list predicts " }{ shown(answer.claimed_value.as_deref(), is_covered) }
                        { ", the program sees " }{ shown(props.actual.as_deref(), is_covered) }{ "." }
                    }
                </span>
            </p>
            <ul class="claims">{ for verdicts }</ul>
        </section>
    }
}

/// The places of the list as they really lie: three of them are one, and the file lies below it or above.
fn truth(answer: &TutorialAnswer, world: World, override_existing: bool, is_covered: bool) -> Html {
    let actual = &answer.actual;
    let layers =
        std::iter::once((actual.source.as_str(), actual.file.as_deref(), actual.line, actual.value.as_deref())).chain(
            actual.shadowed.iter().map(|it| (it.source.as_str(), it.file.as_deref(), it.line, it.value.as_deref())),
        );
    let (files, process): (Vec<_>, Vec<_>) = layers.partition(|(source, ..)| source.starts_with("load_dotenv"));
    let row = |(source, _, _, value): &(&str, Option<&str>, Option<usize>, Option<&str>)| {
        html! { <li><span>{ place(source, None, None) }</span><code>{ shown(*value, is_covered) }</code></li> }
    };
    let process = html! {
        <li class="truth-box">
            <strong>{ "The process environment" }</strong>
            <span class="truth-note">{ "one layer when Python starts; the first line is what is in it" }</span>
            <ul>{ for process.iter().filter(|it| arrives(world, it.0)).map(row) }</ul>
        </li>
    };
    let files = html! {
        <li class="truth-box" data-lifted={override_existing.then_some("")}>
            <strong>{ ".env" }</strong>
            <span class="truth-note">{ if override_existing { "overwrites everything" } else { "fills holes only" } }</span>
            <ul>{ for files.iter().map(row) }</ul>
        </li>
    };
    let default = html! {
        <li class="truth-box">
            <strong>{ "The default in the code" }</strong>
            <span class="truth-note">{ "counts only where the variable is absent, not where it is empty" }</span>
        </li>
    };
    html! {
        <ol class="truth">
            if override_existing { { files.clone() } }
            { process }
            if !override_existing { { files } }
            { default }
        </ol>
    }
}

/// Whether a place of the list has a say in the process environment there at all.
fn arrives(world: World, source: &str) -> bool {
    match source.split(' ').next().unwrap_or_default() {
        "compose" => world == World::Compose,
        "ECS" => world == World::Ecs,
        "Kubernetes" => world == World::Kubernetes,
        "system" | "process" => world == World::Local,
        "host" | "not" => false,
        _ => true,
    }
}

const fn verdict(verdict: Verdict) -> (Symbol, &'static str, &'static str) {
    match verdict {
        Verdict::Right => (Symbol::Done, "right", "right"),
        Verdict::Inverted => (Symbol::Error, "inverted", "the other way round"),
        Verdict::CategoryError => (Symbol::Blocked, "category-error", "never meet"),
        Verdict::Incomplete => (Symbol::Partly, "incomplete", "incomplete"),
    }
}
