use dockerfile_playground::export::guard::Located;
use yew::prelude::*;

use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Symbol, icon, inline};

/// What the user wants with what looks like a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Nothing yet: nothing leaves.
    #[default]
    Open,
    /// Placeholders in their place.
    Placeholders,
    /// They are none, or everybody may know them.
    Anyway,
}

/// What [`Guard`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct GuardProps {
    pub(crate) suspects: Vec<Located>,
    pub(crate) decision: Decision,
    pub(crate) on_decide: Callback<Decision>,
    pub(crate) on_cancel: Callback<()>,
}

/// Asks before anything leaves that looks like a secret, and says afterwards what was decided.
#[component]
pub(crate) fn Guard(props: &GuardProps) -> Html {
    let GuardProps { suspects, decision, on_decide, on_cancel } = props;
    if suspects.is_empty() {
        return Html::default();
    }
    let count = suspects.len();
    let again = on_decide.reform(|()| Decision::Open);
    match decision {
        Decision::Open => html! {
            <section class="guard" aria-labelledby="guard-title" data-testid="guard">
                <h3 id="guard-title">{ icon(Symbol::Warning) }{ text!("guard-title", count = count) }</h3>
                <ul class="guard-list">{ for suspects.iter().map(suspect) }</ul>
                <div class="guard-choices">
                    <Button label={text!("guard-use-placeholders")} kind={ButtonKind::Primary} testid="guard-placeholders"
                        onclick={on_decide.reform(|()| Decision::Placeholders)} />
                    <Button label={text!("guard-go-on")} testid="guard-anyway"
                        onclick={on_decide.reform(|()| Decision::Anyway)} />
                    <Button label={text!("cancel")} kind={ButtonKind::Quiet} testid="guard-cancel" onclick={on_cancel.clone()} />
                </div>
            </section>
        },
        Decision::Placeholders => html! {
            <p class="guard-done" role="status" data-testid="guard-done">
                { icon(Symbol::Done) }{ text!("guard-replaced", count = count) }
                <Button label={text!("guard-again")} kind={ButtonKind::Quiet} onclick={again} />
            </p>
        },
        Decision::Anyway => html! {
            <p class="guard-done" role="status" data-testid="guard-done" data-kind="anyway">
                { icon(Symbol::Warning) }{ text!("guard-kept", count = count) }
                <Button label={text!("guard-again")} kind={ButtonKind::Quiet} onclick={again} />
            </p>
        },
    }
}

fn suspect(suspect: &Located) -> Html {
    let Located { place, line, what, hint } = suspect;
    html! {
        <li>
            { inline(what) }<span class="guard-place">{ " " }{ text!("guard-place", place = place, line = *line, hint = hint) }</span>
        </li>
    }
}
