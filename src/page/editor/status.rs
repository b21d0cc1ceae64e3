use yew::prelude::*;

use super::EditorProps;
use crate::page::browser;
use crate::page::state::Action;
use crate::page::widgets::{Button, ButtonKind, Symbol};
use crate::page::work::EditorKind;

/// What [`Status`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct StatusProps {
    pub(super) editor: EditorProps,
}

/// The bar below the editor: what the file is made of, and what can be done with it.
#[component]
pub(super) fn Status(props: &StatusProps) -> Html {
    let EditorProps { text, snapshot, kind, dispatch, .. } = &props.editor;
    let stages = snapshot.analysis.stages.iter().map(|stage| {
        let range = stage.span.range();
        let onclick = dispatch.reform(move |_| Action::Revealed(range));
        html! {
            <li>
                <button type="button" class="stage-link" {onclick}>
                    <span class="visually-hidden">{ "Go to " }</span>
                    { format!("Stage {}", stage.name) }<span class="stage-base">{ format!(" from {}", stage.base) }</span>
                </button>
            </li>
        }
    });
    let copy = {
        let (text, dispatch) = (text.clone(), dispatch.clone());
        Callback::from(move |()| {
            let done = dispatch.reform(|worked| {
                Action::Announced(if worked { "Copied to the clipboard" } else { "This browser refused the clipboard" })
            });
            browser::copy(&text, done);
        })
    };
    let download = {
        let text = text.clone();
        dispatch.reform(move |()| {
            let worked = browser::download("Dockerfile", &text);
            Action::Announced(if worked { "Downloaded" } else { "This browser refused the download" })
        })
    };
    let is_plain = *kind == EditorKind::Plain;
    let other = if is_plain { EditorKind::Rich } else { EditorKind::Plain };
    html! {
        <div class="editor-status">
            <ul class="stage-links">{ for stages }</ul>
            <label class="check">
                <input type="checkbox" checked={is_plain} data-testid="editor-plain"
                    onchange={dispatch.reform(move |_| Action::EditorChosen(other))} />
                { "Plain editor" }
            </label>
            <Button label="Copy this file" symbol={Symbol::Copy} kind={ButtonKind::Quiet} icon_only=true
                testid="source-copy" onclick={copy} />
            <Button label="Download this file" symbol={Symbol::Download} kind={ButtonKind::Quiet} icon_only=true
                testid="source-download" onclick={download} />
        </div>
    }
}
