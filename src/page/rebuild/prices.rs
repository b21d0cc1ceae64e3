use dockerfile_playground::convert::{Advice, Price};
use dockerfile_playground::simulate::advice::{EditKind, Mix};
use yew::prelude::*;

use super::seconds;
use crate::page::browser;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

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
                { kind_name(kind) }
            </label>
        }
    });
    html! {
        <section class="prices" aria-label={text!("prices-label")}>
            <fieldset class="mix">
                <legend>{ text!("prices-mix") }</legend>
                <div class="mix-parts">{ for fields }</div>
            </fieldset>
            { average(advice) }
            if !advice.prices.is_empty() {
                { table(&advice.prices) }
            } else if advice.average.is_some() && advice.better.is_none() {
                <p data-testid="cache-no-gain">{ text!("prices-no-gain") }</p>
            }
        </section>
    }
}

/// What stands behind the number of a kind of file.
fn kind_name(kind: EditKind) -> String {
    match kind {
        EditKind::Source => text!("prices-mix-source"),
        EditKind::Configuration => text!("prices-mix-configuration"),
        EditKind::Dependencies => text!("prices-mix-dependencies"),
    }
}

fn average(advice: &Advice) -> Html {
    match advice.average {
        Some(average) => html! {
            <p data-testid="cache-average">
                { inline(&text!("prices-average", time = &seconds::spoken_average(average))) }
            </p>
        },
        None => html! { <p>{ text!("prices-no-average") }</p> },
    }
}

fn table(prices: &[Price]) -> Html {
    let rows = prices.iter().map(|price| {
        html! {
            <tr data-testid="cache-price">
                <th scope="row">{ inline(&price.title) }</th>
                <td>{ seconds::spoken_average(price.before) }</td>
                <td>{ seconds::spoken_average(price.after) }</td>
                <td class="price-saved">{ icon(Symbol::Fix) }{ seconds::spoken_average((price.before - price.after).max(0.0)) }</td>
            </tr>
        }
    });
    html! {
        <table class="price-table">
            <caption class="visually-hidden">{ text!("prices-table") }</caption>
            <thead>
                <tr>
                    <th scope="col">{ text!("prices-fix") }</th>
                    <th scope="col">{ text!("prices-now") }</th>
                    <th scope="col">{ text!("prices-then") }</th>
                    <th scope="col">{ text!("prices-saved") }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}
