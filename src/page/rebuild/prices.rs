use dockerfile_playground::convert::{Advice, Price};
use dockerfile_playground::simulate::advice::{EditKind, Mix};
use yew::prelude::*;

use super::seconds;
use crate::page::browser;
use crate::page::widgets::{Icon, Symbol, inline};

/// What [`Prices`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PricesProps {
    pub(super) advice: std::rc::Rc<Advice>,
    pub(super) mix: Mix,
    pub(super) on_mix: Callback<Mix>,
}

/// What a build costs on average, and what each fix saves.
#[component]
pub(super) fn Prices(props: &PricesProps) -> Html {
    let PricesProps { advice, mix, on_mix } = props;
    let fields = EditKind::ALL.map(|kind| {
        let mix = *mix;
        let oninput = on_mix.reform(move |event: InputEvent| {
            mix.with(kind, browser::value_of(&event).trim().parse().unwrap_or(0).min(100))
        });
        html! {
            <label class="mix-part">
                <input type="number" min="0" max="100" value={mix.part(kind).to_string()}
                    data-testid={format!("cache-mix-{}", kind.name())} {oninput} />
                { format!("% {}", kind.name()) }
            </label>
        }
    });
    html! {
        <section class="prices" aria-label="What a build costs on average">
            <fieldset class="mix">
                <legend>{ "What you edit between two builds" }</legend>
                <div class="mix-parts">{ for fields }</div>
            </fieldset>
            { average(advice) }
            if !advice.prices.is_empty() { { table(&advice.prices) } }
        </section>
    }
}

fn average(advice: &Advice) -> Html {
    match advice.average {
        Some(average) => html! {
            <p data-testid="cache-average">
                { "With this mix, a build of your file takes " }
                <strong>{ seconds::spoken_average(average) }</strong>{ " on average." }
            </p>
        },
        None => html! { <p>{ "With this mix, no file of the build context is ever edited." }</p> },
    }
}

fn table(prices: &[Price]) -> Html {
    let rows = prices.iter().map(|price| {
        html! {
            <tr data-testid="cache-price">
                <th scope="row">{ inline(&price.title) }</th>
                <td>{ seconds::spoken_average(price.before) }</td>
                <td>{ seconds::spoken_average(price.after) }</td>
                <td class="price-saved"><Icon symbol={Symbol::Fix} />{ seconds::spoken_average((price.before - price.after).max(0.0)) }</td>
            </tr>
        }
    });
    html! {
        <table class="price-table">
            <caption class="visually-hidden">{ "What each fix saves in a build, on average" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "Fix" }</th>
                    <th scope="col">{ "Now" }</th>
                    <th scope="col">{ "Then" }</th>
                    <th scope="col">{ "Saved" }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}
