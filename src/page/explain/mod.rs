//! What stands at the caret: the tokens of its instruction with what they mean, and what holds after it.

mod parts;
mod state;

use std::rc::Rc;

use dockerfile_playground::analysis::{Explanation, explain_in};
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::syntax;
use yew::prelude::*;

use self::parts::Parts;
use self::state::StateTable;
use super::editor::{byte_of_unit, unit_of_byte};
use super::files::Files;
use super::state::{Action, project};
use super::texts::text;
use super::widgets::{Button, ButtonKind, Symbol, inline};

/// What [`ExplainPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ExplainPanelProps {
    pub(crate) text: Rc<str>,
    /// Where the caret is, in UTF-16 units.
    pub(crate) caret: u32,
    /// The build context, if somebody wrote one.
    pub(crate) files: Option<Rc<Files>>,
    pub(crate) dispatch: Callback<Action>,
}

/// What is told, and the starts of the instructions around it.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    explanation: Explanation,
    previous: Option<u32>,
    next: Option<u32>,
}

impl Told {
    fn of(text: &str, caret: u32, files: Option<&Files>) -> Self {
        let project = project(text, files);
        let tree = syntax::parse(text);
        let explanation = explain_in(&Dockerfile::resolve(&tree, &project), byte_of_unit(text, caret));
        let span = explanation.span.range();
        let previous = tree.instructions.iter().rev().find(|it| it.range.start < span.start);
        let next = tree.instructions.iter().find(|it| it.range.start > span.start);
        let start = |it: &syntax::Instruction| unit_of_byte(text, it.range.start);
        Self { previous: previous.map(start), next: next.map(start), explanation }
    }
}

/// The instruction that the caret is in, taken apart.
#[component]
pub(crate) fn ExplainPanel(props: &ExplainPanelProps) -> Html {
    let ExplainPanelProps { text, caret, files, dispatch } = props;
    let told = use_memo((text.clone(), *caret, files.clone()), |(text, caret, files)| {
        Told::of(text, *caret, files.as_deref())
    });
    let explanation = &told.explanation;
    let (first, last) = (explanation.span.start.line, explanation.span.end.line);
    let lines = if first == last {
        text!("explain-line", line = first)
    } else {
        text!("explain-lines", first = first, last = last)
    };
    let step = |to: Option<u32>| dispatch.reform(move |()| Action::CaretMoved(to.unwrap_or_default()));
    html! {
        <div class="explain" data-testid="explain">
            <div class="panel-head">
                <h2>
                    <span data-testid="explain-title">{ explanation.title.clone() }</span>
                    <span class="explain-lines">{ lines }</span>
                    if let Some(form) = explanation.form { <span class="code-name">{ form }</span> }
                </h2>
                <div class="explain-steps">
                    <Button label={text!("explain-previous")} symbol={Symbol::Back} kind={ButtonKind::Quiet} icon_only=true
                        testid="explain-previous" disabled={told.previous.is_none()} onclick={step(told.previous)} />
                    <Button label={text!("explain-next")} symbol={Symbol::Arrow} kind={ButtonKind::Quiet} icon_only=true
                        testid="explain-next" disabled={told.next.is_none()} onclick={step(told.next)} />
                </div>
            </div>
            <p class="lead">{ inline(&explanation.summary) }</p>
            { here(explanation) }
            if !explanation.parts.is_empty() {
                <Parts parts={explanation.parts.clone()} current={explanation.current} left_out={explanation.left_out}
                    on_reveal={dispatch.reform(Action::Revealed)} />
            }
            if !explanation.state.is_empty() {
                <StateTable rows={explanation.state.clone()} />
            }
        </div>
    }
}

/// The token at the caret, by itself.
fn here(explanation: &Explanation) -> Html {
    let Some(part) = explanation.current.map(|current| &explanation.parts[current]) else {
        return html! {
            if !explanation.parts.is_empty() {
                <p class="explain-here" data-testid="explain-here">{ text!("explain-choose") }</p>
            }
        };
    };
    html! {
        <p class="explain-here" data-testid="explain-here">
            <code class="explain-token">{ part.text.clone() }</code>
            <span class="explain-kind">{ part.kind }</span>
            <span class="explain-meaning">{ inline(&part.meaning) }</span>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn steps_lead_from_instruction_to_instruction() {
        let text = "FROM é\n# x\nRUN a\nRUN b\n";
        let told = Told::of(text, 13, None);
        assert_eq!((told.explanation.title.as_str(), told.previous, told.next), ("RUN", Some(0), Some(17)));
        assert_eq!(Told::of(text, 8, None).next, Some(11));
        assert_eq!(Told::of("", 9, None).explanation.title, "Blank line");
    }
}
