use std::collections::BTreeMap;

use yew::prelude::*;

use crate::page::state::Action;
use crate::page::widgets::{Button, ButtonKind, Field, Symbol};

/// What happens to the files when something is typed.
type Edit = Box<dyn Fn(&mut BTreeMap<String, String>, String)>;

/// What [`FilesEditor`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FilesEditorProps {
    pub(super) files: BTreeMap<String, String>,
    /// Whether the files are a guess.
    pub(super) guessed: bool,
    pub(super) dispatch: Callback<Action>,
}

/// The files of the build context, to be edited.
#[component]
pub(super) fn FilesEditor(props: &FilesEditorProps) -> Html {
    let FilesEditorProps { files, guessed, dispatch } = props;
    let new_name = use_state(AttrValue::default);
    let changed = |edit: Edit| {
        let files = files.clone();
        dispatch.reform(move |typed: String| {
            let mut files = files.clone();
            edit(&mut files, typed);
            Action::FilesChanged(Some(files))
        })
    };
    let rows = files.iter().map(|(path, content)| {
        let (typed_at, removed) = (path.clone(), path.clone());
        let on_change = changed(Box::new(move |files, typed| _ = files.insert(typed_at.clone(), typed)));
        let remove = changed(Box::new(move |files, _| _ = files.remove(&removed))).reform(|()| String::new());
        html! {
            <div class="context-file" key={path.clone()}>
                <Field id={format!("file-{path}")} label={path.clone()} value={content.clone()} lines={2} {on_change} />
                <Button label={format!("Remove {path}")} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                    onclick={remove} />
            </div>
        }
    });
    let add = {
        let (name, cleared) = (new_name.clone(), new_name.clone());
        let insert = changed(Box::new(|files, path| _ = files.entry(path).or_default()));
        Callback::from(move |()| {
            let path = name.trim().trim_start_matches("./").trim_matches('/').to_owned();
            if !path.is_empty() {
                cleared.set(AttrValue::default());
                insert.emit(path);
            }
        })
    };
    let on_name = {
        let new_name = new_name.clone();
        Callback::from(move |typed: String| new_name.set(typed.into()))
    };
    let note = if *guessed { "guessed from the Dockerfile" } else { "as you wrote them" };
    html! {
        <details class="context-files">
            <summary>{ format!("Files in the build context ({note})") }</summary>
            { for rows }
            <div class="context-new">
                <Field id="new-file" label="Path of another file" value={(*new_name).clone()} placeholder=".dockerignore"
                    testid="context-new" on_change={on_name} />
                <Button label="Add file" symbol={Symbol::Plus} testid="context-add" onclick={add} />
                if !*guessed {
                    <Button label="Guess again" kind={ButtonKind::Quiet}
                        onclick={dispatch.reform(|()| Action::FilesChanged(None))} />
                }
            </div>
        </details>
    }
}
