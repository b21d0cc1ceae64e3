use std::rc::Rc;

use dockerfile_playground::convert::multi_target;
use yew::prelude::*;

use crate::page::hooks::Snapshot;
use crate::page::share::LeaveButtons;
use crate::page::state::Action;
use crate::page::widgets::{Button, ButtonKind, Symbol};

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
    let label = if *is_open { "Hide the file for both" } else { "One file for both" };
    html! {
        <section class="targets" aria-label="Both variants in one file">
            <div class="targets-head">
                <p class="share-hint">
                    { "Rather keep one file? Both variants fit in, chosen by " }<code>{ "--target dev" }</code>{ " or " }
                    <code>{ "--target prod" }</code>{ "." }
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
            return html! { <p role="status" data-testid="targets-error">{ format!("Not possible: {error}.") }</p> };
        }
    };
    let accept = {
        let (of, by) = (Rc::from(snapshot.project.dockerfile.as_str()), Rc::from(text.as_str()));
        let notice = Rc::from("The editor holds both variants; undo brings yours back");
        let action = Action::Replaced { of, by, notice };
        dispatch.reform(move |()| action.clone())
    };
    html! {
        <>
            <pre class="variant-text" tabindex="0" aria-label="The file for both" data-testid="targets-text">{ &text }</pre>
            <div class="targets-buttons">
                <Button label="Use this file" symbol={Symbol::Back} testid="targets-accept" onclick={accept} />
                <LeaveButtons {text} file="Dockerfile" copy_label="Copy this file" download_label="Download this file"
                    testids={("targets-copy", "targets-download")} dispatch={dispatch.clone()} />
            </div>
        </>
    }
}
