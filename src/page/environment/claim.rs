use dockerfile_playground::simulate::environment::claim::{TutorialQuestion, Verdict, tutorial_claim};
use yew::prelude::*;

use crate::page::widgets::{Icon, Symbol, inline};

/// What [`Claim`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ClaimProps {
    pub(super) question: TutorialQuestion,
    /// The value that the program sees.
    pub(super) actual: Option<String>,
}

/// The order that a tutorial teaches, beside what happens, with a verdict on each of its sentences.
#[component]
pub(super) fn Claim(props: &ClaimProps) -> Html {
    let answer = tutorial_claim(&props.question);
    let agrees = answer.claimed_value == props.actual;
    let shown = |value: Option<&str>| value.map_or_else(|| "nothing".to_owned(), str::to_owned);
    let (symbol, tone, summary) = if agrees {
        (Symbol::Done, "right", "Here the list predicts the right value.".to_owned())
    } else {
        let (claimed, actual) = (shown(answer.claimed_value.as_deref()), shown(props.actual.as_deref()));
        (Symbol::Error, "wrong", format!("The list predicts {claimed}, the program sees {actual}."))
    };
    let ranks = answer.claimed.iter().map(|rank| {
        html! {
            <li>
                { &rank.layer }
                if let Some(value) = &rank.value { <code>{ value }</code> } else { <em>{ "nothing here" }</em> }
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
        <section class="tutorial" aria-label="The tutorial's order">
            <h3>{ "A tutorial's order, checked" }</h3>
            <div class="tutorial-list">
                <p>{ "“In order of precedence”, it says:" }</p>
                <ol>{ for ranks }</ol>
                <p class="tutorial-summary" data-tone={tone}><Icon {symbol} />{ summary }</p>
            </div>
            <ul class="claims">{ for verdicts }</ul>
        </section>
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
