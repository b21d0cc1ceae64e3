//! The build as a picture: a column for each stage, a box for each step, an arrow for what one stage takes from another.

mod layout;

use dockerfile_playground::model::DependencyKind;
use dockerfile_playground::simulate::cache::{CacheReport, Outcome, Step};
use yew::prelude::*;

use self::layout::{Arrow, BOX, Column, Layout};
use super::seconds::{self, Seconds};
use crate::page::texts::text;

/// What [`Picture`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PictureProps {
    /// What it is a picture of.
    pub(super) title: AttrValue,
    pub(super) text: AttrValue,
    pub(super) report: CacheReport,
    pub(super) seconds: Seconds,
    /// Whether the title is seen.
    #[prop_or_default]
    pub(super) is_titled: bool,
    /// The step that is looked at.
    #[prop_or_default]
    pub(super) current: Option<usize>,
    /// A step is pointed at.
    #[prop_or_default]
    pub(super) on_point: Option<Callback<usize>>,
}

/// The picture. Everything in it is in the table beside it too.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let layout = use_memo((props.text.clone(), props.report.clone()), |(text, report)| Layout::new(text, report));
    if layout.columns.is_empty() {
        return Html::default();
    }
    let (width, height) = (layout.width.to_string(), layout.height.to_string());
    let stages = spoken(&layout, &props.report);
    let label = text!("picture-spoken", of = &props.title, stages = &stages, arrows = layout.arrows.len());
    html! {
        <div class="picture" tabindex="0" role="group" aria-label={text!("picture-label", of = &props.title)}>
            if props.is_titled { <p class="picture-title">{ &props.title }</p> }
            <svg role="img" aria-label={label} {width} {height} viewBox={format!("0 0 {} {}", layout.width, layout.height)}
                data-testid="cache-picture">
                { for layout.arrows.iter().map(arrow) }
                { for layout.columns.iter().map(|it| column(it, props)) }
            </svg>
        </div>
    }
}

/// What a screen reader says of the stages.
fn spoken(layout: &Layout, report: &CacheReport) -> String {
    let stages = layout.columns.iter().map(|column| {
        let steps = column.boxes.iter().map(|it| &report.steps[it.step]);
        let running = steps.filter(|step| step.outcome == Outcome::Executed).count();
        if column.is_built {
            text!("picture-stage", name = &column.name, count = column.boxes.len(), executed = running)
        } else {
            text!("picture-stage-idle", name = &column.name)
        }
    });
    stages.collect::<Vec<_>>().join(", ")
}

const fn kind_name(kind: DependencyKind) -> &'static str {
    match kind {
        DependencyKind::From => "from",
        DependencyKind::Copy => "copy",
        DependencyKind::Mount => "mount",
    }
}

fn arrow(arrow: &Arrow) -> Html {
    let (x, y) = arrow.end;
    let point = format!("M{} {}L{x} {y}L{} {}Z", x - 7, y - 4, x - 7, y + 4);
    html! {
        <g class="picture-arrow" data-kind={kind_name(arrow.kind)}>
            <path class="picture-line" d={arrow.line.clone()} />
            <path class="picture-point" d={point} />
        </g>
    }
}

fn column(column: &Column, props: &PictureProps) -> Html {
    let boxes = column.boxes.iter().map(|it| step_box((column.x, it.y), it.step, props));
    html! {
        <g class="picture-stage" data-built={column.is_built.to_string()}>
            <text class="picture-name" x={(column.x + 2).to_string()} y="22">{ shortened(&text!("status-stage", name = &column.name), 25) }</text>
            { for boxes }
        </g>
    }
}

fn step_box((x, y): (u32, u32), number: usize, props: &PictureProps) -> Html {
    let step = &props.report.steps[number];
    let (outcome, told) = match step.outcome {
        Outcome::Cached => ("cached", text!("picture-cached")),
        Outcome::Executed => {
            let time = seconds::spoken(seconds::of(step, &props.seconds));
            ("executed", text!("picture-executed", time = &time))
        }
        Outcome::None => ("none", text!("picture-none")),
    };
    let onclick = props.on_point.as_ref().map(|point| point.reform(move |_: MouseEvent| number));
    let is_current = props.current == Some(number);
    html! {
        <g class="picture-step" data-outcome={outcome} data-current={is_current.then_some("true")} {onclick}>
            <title>{ text!("picture-step", line = &step.line.to_string(), step = &step.text) }</title>
            <rect x={x.to_string()} y={y.to_string()} width={BOX.0.to_string()} height={BOX.1.to_string()} rx="6" />
            <text class="picture-text" x={(x + 9).to_string()} y={(y + 17).to_string()}>{ label(step) }</text>
            <text class="picture-outcome" x={(x + 9).to_string()} y={(y + 33).to_string()}>{ told }</text>
        </g>
    }
}

/// The line and the start of the instruction.
fn label(step: &Step) -> String {
    shortened(&format!("{} {}", step.line, step.text.split_whitespace().collect::<Vec<_>>().join(" ")), 25)
}

fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    text.chars().take(length - 1).chain(['…']).collect()
}

/// What [`Legend`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LegendProps {
    /// Whether there may be arrows.
    pub(super) has_arrows: bool,
}

/// What the lines and boxes mean.
#[component]
pub(super) fn Legend(props: &LegendProps) -> Html {
    let lines = [
        (DependencyKind::From, text!("legend-from")),
        (DependencyKind::Copy, text!("legend-copy")),
        (DependencyKind::Mount, text!("legend-mount")),
    ];
    let boxes = [("cached", text!("legend-cached")), ("executed", text!("legend-executed"))];
    html! {
        <ul class="legend" aria-label={text!("legend")}>
            { for boxes.map(|(outcome, meaning)| html! {
                <li>
                    <svg class="picture-step" data-outcome={outcome} width="22" height="14" aria-hidden="true">
                        <rect x="1.5" y="1.5" width="19" height="11" rx="3" />
                    </svg>
                    { meaning }
                </li>
            }) }
            { for lines.into_iter().filter(|_| props.has_arrows).map(|(kind, meaning)| html! {
                <li>
                    <svg class="picture-arrow" data-kind={kind_name(kind)} width="30" height="12" aria-hidden="true">
                        <path class="picture-line" d="M1 6H23" /><path class="picture-point" d="M22 2L29 6L22 10Z" />
                    </svg>
                    { meaning }
                </li>
            }) }
        </ul>
    }
}
