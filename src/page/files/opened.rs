use std::rc::Rc;

use serde::Deserialize;
use yew::prelude::*;

use super::Files;
use crate::page::browser;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Dialog, Select, SelectItem};

/// What was read from disk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Opened {
    /// Name of the folder; empty for files.
    pub(crate) name: String,
    pub(crate) files: Files,
    /// What could not be read, a sentence each.
    pub(crate) problems: Vec<String>,
}

impl Opened {
    pub(crate) fn is_folder(&self) -> bool {
        !self.name.is_empty()
    }

    /// What is done, to be undone.
    pub(crate) fn what(&self) -> String {
        if self.is_folder() {
            text!("context-opening-folder", name = &self.name)
        } else {
            text!("context-opening-files")
        }
    }

    /// What is told afterwards.
    pub(crate) fn notice(&self, dockerfile: Option<&str>) -> String {
        let count = self.files.len();
        match dockerfile {
            Some(path) => text!("opened-with-dockerfile", count = count, path = path),
            None => text!("opened", count = count),
        }
    }
}

/// What [`OpenedFiles`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct OpenedFilesProps {
    pub(crate) opened: Rc<Opened>,
    /// There is something of the user's own in the editor.
    pub(crate) has_own_text: bool,
    /// How many files the build context has that is not guessed.
    pub(crate) current: usize,
    pub(crate) on_close: Callback<()>,
    pub(crate) dispatch: Callback<Action>,
}

/// More problems are only counted.
const TOLD_PROBLEMS: usize = 20;

/// Says what was read and asks what shall become of it: nothing is replaced without a word.
#[component]
pub(crate) fn OpenedFiles(props: &OpenedFilesProps) -> Html {
    let OpenedFilesProps { opened, has_own_text, current, on_close, dispatch } = props;
    let dockerfiles = opened.files.dockerfiles();
    let chosen = use_state(|| dockerfiles.first().map(|path| (*path).to_owned()));
    let node = use_node_ref();
    let close = {
        let node = node.clone();
        Callback::from(move |()| browser::close_dialog_around(&node))
    };
    let open = {
        let (opened, chosen, close) = (opened.clone(), chosen.clone(), close.clone());
        dispatch.reform(move |()| {
            close.emit(());
            Action::FilesOpened(opened.clone(), (*chosen).clone())
        })
    };
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |path: String| chosen.set(Some(path).filter(|path| !path.is_empty())))
    };
    let mut items: Vec<SelectItem> = dockerfiles
        .iter()
        .map(|path| SelectItem::new((*path).to_owned(), text!("opened-dockerfile-from-disk", path = *path)))
        .collect();
    items.push(SelectItem::new("", text!("opened-dockerfile-own")));
    let title = if opened.is_folder() { text!("opened-title", name = &opened.name) } else { text!("files-open-files") };
    html! {
        <Dialog id="opened" {title} on_close={on_close.clone()}>
            <div ref={node} class="opened">
                <p>{ told(&opened.files) }</p>
                if !opened.problems.is_empty() {
                    <ul class="opened-problems" data-testid="opened-problems">
                        { for opened.problems.iter().take(TOLD_PROBLEMS).map(|it| html! { <li>{ it }</li> }) }
                        if opened.problems.len() > TOLD_PROBLEMS {
                            <li>{ text!("opened-more-problems", count = opened.problems.len() - TOLD_PROBLEMS) }</li>
                        }
                    </ul>
                }
                if opened.is_folder() && *current > 0 {
                    <p>{ text!("opened-replaces", count = *current) }</p>
                }
                if !dockerfiles.is_empty() {
                    <Select id="opened-dockerfile" label={text!("opened-dockerfile")} {items}
                        selected={(*chosen).clone().unwrap_or_default()} testid="opened-dockerfile" {on_choose} />
                    if *has_own_text && chosen.is_some() {
                        <p class="hint">{ text!("opened-yours-stays") }</p>
                    }
                }
                <div class="opened-buttons">
                    <Button label={text!("file-open")} kind={ButtonKind::Primary} testid="opened-accept" onclick={open} />
                    <Button label={text!("cancel")} testid="opened-cancel" onclick={close} />
                </div>
            </div>
        </Dialog>
    }
}

fn told(files: &Files) -> String {
    match (files.texts.len(), files.others.len()) {
        (texts, 0) => text!("opened-texts", count = texts),
        (texts, others) => text!("opened-mixed", count = texts + others, texts = texts, others = others),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_read_is_understood() {
        let json =
            r#"{"name": "app", "files": {"a": "1", "b.png": [3, "sha256:0"]}, "problems": ["c could not be read."]}"#;
        let opened: Opened = serde_json::from_str(json).expect("what the script writes");
        assert!(opened.is_folder() && opened.files.len() == 2 && opened.problems.len() == 1);
        assert!(told(&opened.files).starts_with("2 files: 1 as text, 1 by name"));
        assert_eq!(opened.notice(None), "2 files opened; the Dockerfile stays");
    }
}
