use yew::prelude::*;

use crate::page::browser;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Symbol};

/// What [`FilePane`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FilePaneProps {
    pub(crate) path: AttrValue,
    pub(crate) text: AttrValue,
    pub(crate) dispatch: Callback<Action>,
}

/// A file of the build context, to be edited.
#[component]
pub(crate) fn FilePane(props: &FilePaneProps) -> Html {
    let FilePaneProps { path, text, dispatch } = props;
    let oninput = {
        let path = path.to_string();
        dispatch.reform(move |event: InputEvent| Action::FileWritten(path.clone(), browser::value_of(&event)))
    };
    let remove = {
        let path = path.to_string();
        dispatch.reform(move |()| Action::FileRemoved(path.clone()))
    };
    html! {
        <div class="file-pane">
            <textarea class="file-text" aria-label={path} value={text} wrap="off" spellcheck="false" autocomplete="off"
                autocapitalize="off" data-testid="file-text" {oninput} />
            <div class="editor-status">
                <span class="file-path">{ path }</span>
                <Button label={text!("files-remove", path = path)} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                    testid="file-pane-remove" onclick={remove} />
            </div>
        </div>
    }
}
