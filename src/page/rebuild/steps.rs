use dockerfile_playground::simulate::cache::{CacheReport, Outcome, Step};
use dockerfile_playground::text::{LineIndex, TextRange};
use yew::prelude::*;

use super::picture::Picture;
use super::seconds::{self, Seconds};
use crate::page::browser;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

/// Which file the steps are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The one in the editor.
    Before,
    /// The one in a better order.
    After,
}

impl Side {
    pub(super) fn title(self) -> String {
        match self {
            Self::Before => text!("steps-yours"),
            Self::After => text!("steps-better"),
        }
    }
}

/// What happened to a step.
pub(super) fn outcome_name(outcome: Outcome) -> String {
    match outcome {
        Outcome::Cached => text!("step-cached"),
        Outcome::Executed => text!("step-executed"),
        Outcome::None => text!("step-none"),
    }
}

/// What [`Steps`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct StepsProps {
    pub(super) side: Side,
    pub(super) report: CacheReport,
    /// The file that the steps are of.
    pub(super) text: AttrValue,
    /// What somebody typed for the time of a step.
    pub(super) seconds: Seconds,
    pub(super) on_seconds: Callback<(String, u32)>,
    /// Shows a line in the editor, if the file is there.
    pub(super) on_reveal: Option<Callback<TextRange>>,
    /// Whether its picture is beside it, and not somewhere else.
    pub(super) has_picture: bool,
    /// The step that is looked at.
    #[prop_or_default]
    pub(super) current: Option<usize>,
    /// A step of the picture is pointed at.
    #[prop_or_default]
    pub(super) on_point: Option<Callback<usize>>,
    /// What can be done with the file.
    #[prop_or_default]
    pub(super) children: Html,
}

/// The steps of one build as a picture and as a table, each with what happens to it and why.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let StepsProps { side, report, text, on_reveal, .. } = props;
    let title = side.title();
    let lines = LineIndex::new(text);
    let mut stage = None;
    let many_stages = report.steps.iter().any(|step| step.stage != report.steps[0].stage);
    let steps = report.steps.iter().enumerate().map(|(number, step)| {
        let is_new = many_stages && stage.replace(&step.stage) != Some(&step.stage);
        let reveal = on_reveal.as_ref().map(|reveal| {
            let line = lines.line_range(step.line);
            let range = TextRange::new(line.start, line.start + line.of(text).trim_end().len());
            reveal.reform(move |_: MouseEvent| range)
        });
        html! {
            <>
                if is_new && !step.stage.is_empty() {
                    <tr class="step-stage"><th scope="rowgroup" colspan="3">{ text!("status-stage", name = &step.stage) }</th></tr>
                }
                { row(number, step, props, reveal) }
            </>
        }
    });
    let time = seconds::spoken(seconds::total(report, &props.seconds));
    let count = text!("steps-count", cached = report.summary.cached, executed = report.summary.executed, time = &time);
    html! {
        <section class="steps" aria-label={title.clone()}>
            <div class="steps-head">
                <h3>{ &title }</h3>
                <span class="steps-count">{ inline(&count) }</span>
            </div>
            if props.has_picture {
                <Picture title={title.clone()} text={text.clone()} report={report.clone()} seconds={props.seconds.clone()}
                    current={props.current} on_point={props.on_point.clone()} />
            }
            <table class="step-table">
                <caption class="visually-hidden">{ text!("steps-table", of = &title) }</caption>
                <colgroup><col class="step-at" /><col /><col class="step-time" /></colgroup>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{ text!("findings-line") }</th>
                        <th scope="col">{ text!("steps-why") }</th>
                        <th scope="col">{ text!("steps-time") }</th>
                    </tr>
                </thead>
                <tbody>{ for steps }</tbody>
            </table>
            { props.children.clone() }
        </section>
    }
}

fn row(number: usize, step: &Step, props: &StepsProps, reveal: Option<Callback<MouseEvent>>) -> Html {
    let side = if props.side == Side::Before { "before" } else { "after" };
    let (symbol, outcome) = match step.outcome {
        Outcome::Cached => (Symbol::Cached, "cached"),
        Outcome::Executed => (Symbol::Rerun, "executed"),
        Outcome::None => (Symbol::Nothing, "none"),
    };
    let line = step.line.to_string();
    let current = (props.current == Some(number)).then_some("step");
    html! {
        <tr class="step" data-testid="cache-step" data-line={line.clone()} data-outcome={outcome} data-side={side}
            aria-current={current}>
            <th scope="row" class="step-at">
                if let Some(onclick) = reveal {
                    <button type="button" class="step-line" aria-label={text!("step-go-to-line", line = &line)} {onclick}>
                        { line }
                    </button>
                } else {
                    <span class="step-line">
                        <span class="visually-hidden">{ text!("step-line", line = &line) }</span>
                        <span aria-hidden="true">{ line }</span>
                    </span>
                }
            </th>
            <td>
                <code class="step-text">{ &step.text }</code>
                <p class="step-because" data-outcome={outcome}>
                    <span class="step-outcome">{ icon(symbol) }{ outcome_name(step.outcome) }</span>{ " " }
                    <span>{ inline(&step.because) }</span>
                </p>
            </td>
            <td class="step-time">
                if step.outcome == Outcome::Executed { { time(step, props) } }
            </td>
        </tr>
    }
}

/// The time that the step takes, to be corrected.
fn time(step: &Step, props: &StepsProps) -> Html {
    let value = seconds::of(step, &props.seconds).to_string();
    let oninput = {
        let text = step.text.clone();
        props.on_seconds.reform(move |event: InputEvent| {
            (text.clone(), browser::value_of(&event).trim().parse().unwrap_or(0).min(86_400))
        })
    };
    let spoken = text!("step-seconds-spoken", line = &step.line.to_string(), of = &props.side.title());
    html! {
        <label class="step-seconds">
            <span class="visually-hidden">{ spoken }</span>
            <input type="number" min="0" max="86400" {value} {oninput} />{ text!("step-seconds") }
        </label>
    }
}
