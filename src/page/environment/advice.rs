use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::{Reader, Scenario, Variable, World, resolve};
use yew::prelude::*;

use super::Form;
use crate::page::widgets::{Icon, Symbol, inline};

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
    let late: Vec<_> = variable.shadowed.iter().filter(|loser| loser.because.starts_with("No effect")).collect();
    if late.is_empty() {
        return Html::default();
    }
    let places: Vec<_> = late.iter().map(|loser| loser.source.as_str()).collect();
    html! {
        <aside class="advice" data-testid="env-no-effect" aria-label="No effect at run time">
            <p class="advice-title"><Icon symbol={Symbol::Blocked} />{ "No effect: this became a string at build time" }</p>
            <p>{ format!("{} {} too late: the bundle already says ", places.join(", "), if late.len() == 1 { "comes" } else { "come" }) }
                if let Some(value) = &variable.value { <code>{ value }</code> } else { <code>{ "undefined" }</code> }{ "." }</p>
            <details>
                <summary>{ "Read it at run time instead" }</summary>
                <p>{ inline("Let nginx write a small script from its own environment when the container starts, and load it before the bundle. Its image replaces `${…}` in every template.") }</p>
                <p class="advice-file">{ "config.js.template" }</p>
                <pre tabindex="0"><code>{ format!("window.config = {{ {name}: \"${{{name}}}\" }};\n") }</code></pre>
                <p class="advice-file">{ "Dockerfile, last stage" }</p>
                <pre tabindex="0"><code>{ RUNTIME_STAGE }</code></pre>
                <p class="advice-file">{ "index.html, before the bundle" }</p>
                <pre tabindex="0"><code>{ "<script src=\"/config.js\"></script>\n" }</code></pre>
                <p>{ inline(&format!("The code then reads `window.config.{name}`. Everybody can see it: a secret does not belong there.")) }</p>
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
    let row = |versions: &str, version: &str, other: &str| {
        let (symbol, text) = if debug(version) {
            (Symbol::Warning, "debug mode, reloader and debugger on".to_owned())
        } else {
            (Symbol::Nothing, other.to_owned())
        };
        html! { <><dt>{ versions.to_owned() }</dt><dd><Icon {symbol} />{ text }</dd></> }
    };
    html! {
        <aside class="advice" data-testid="env-flask-env" aria-label="FLASK_ENV by Flask release">
            <p class="advice-title"><Icon symbol={Symbol::Info} />{ format!("What Flask makes of FLASK_ENV={value}") }</p>
            <dl>
                { row("Flask 2.2 and older", "2.2.5", "debug mode off, as without it") }
                { row("Flask 2.3 and newer", "3.1.3", "nothing: the variable was removed") }
            </dl>
            <p>{ inline("It never made anything safe: `FLASK_DEBUG=1` or `--debug` turns the debugger on beside `FLASK_ENV=production`, in every release.") }</p>
        </aside>
    }
}
