use std::rc::Rc;

use yew::prelude::*;

use super::context::cleaned;
use super::{Files, Stored};
use crate::page::browser::{self, FileReader};
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, DialogButton, Field, Symbol, icon};

/// How files come from disk, once the script for it has arrived.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reader {
    pub(crate) reader: Option<FileReader>,
    /// Called with what was read, as JSON.
    pub(crate) on_read: Callback<String>,
}

/// What [`List`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ListProps {
    /// The build context as the user wrote it; guessed without it.
    pub(crate) files: Option<Rc<Files>>,
    /// The text of the Dockerfile, to guess from.
    pub(crate) text: Rc<str>,
    /// What was done to the files last, if it can be undone.
    pub(crate) undoable: Option<Rc<str>>,
    pub(crate) reader: Reader,
    pub(crate) dispatch: Callback<Action>,
}

/// Opens the list of all files.
pub(crate) fn files_button(list: ListProps, testid: &'static str) -> Html {
    let (label, spoken) = match &list.files {
        Some(files) => (text!("files-count", count = files.len()), text!("files-count-spoken", count = files.len())),
        None => (text!("files"), text!("files-spoken")),
    };
    html! {
        <DialogButton {label} {spoken} symbol={Symbol::Open} kind={ButtonKind::Quiet} {testid} id="files"
            title={text!("files-title")}>
            <List ..list />
        </DialogButton>
    }
}

/// More files are found by typing a part of their names.
const MOST_ROWS: usize = 200;

/// So many files are seen at a glance.
const FEW: usize = 12;

/// All files, to be shown, renamed, removed and added.
#[component]
fn List(props: &ListProps) -> Html {
    let ListProps { files, text, undoable, reader, dispatch } = props;
    let node = use_node_ref();
    let sought = use_state(String::new);
    let added = use_state(String::new);
    let renamed = use_state(|| None::<(String, String)>);
    let is_guessed = files.is_none();
    let files = use_memo((files.clone(), text.clone()), |(files, text)| {
        files.as_deref().cloned().unwrap_or_else(|| Files::guessed(text))
    });
    let close = {
        let node = node.clone();
        move || browser::close_dialog_around(&node)
    };
    let show = {
        let close = close.clone();
        dispatch.reform(move |path: String| {
            close();
            Action::FileShown(Some(path))
        })
    };
    let add = {
        let (added, files, dispatch, show) = (added.clone(), files.clone(), dispatch.clone(), show.clone());
        Callback::from(move |()| match cleaned(&added) {
            Some(path) => {
                if !files.contains(&path) {
                    dispatch.emit(Action::FileWritten(path.clone(), String::new()));
                }
                show.emit(path);
            }
            None => {
                dispatch.emit(Action::Announced(text!("files-no-path").into()));
            }
        })
    };
    let typed = |field: &UseStateHandle<String>| {
        let field = field.clone();
        Callback::from(move |text: String| field.set(text))
    };
    let part = sought.to_ascii_lowercase();
    let texts = files.texts.iter().map(|(path, text)| (path, lines(text), true));
    let others = files.others.iter().map(|(path, Stored(size, _))| (path, bytes(*size), false));
    let found = || texts.clone().chain(others.clone()).filter(|(path, ..)| path.to_ascii_lowercase().contains(&part));
    let many = found().count();
    let rows = found().take(MOST_ROWS).map(|(path, size, is_text)| {
        let row = Row { path, size, is_text, renamed: &renamed, show: &show, dispatch };
        row.html()
    });
    html! {
        <div ref={node} class="file-list">
            <p class="lead">
                if is_guessed {
                    { text!("files-lead-guessed") }
                } else {
                    { text!("files-lead") }
                }
            </p>
            <div class="file-actions">
                { chooser(text!("files-open-folder"), true, reader, &close, dispatch) }
                { chooser(text!("files-open-files"), false, reader, &close, dispatch) }
                if let Some(what) = undoable {
                    <Button label={text!("files-undo", what = what)} symbol={Symbol::Back} testid="files-undo"
                        onclick={dispatch.reform(|()| Action::ContextUndone)} />
                }
                if !is_guessed {
                    <Button label={text!("files-guess-again")} kind={ButtonKind::Quiet} testid="files-guess"
                        onclick={dispatch.reform(|()| Action::FilesForgotten)} />
                }
            </div>
            <div class="file-new">
                <Field id="new-file" label={text!("files-new")} value={(*added).clone()} placeholder=".dockerignore"
                    testid="file-new" on_change={typed(&added)} />
                <Button label={text!("files-add")} symbol={Symbol::Plus} testid="file-add" onclick={add} />
            </div>
            if files.len() > FEW {
                <Field id="sought-file" label={text!("files-find")} value={(*sought).clone()} testid="file-find" on_change={typed(&sought)} />
            }
            <ul class="file-rows" data-testid="file-rows">{ for rows }</ul>
            if many > MOST_ROWS {
                <p class="hint">{ text!("files-more", count = many - MOST_ROWS) }</p>
            }
        </div>
    }
}

