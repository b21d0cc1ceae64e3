use std::rc::Rc;

use dockerfile_playground::project::DEFAULT_DOCKERFILE_PATH;
use yew::prelude::*;

use super::Files;
use crate::page::browser;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{bool_text, roving};

/// What [`FileStrip`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FileStripProps {
    pub(crate) files: Option<Rc<Files>>,
    /// The file on show; the Dockerfile without it.
    pub(crate) open: Option<String>,
    pub(crate) dispatch: Callback<Action>,
    /// What stands behind the tabs.
    pub(crate) children: Html,
}

/// The id of what the tabs show.
pub(crate) const PANEL: &str = "source";

/// The id of the tab that is chosen.
pub(crate) const CHOSEN: &str = "source-tab";

/// Tabs for the Dockerfile and the files beside it that matter.
#[component]
pub(crate) fn FileStrip(props: &FileStripProps) -> Html {
    let FileStripProps { files, open, dispatch, children } = props;
    let list = use_node_ref();
    let others = files.as_ref().map(|files| files.tabs(open.as_deref())).unwrap_or_default();
    let paths: Rc<[Option<String>]> =
        std::iter::once(None).chain(others.iter().map(|path| Some((*path).to_owned()))).collect();
    let selected = paths.iter().position(|path| path == open).unwrap_or(0);
    let onkeydown = {
        let (list, paths, dispatch) = (list.clone(), paths.clone(), dispatch.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = roving::target(&event.key(), selected, paths.len()) {
                event.prevent_default();
                dispatch.emit(Action::FileShown(paths[next].clone()));
                browser::focus_first(&list, &format!("[data-index=\"{next}\"]"));
            }
        })
    };
    {
        // On a phone the row is longer than the screen.
        let list = list.clone();
        use_effect_with(selected, move |selected| browser::show_child(&list, *selected));
    }
    let own = files.as_ref().map_or(DEFAULT_DOCKERFILE_PATH, |files| files.dockerfile_path());
    let tabs = paths.iter().enumerate().map(|(index, path)| {
        let is_selected = index == selected;
        let shown = path.clone();
        let label = path.clone().unwrap_or_else(|| own.to_owned());
        let name = label.rsplit('/').next().unwrap_or(&label).to_owned();
        let folder = label[..label.len() - name.len()].to_owned();
        html! {
            <button key={label.clone()} type="button" role="tab" class="file-tab" data-testid="file-tab"
                id={is_selected.then_some(CHOSEN)} data-index={index.to_string()} data-path={label}
                aria-selected={bool_text(is_selected)} aria-controls={is_selected.then_some(PANEL)}
                tabindex={if is_selected { "0" } else { "-1" }}
                onclick={dispatch.reform(move |_| Action::FileShown(shown.clone()))}>
                <span class="file-folder">{ folder }</span>{ name }
            </button>
        }
    });
    html! {
        <div class="file-strip">
            if others.is_empty() {
                // One tab leads nowhere.
                <div class="file-tabs"><span class="file-tab" id={CHOSEN}>{ own }</span></div>
            } else {
                <div ref={list} class="file-tabs" role="tablist" aria-label={text!("files")} {onkeydown}>{ for tabs }</div>
            }
            { children.clone() }
        </div>
    }
}
