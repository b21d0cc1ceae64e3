use dockerfile_playground::Analysis;
use dockerfile_playground::analysis::{Answer, Foretold, Unknown, Verdict};
use yew::prelude::*;

use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

/// Whether it builds, starts and gets healthy, each leading to its line, and what is not known.
pub(super) fn verdict(analysis: &Analysis, dispatch: &Callback<Action>) -> Html {
    let Some(verdict) = &analysis.verdict else { return Html::default() };
    let is_built = verdict.builds.answer != Foretold::No;
    let starts = is_built && verdict.starts.answer != Foretold::No;
    html! {
        <section class="verdict" data-testid="verdict" aria-label={text!("verdict-title")}>
            <ul class="verdict-answers">
                { answer(text!("verdict-builds"), &verdict.builds, dispatch) }
                if is_built {
                    { answer(text!("verdict-starts"), &verdict.starts, dispatch) }
                }
                if starts {
                    { health(verdict, dispatch) }
                }
            </ul>
            { unknown(verdict, dispatch) }
        </section>
    }
}

fn health(verdict: &Verdict, dispatch: &Callback<Action>) -> Html {
    if verdict.has_no_check() {
        return item(text!("verdict-healthy"), Foretold::AsFarAsKnown, html! { text!("verdict-no-check") });
    }
    answer(text!("verdict-healthy"), &verdict.healthy, dispatch)
}

fn answer(question: String, answer: &Answer, dispatch: &Callback<Action>) -> Html {
    let told = match (answer.answer, answer.span) {
        (Foretold::AsFarAsKnown, _) => html! { text!("verdict-open") },
        (Foretold::No, None) => html! { text!("verdict-no") },
        (Foretold::No, Some(span)) => {
            let range = span.range();
            let onclick = dispatch.reform(move |_| Action::Revealed(range));
            html! {
                <>
                    { text!("verdict-no") }{ ", " }
                    <button type="button" class="rule-link" data-testid="verdict-line" {onclick}>
                        { text!("verdict-line", line = span.start.line) }
                    </button>
                </>
            }
        }
    };
    item(question, answer.answer, told)
}

fn item(question: String, answer: Foretold, told: Html) -> Html {
    let (name, symbol) = match answer {
        Foretold::No => ("no", Symbol::Error),
        Foretold::AsFarAsKnown => ("open", Symbol::Done),
    };
    html! {
        <li class="verdict-answer" data-answer={name}>
            { icon(symbol) }<span>{ question }{ " " }<strong>{ told }</strong></span>
        </li>
    }
}

/// What would have to be told for a firmer answer; each thing once.
fn unknown(verdict: &Verdict, dispatch: &Callback<Action>) -> Html {
    let mut unknown: Vec<&Unknown> = Vec::new();
    for it in verdict.builds.unknown.iter().chain(&verdict.starts.unknown) {
        if !unknown.contains(&it) {
            unknown.push(it);
        }
    }
    if unknown.is_empty() {
        return Html::default();
    }
    let row = |it: &&Unknown| {
        let range = it.span.range();
        let onclick = dispatch.reform(move |_| Action::Revealed(range));
        html! {
            <li>
                <button type="button" class="rule-link" {onclick}>
                    { text!("verdict-line", line = it.span.start.line) }
                </button>
                { ": " }{ inline(&it.what) }{ ". " }{ inline(it.tell) }{ "." }
            </li>
        }
    };
    html! {
        <details class="verdict-unknown">
            <summary>{ text!("verdict-unknown", count = unknown.len()) }</summary>
            <ul>{ for unknown.iter().map(row) }</ul>
        </details>
    }
}
