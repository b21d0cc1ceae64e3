use std::rc::Rc;

use dockerfile_playground::text::{LineIndex, TextRange};
use yew::prelude::*;

use super::line::Line;
use super::naming;
use super::utf16::Units;
use super::{EditorProps, change, coloured};
use crate::page::browser::{self, TextField};
use crate::page::state::Action;
use crate::page::texts::text;

/// What [`PlainEditor`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PlainEditorProps {
    pub(super) editor: EditorProps,
    /// Whether the field has the focus.
    pub(super) on_use: Callback<bool>,
}

/// A text field under a layer of colours. Both have the same lines at the same places, as the style sheet sees to, and
/// scroll together because neither scrolls itself.
#[component]
pub(super) fn PlainEditor(props: &PlainEditorProps) -> Html {
    let PlainEditorProps { editor: props, on_use } = props;
    let node = use_node_ref();
    let layer = use_node_ref();
    let field = TextField(node.clone());
    use_written_text(&field, &props.text, props.revision);
    use_revealed_range(&field, &layer, &props.text, props.reveal);
    {
        let field = field.clone();
        use_effect(move || field.keep_in_place());
    }
    let rows = use_memo((props.text.clone(), props.snapshot.clone()), |(text, snapshot)| coloured(text, snapshot));
    let oninput = {
        let field = field.clone();
        props.dispatch.reform(move |_: InputEvent| Action::Typed(field.text().unwrap_or_default().into()))
    };
    let on_caret = {
        let (field, dispatch) = (field.clone(), props.dispatch.clone());
        move || dispatch.emit(Action::CaretMoved(field.caret().unwrap_or_default()))
    };
    let onkeyup = {
        let on_caret = on_caret.clone();
        Callback::from(move |_: KeyboardEvent| on_caret())
    };
    let onclick = Callback::from(move |_: MouseEvent| on_caret());
    let onkeydown = naming::onkeydown(&field, props);
    html! {
        <div class="editor-plain">
            <div class="editor-sheet">
                <textarea ref={node} class="editor-field" aria-label={text!("file-dockerfile")} data-testid="editor"
                    spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" wrap="soft" {oninput}
                    {onkeyup} {onkeydown} {onclick} readonly={browser::is_read_only()}
                    onfocus={on_use.reform(|_| true)} onblur={on_use.reform(|_| false)} />
                <div ref={layer} class="editor-layer" aria-hidden="true">
                    { for rows.iter().enumerate().map(|(at, row)| html! { <Line key={at} row={row.clone()} /> }) }
                </div>
            </div>
        </div>
    }
}

/// Writes the text into the field when it starts and when it was changed from outside; never in answer to typing, which
/// would move the caret.
#[hook]
fn use_written_text(field: &TextField, text: &Rc<str>, revision: u32) {
    let is_filled = use_mut_ref(|| false);
    let (field, text) = (field.clone(), text.clone());
    use_effect_with(revision, move |_| {
        if !is_filled.replace(true) {
            field.fill(&text);
            return;
        }
        let Some(old) = field.text() else { return };
        if let Some(change) = change::between(&old, &text) {
            let units = Units::new(&old);
            let (start, end) = (units.of_byte(change.old.start), units.of_byte(change.old.end));
            field.replace(start, end, change.new.of(&text));
        }
    });
}

/// Selects the place that somebody asked for and scrolls its line into view.
#[hook]
fn use_revealed_range(field: &TextField, layer: &NodeRef, text: &Rc<str>, reveal: Option<(u32, TextRange)>) {
    let seen = use_mut_ref(|| reveal);
    let (field, layer, text) = (field.clone(), layer.clone(), text.clone());
    use_effect_with(reveal, move |reveal| {
        if seen.replace(*reveal) == *reveal {
            return;
        }
        let Some((_, range)) = reveal else { return };
        let units = Units::new(&text);
        field.select(units.of_byte(range.start), units.of_byte(range.end));
        browser::show_child(&layer, LineIndex::new(&text).line(range.start).saturating_sub(1));
    });
}
