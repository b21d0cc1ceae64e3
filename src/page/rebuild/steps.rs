use dockerfile_playground::simulate::cache::{CacheReport, Outcome, Step};
use dockerfile_playground::text::{LineIndex, TextRange};
use yew::prelude::*;

use crate::page::widgets::{Icon, Symbol, inline};

/// Which file the steps are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The one in the editor.
    Before,
    /// The one in a better order.
    After,
}

/// What [`Steps`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct StepsProps {
    pub(super) side: Side,
    pub(super) report: CacheReport,
    /// The file that the steps are of.
    pub(super) text: AttrValue,
    /// Shows a line in the editor, if the file is there.
    pub(super) on_reveal: Option<Callback<TextRange>>,
}

/// The steps of one build in order, each with what happens to it and why.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let StepsProps { side, report, text, on_reveal } = props;
    let (title, name) = match side {
        Side::Before => ("Your file", "before"),
        Side::After => ("In a better order", "after"),
    };
    let lines = LineIndex::new(text);
    let mut stage = None;
    let many_stages = report.steps.iter().any(|step| step.stage != report.steps[0].stage);
    let steps = report.steps.iter().map(|step| {
        let is_new = many_stages && stage.replace(&step.stage) != Some(&step.stage);
        let reveal = on_reveal.as_ref().map(|reveal| {
            let line = lines.line_range(step.line);
            let range = TextRange::new(line.start, line.start + line.of(text).trim_end().len());
            reveal.reform(move |_: MouseEvent| range)
        });
        html! {
            <>
                if is_new { <li class="step-stage">{ format!("Stage {}", step.stage) }</li> }
                { row(step, name, reveal) }
            </>
        }
    });
    html! {
        <section class="steps" aria-label={title}>
            <h3>
                { title }
                <span class="steps-count">
                    { format!("{} cached, {} run", report.summary.cached, report.summary.executed) }
                </span>
            </h3>
            <ol class="step-list">{ for steps }</ol>
        </section>
    }
}

fn row(step: &Step, side: &'static str, reveal: Option<Callback<MouseEvent>>) -> Html {
    let (symbol, word, outcome) = match step.outcome {
        Outcome::Cached => (Symbol::Cached, "cached", "cached"),
        Outcome::Executed => (Symbol::Rerun, "runs again", "executed"),
        Outcome::None => (Symbol::Nothing, "no step", "none"),
    };
    let line = step.line.to_string();
    html! {
        <li class="step" data-testid="cache-step" data-line={line.clone()} data-outcome={outcome} data-side={side}>
            <span class="step-outcome"><Icon {symbol} />{ word }</span>
            <div class="step-what">
                if let Some(onclick) = reveal {
                    <button type="button" class="step-line" {onclick}>
                        <span class="visually-hidden">{ "Go to line " }</span>{ line }
                    </button>
                } else {
                    <span class="step-line"><span class="visually-hidden">{ "Line " }</span>{ line }</span>
                }
                <code class="step-text">{ &step.text }</code>
            </div>
            <p class="step-because">{ inline(&step.because) }</p>
        </li>
    }
}
