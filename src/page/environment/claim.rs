use dockerfile_playground::simulate::environment::Loss;
use dockerfile_playground::simulate::environment::claim::{
    TUTORIAL_FILE, TutorialAnswer, TutorialQuestion, Verdict, tutorial_claim,
};
use yew::prelude::*;

use super::ladder::{shown, told};
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

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
    let call = if props.question.override_existing { "load_dotenv(override=True)" } else { "load_dotenv()" };
    let (symbol, tone) = if agrees { (Symbol::Done, "right") } else { (Symbol::Error, "wrong") };
    let ranks = answer.claimed.iter().map(|rank| {
        html! {
            <li>
                <span>{ &rank.layer }</span>
                if rank.value.is_some() {
                    <code>{ shown(rank.value.as_deref(), is_covered) }</code>
                } else {
                    <em>{ text!("env-claim-nothing") }</em>
                }
            </li>
        }
    });
    let verdicts = answer.verdicts.iter().map(|it| {
        let (symbol, name, word) = verdict(it.verdict);
        html! {
            <li class="claim" data-testid="env-claim" data-verdict={name}>
                <span class="claim-verdict">{ icon(symbol) }{ word }</span>
                <p class="claim-sentence">{ text!("env-claim-quoted", sentence = &it.sentence) }</p>
                <p class="claim-why">{ inline(&it.why) }</p>
            </li>
        }
    });
    html! {
        <section class="tutorial" aria-labelledby="env-tutorial-title">
            <h3 id="env-tutorial-title">{ text!("env-claim-title") }</h3>
            <div class="tutorial-columns">
                <div class="tutorial-list">
                    <h4>{ text!("env-claim-says") }</h4>
                    <ol>{ for ranks }</ol>
                </div>
                <div class="tutorial-truth">
                    <h4>{ inline(&text!("env-claim-does", call = call)) }</h4>
                    { truth(&answer, props.question.override_existing, is_covered) }
                </div>
            </div>
            <p class="tutorial-summary" data-tone={tone}>
                { icon(symbol) }
                <span>
                    if agrees {
                        { text!("env-claim-agrees") }
                    } else if is_covered {
                        { text!("env-claim-differs-covered") }
                    } else {
                        { text!("env-claim-differs", list = &told(answer.claimed_value), program = &told(props.actual.clone())) }
                    }
                </span>
            </p>
            <ul class="claims">{ for verdicts }</ul>
        </section>
    }
}

/// The places of the list as they really lie: three of them are one, and the file lies below it or above.
fn truth(answer: &TutorialAnswer, override_existing: bool, is_covered: bool) -> Html {
    let actual = &answer.actual;
    let winner = (actual.source.as_str(), actual.file.as_deref(), actual.value.as_deref());
    let heard = actual.shadowed.iter().filter(|it| it.loss != Loss::NeverRead);
    let losers = heard.map(|it| (it.source.as_str(), it.file.as_deref(), it.value.as_deref()));
    // The winner is none where nothing sets the variable.
    let layers = Some(winner).filter(|(.., value)| value.is_some()).into_iter().chain(losers);
    let (files, process): (Vec<_>, Vec<_>) = layers.partition(|(_, file, _)| *file == Some(TUTORIAL_FILE));
    let row = |(source, _, value): &(&str, Option<&str>, Option<&str>)| {
        html! { <li><span>{ *source }</span><code>{ shown(*value, is_covered) }</code></li> }
    };
    let process = html! {
        <li class="truth-box">
            <strong>{ text!("env-truth-process") }</strong>
            <span class="truth-note">{ text!("env-truth-process-note") }</span>
            <ul>{ for process.iter().map(row) }</ul>
        </li>
    };
    let files = html! {
        <li class="truth-box" data-lifted={override_existing.then_some("")}>
            <strong>{ TUTORIAL_FILE }</strong>
            <span class="truth-note">
                { if override_existing { text!("env-truth-overwrites") } else { text!("env-truth-fills") } }
            </span>
            <ul>{ for files.iter().map(row) }</ul>
        </li>
    };
    let default = html! {
        <li class="truth-box">
            <strong>{ text!("env-truth-default") }</strong>
            <span class="truth-note">{ text!("env-truth-default-note") }</span>
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

fn verdict(verdict: Verdict) -> (Symbol, &'static str, String) {
    match verdict {
        Verdict::Right => (Symbol::Done, "right", text!("env-verdict-right")),
        Verdict::Inverted => (Symbol::Error, "inverted", text!("env-verdict-inverted")),
        Verdict::CategoryError => (Symbol::Blocked, "category-error", text!("env-verdict-never-meet")),
        Verdict::Incomplete => (Symbol::Partly, "incomplete", text!("env-verdict-incomplete")),
    }
}