/// A button that opens the system's own dialog.
fn chooser(
    label: String,
    is_folder: bool,
    reader: &Reader,
    close: &(impl Fn() + Clone + 'static),
    dispatch: &Callback<Action>,
) -> Html {
    let onchange = {
        let (reader, close, dispatch) = (reader.clone(), close.clone(), dispatch.clone());
        Callback::from(move |event: Event| match &reader.reader {
            Some(script) => {
                dispatch.emit(Action::Announced(text!("files-reading").into()));
                script.read(&event, reader.on_read.clone());
                close();
            }
            None => dispatch.emit(Action::Announced(text!("files-reader-missing").into())),
        })
    };
    let testid = if is_folder { "open-folder" } else { "open-files" };
    html! {
        <label class="button open-file" data-kind="plain">
            { icon(Symbol::Open) }{ label }
            <input type="file" class="visually-hidden" multiple=true webkitdirectory={is_folder}
                data-testid={testid} {onchange} />
        </label>
    }
}

/// One file of the list.
struct Row<'a> {
    path: &'a str,
    size: String,
    is_text: bool,
    /// Path and typed name of the file that is being renamed.
    renamed: &'a UseStateHandle<Option<(String, String)>>,
    show: &'a Callback<String>,
    dispatch: &'a Callback<Action>,
}

impl Row<'_> {
    fn html(self) -> Html {
        let Row { path, size, is_text, renamed, show, dispatch } = self;
        let path = path.to_owned();
        if let Some((_, typed)) = renamed.as_ref().filter(|(of, _)| *of == path) {
            return name(&path, typed, renamed, dispatch);
        }
        let (shown, removed, start) = (path.clone(), path.clone(), path.clone());
        let rename = {
            let renamed = renamed.clone();
            Callback::from(move |()| renamed.set(Some((start.clone(), start.clone()))))
        };
        html! {
            <li key={path.clone()} class="file-row">
                if is_text {
                    <button type="button" class="file-name" onclick={show.reform(move |_| shown.clone())}>{ &path }</button>
                } else {
                    <span class="file-name">{ &path }</span>
                }
                <span class="file-size">{ size }</span>
                <Button label={text!("files-rename-spoken", path = &path)} symbol={Symbol::Style} kind={ButtonKind::Quiet} icon_only=true
                    testid="file-rename" onclick={rename} />
                <Button label={text!("files-remove", path = &path)} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                    testid="file-remove" onclick={dispatch.reform(move |()| Action::FileRemoved(removed.clone()))} />
            </li>
        }
    }
}

/// The row of a file that gets another name.
fn name(
    path: &str,
    typed: &str,
    renamed: &UseStateHandle<Option<(String, String)>>,
    dispatch: &Callback<Action>,
) -> Html {
    let stop = {
        let renamed = renamed.clone();
        Callback::from(move |()| renamed.set(None))
    };
    let on_change = {
        let (renamed, path) = (renamed.clone(), path.to_owned());
        Callback::from(move |typed| renamed.set(Some((path.clone(), typed))))
    };
    let done = {
        let (path, typed, dispatch, stop) = (path.to_owned(), cleaned(typed), dispatch.clone(), stop.clone());
        Callback::from(move |()| {
            if let Some(to) = typed.clone().filter(|to| *to != path) {
                dispatch.emit(Action::FileRenamed(path.clone(), to));
            }
            stop.emit(());
        })
    };
    html! {
        <li key={path.to_owned()} class="file-row">
            <Field id="renamed-file" label={text!("files-renamed", path = path)} label_hidden=true value={typed.to_owned()}
                testid="file-renamed" {on_change} />
            <Button label={text!("files-rename")} kind={ButtonKind::Primary} testid="file-rename-accept" onclick={done} />
            <Button label={text!("cancel")} kind={ButtonKind::Quiet} onclick={stop} />
        </li>
    }
}

fn lines(text: &str) -> String {
    text!("files-lines", count = text.lines().count())
}

/// A size as people say it.
fn bytes(size: u64) -> String {
    let count = |unit: u64| f64::from(u32::try_from(size / unit).unwrap_or(u32::MAX));
    match size {
        0..1_000 => text!("files-bytes", count = count(1)),
        1_000..1_000_000 => text!("files-kilobytes", count = count(1_000)),
        _ => text!("files-megabytes", count = count(100_000) / 10.0),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_short() {
        assert_eq!([1, 999, 1_000, 2_450_000].map(bytes), ["1 byte", "999 bytes", "1 kB", "2.4 MB"]);
    }
}
