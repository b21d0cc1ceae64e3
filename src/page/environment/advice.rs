use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::{Loss, Reader, Scenario, Variable, World, resolve};
use yew::prelude::*;

use super::Form;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

/// What is worth knowing about the variable on show beyond its ladder.
pub(super) fn advice(form: &Form, name: &str, variable: Option<&Variable>) -> Html {
    if form.world == World::StaticFrontEnd {
        return variable.map(|variable| frozen(name, variable)).unwrap_or_default();
    }
    let value = variable.and_then(|variable| variable.value.as_deref());
    match value.filter(|_| name == "FLASK_ENV") {
        Some(value) => flask_env(value),
        None => Html::default(),
    }
}

/// Settings that come too late, and how to read a value at run time after all.
fn frozen(name: &str, variable: &Variable) -> Html {
    let late: Vec<_> = variable.shadowed.iter().filter(|loser| loser.loss == Loss::TooLate).collect();
    if late.is_empty() {
        return Html::default();
    }
    let places = late.iter().map(|loser| loser.source.as_str()).collect::<Vec<_>>().join(", ");
    // As the script would write it.
    let value = variable.value.as_deref().map_or("undefined", |value| if value.is_empty() { "\"\"" } else { value });
    html! {
        <aside class="advice" data-testid="env-no-effect" aria-label={text!("env-no-effect")}>
            <p class="advice-title">{ icon(Symbol::Blocked) }{ text!("env-no-effect-title") }</p>
            <p>{ inline(&text!("env-too-late", count = late.len(), places = &places, value = value)) }</p>
            <details>
                <summary>{ text!("env-run-time-title") }</summary>
                <p>{ inline(&text!("env-run-time-how")) }</p>
                <p class="advice-file">{ "config.js.template" }</p>
                <pre tabindex="0"><code>{ format!("window.config = {{ {name}: \"${{{name}}}\" }};\n") }</code></pre>
                <p class="advice-file">{ text!("env-run-time-dockerfile") }</p>
                <pre tabindex="0"><code>{ RUNTIME_STAGE }</code></pre>
                <p class="advice-file">{ text!("env-run-time-html") }</p>
                <pre tabindex="0"><code>{ "<script src=\"/config.js\"></script>\n" }</code></pre>
                <p>{ inline(&text!("env-run-time-code", name = name)) }</p>
            </details>
        </aside>
    }
}

/// The official image of nginx replaces variables in `/etc/nginx/templates`.
const RUNTIME_STAGE: &str = "ENV NGINX_ENVSUBST_OUTPUT_DIR=/usr/share/nginx/html\nCOPY config.js.template /etc/nginx/templates/config.js.template\n";

/// What Flask makes of `FLASK_ENV`, release by release.
fn flask_env(value: &str) -> Html {
    let debug = |version: &str| {
        let scenario = Scenario {
            reader: Reader::Flask,
            version: Some(version.to_owned()),
            process_env: BTreeMap::from([("FLASK_ENV".to_owned(), value.to_owned())]),
            ..Scenario::default()
        };
        resolve(&scenario).settings.remove("debug").and_then(|setting| setting.value).unwrap_or_default() == "true"
    };
    let row = |versions: String, version: &str, other: String| {
        let (symbol, text) =
            if debug(version) { (Symbol::Warning, text!("env-flask-debug")) } else { (Symbol::Nothing, other) };
        html! { <><dt>{ versions }</dt><dd>{ icon(symbol) }{ text }</dd></> }
    };
    html! {
        <aside class="advice" data-testid="env-flask-env" aria-label={text!("env-flask")}>
            <p class="advice-title">{ icon(Symbol::Info) }{ text!("env-flask-title", value = value) }</p>
            <dl>
                { row(text!("env-flask-old"), "2.2.5", text!("env-flask-off")) }
                { row(text!("env-flask-new"), "3.1.3", text!("env-flask-removed")) }
            </dl>
            <p>{ inline(&text!("env-flask-safe")) }</p>
        </aside>
    }
}
