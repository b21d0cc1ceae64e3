use dockerfile_playground::analysis::surroundings;
use yew::prelude::*;

use super::EditorProps;
use super::utf16::byte_of_unit;
use crate::page::findings::fix_all_button;
use crate::page::share::LeaveButtons;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::ButtonKind;
use crate::page::work::EditorKind;

/// What [`Status`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct StatusProps {
    pub(super) editor: EditorProps,
}

/// The bar below the editor: what the file is made of, and what can be done with it.
#[component]
pub(super) fn Status(props: &StatusProps) -> Html {
    let EditorProps { text, snapshot, kind, caret, dispatch, .. } = &props.editor;
    let place = use_memo((text.clone(), *caret), |(text, caret)| place(text, *caret));
    let stages = snapshot.analysis.stages.iter().map(|stage| {
        let range = stage.span.range();
        let onclick = dispatch.reform(move |_| Action::Revealed(range));
        html! {
            <li>
                <button type="button" class="stage-link" {onclick}>
                    <span class="visually-hidden">{ text!("findings-go-to") }{ " " }</span>
                    { text!("status-stage", name = &stage.name) }<span class="stage-base">{ " " }{ text!("status-base", image = &stage.base) }</span>
                </button>
            </li>
        }
    });
    let is_plain = *kind == EditorKind::Plain;
    let other = if is_plain { EditorKind::Rich } else { EditorKind::Plain };
    html! {
        <div class="editor-status">
            <div class="editor-where">
                <p class="caret-place" data-testid="caret-place">{ &*place }</p>
                <ul class="stage-links">{ for stages }</ul>
            </div>
            <div class="editor-tools">
            { fix_all_button(snapshot, ButtonKind::Quiet, "editor-fix-all", dispatch) }
            <label class="check">
                <input type="checkbox" checked={is_plain} data-testid="editor-plain"
                    onchange={dispatch.reform(move |_| Action::EditorChosen(other))} />
                { text!("status-plain") }
            </label>
            <LeaveButtons text={AttrValue::from(text.clone())} file="Dockerfile" copy_label={text!("status-copy")}
                download_label={text!("status-download")} testids={("source-copy", "source-download")} small=true
                dispatch={dispatch.clone()} />
            </div>
        </div>
    }
}

/// Where the caret is and what it is in.
fn place(text: &str, caret: u32) -> String {
    let offset = byte_of_unit(text, caret);
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
    let around = surroundings(text, offset);
    let place = text!("status-place", place = &format!("{line}:{column}"));
    let instruction = around.instruction.map(str::to_owned);
    let stage = around.stage.map(|stage| text!("status-in-stage", name = &stage));
    [Some(place), instruction, stage].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_words() {
        let text = "# 𝄞\nFROM a AS b\n\nRUN c";
        assert_eq!(place(text, 4), "Line 1:5");
        assert_eq!(place(text, 7), "Line 2:3 · FROM · stage b");
        assert_eq!(place(text, 17), "Line 3:1 · stage b");
        assert_eq!(place(text, 99), "Line 4:6 · RUN · stage b");
    }
}
