use std::rc::Rc;

use dockerfile_playground::convert::multi_target;
use yew::prelude::*;

use crate::page::hooks::Snapshot;
use crate::page::share::LeaveButtons;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Symbol, inline};

/// What [`Targets`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct TargetsProps {
    pub(super) snapshot: Rc<Snapshot>,
    pub(super) dispatch: Callback<Action>,
}

/// Both variants as targets of one file, for those who want to keep one file only.
#[component]
pub(super) fn Targets(props: &TargetsProps) -> Html {
    let TargetsProps { snapshot, dispatch } = props;
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(!*is_open))
    };
    let label = if *is_open { text!("targets-hide") } else { text!("targets-show") };
    html! {
        <section class="targets" aria-label={text!("targets-title")}>
            <div class="targets-head">
                <p class="share-hint">
                    { inline(&text!("targets-hint")) }
                </p>
                <Button {label} symbol={Symbol::Layers} kind={ButtonKind::Quiet} testid="targets" onclick={toggle} />
            </div>
            if *is_open {
                { both(snapshot, dispatch) }
            }
        </section>
    }
}

fn both(snapshot: &Snapshot, dispatch: &Callback<Action>) -> Html {
    let text: AttrValue = match multi_target(&snapshot.project, &snapshot.settings) {
        Ok(text) => text.into(),
        Err(error) => {
            return html! { <p role="status" data-testid="targets-error">{ text!("targets-impossible", why = &error.to_string()) }</p> };
        }
    };
    let accept = {
        let (of, by) = (Rc::from(snapshot.project.dockerfile.as_str()), Rc::from(text.as_str()));
        let notice = Rc::from(text!("targets-used"));
        let action = Action::Replaced { of, by, notice };
        dispatch.reform(move |()| action.clone())
    };
    html! {
        <>
            <pre class="variant-text" tabindex="0" aria-label={text!("targets-file")} data-testid="targets-text">{ &text }</pre>
            <div class="targets-buttons">
                <Button label={text!("targets-use")} symbol={Symbol::Back} testid="targets-accept" onclick={accept} />
                <LeaveButtons {text} file="Dockerfile" copy_label={text!("status-copy")} download_label={text!("status-download")}
                    testids={("targets-copy", "targets-download")} dispatch={dispatch.clone()} />
            </div>
        </>
    }
}
