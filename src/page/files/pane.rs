use std::rc::Rc;

use dockerfile_playground::text::LineIndex;
use yew::prelude::*;

use super::notes::{Note, notes};
use crate::page::browser::{self, TextField};
use crate::page::editor::unit_of_byte;
use crate::page::hooks::Snapshot;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Symbol, icon, inline};

/// What [`FilePane`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FilePaneProps {
    pub(crate) path: AttrValue,
    pub(crate) text: AttrValue,
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) dispatch: Callback<Action>,
}

/// A file of the build context, to be edited, and what the findings say of it.
#[component]
pub(crate) fn FilePane(props: &FilePaneProps) -> Html {
    let FilePaneProps { path, text, snapshot, dispatch } = props;
    let (field, numbers) = (use_node_ref(), use_node_ref());
    let oninput = {
        let path = path.to_string();
        dispatch.reform(move |event: InputEvent| Action::FileWritten(path.clone(), browser::value_of(&event)))
    };
    let remove = {
        let path = path.to_string();
        dispatch.reform(move |()| Action::FileRemoved(path.clone()))
    };
    let show = {
        let (field, numbers, text) = (TextField(field.clone()), numbers.clone(), text.clone());
        Callback::from(move |line: usize| {
            let range = LineIndex::new(&text).line_range(line);
            let length = range.of(&text).trim_end().len();
            field.select(unit_of_byte(&text, range.start), unit_of_byte(&text, range.start + length));
            browser::show_child(&numbers, line.saturating_sub(1));
        })
    };
    let notes = notes(snapshot, path);
    html! {
        <div class="file-pane">
            if !notes.is_empty() {
                <ul class="file-notes" aria-label={text!("file-notes", path = path.as_str())} data-testid="file-notes">
                    { for notes.into_iter().map(|note| row(note, &show, dispatch)) }
                </ul>
            }
            <div class="file-sheet">
                <Numbers node={numbers} count={text.matches('\n').count() + 1} />
                <textarea ref={field} class="file-text" aria-label={path} value={text} wrap="off" spellcheck="false"
                    autocomplete="off" autocapitalize="off" data-testid="file-text" {oninput} />
            </div>
            <div class="editor-status">
                <span class="file-path">{ path }</span>
                <Button label={text!("files-remove", path = path)} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                    testid="file-pane-remove" onclick={remove} />
            </div>
        </div>
    }
}

/// What [`Numbers`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
struct NumbersProps {
    node: NodeRef,
    count: usize,
}

/// The numbers of the lines; the style sheet counts. Drawn again only when there are more or fewer.
#[component]
fn Numbers(props: &NumbersProps) -> Html {
    html! { <div ref={props.node.clone()} class="file-numbers" aria-hidden="true">{ for (0..props.count).map(|_| html! { <i /> }) }</div> }
}

/// A finding: how bad, what, and the places that it is about.
fn row(note: Note, show: &Callback<usize>, dispatch: &Callback<Action>) -> Html {
    let Note { level, message, line, dockerfile } = note;
    html! {
        <li class="file-note">
            <span class="finding-level" data-level={level.name()}>{ icon(level.symbol()) }{ level.word() }</span>
            <span class="file-note-text">{ inline(&message) }</span>
            if let Some(line) = line {
                <button type="button" class="file-place" data-testid="file-note-line" onclick={show.reform(move |_| line)}>
                    { text!("file-note-line", line = line) }
                </button>
            }
            if let Some(span) = dockerfile {
                <button type="button" class="file-place" data-testid="file-note-dockerfile"
                    onclick={dispatch.reform(move |_| Action::Revealed(span.range()))}>
                    { text!("file-note-dockerfile", line = span.start.line) }
                </button>
            }
        </li>
    }
}
