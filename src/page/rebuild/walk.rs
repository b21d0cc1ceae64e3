use dockerfile_playground::simulate::cache::{CacheReport, Outcome};
use yew::prelude::*;

use super::seconds::{self, Seconds};
use super::steps::outcome_name;
use crate::page::texts::text;
use crate::page::widgets::{Button, Symbol, icon, inline};

/// What [`Walk`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct WalkProps {
    pub(super) report: CacheReport,
    pub(super) seconds: Seconds,
    /// The step that is looked at, if somebody has started.
    pub(super) current: Option<usize>,
    pub(super) on_step: Callback<Option<usize>>,
}

/// The steps that happen, by their numbers in the report.
pub(super) fn built(report: &CacheReport) -> Vec<usize> {
    (0..report.steps.len()).filter(|step| report.steps[*step].outcome != Outcome::None).collect()
}

/// Where a key leads from the step at `at` of `count`; before the first step, every way leads to an end.
fn led_by(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some(at.map_or(0, |at| (at + 1).min(last))),
        "ArrowLeft" | "ArrowUp" => Some(at.map_or(0, |at| at.saturating_sub(1))),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Goes through the build step by step, by buttons or arrow keys.
#[component]
pub(super) fn Walk(props: &WalkProps) -> Html {
    let WalkProps { report, seconds, current, on_step } = props;
    let built = built(report);
    let at = current.and_then(|current| built.iter().position(|step| *step == current));
    let go = {
        let (built, on_step) = (built.clone(), on_step.clone());
        Callback::from(move |key: &'static str| {
            let next = led_by(key, at, built.len());
            on_step.emit(next.and_then(|next| built.get(next).copied()));
        })
    };
    let onkeydown = {
        let (built, on_step) = (built.clone(), on_step.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = led_by(&event.key(), at, built.len()) {
                event.prevent_default();
                on_step.emit(built.get(next).copied());
            }
        })
    };
    let is_first = at.is_none_or(|at| at == 0);
    let is_last = at.is_some_and(|at| at + 1 == built.len()) || built.is_empty();
    let place = match at {
        Some(at) => text!("walk-place", step = at + 1, count = built.len()),
        None => text!("walk-steps", count = built.len()),
    };
    html! {
        <section class="walk" aria-label={text!("walk-label")} {onkeydown}>
            <div class="walk-bar">
                // Never disabled: a button that loses the focus would end the walk.
                <Button label={text!("walk-previous")} symbol={Symbol::Back} testid="cache-previous"
                    spoken={is_first.then(|| text!("walk-previous-none"))}
                    onclick={go.reform(|()| "ArrowLeft")} />
                <span class="walk-place">{ place }</span>
                <Button label={text!("walk-next")} symbol={Symbol::Arrow} testid="cache-next"
                    spoken={is_last.then(|| text!("walk-next-none"))}
                    onclick={go.reform(|()| "ArrowRight")} />
            </div>
            <div class="walk-step" aria-live="polite" aria-atomic="true" data-testid="cache-walk">
                { at.map_or_else(|| html! {
                    <p class="hint">{ text!("walk-hint") }</p>
                }, |at| told(report, &built, at, seconds)) }
            </div>
        </section>
    }
}

/// What happens at one step, and how long the build has taken by then.
fn told(report: &CacheReport, built: &[usize], at: usize, typed: &Seconds) -> Html {
    let step = &report.steps[built[at]];
    let so_far: u32 = built[..=at]
        .iter()
        .map(|step| &report.steps[*step])
        .filter(|step| step.outcome == Outcome::Executed)
        .map(|step| seconds::of(step, typed))
        .sum();
    let (symbol, outcome) = match step.outcome {
        Outcome::Executed => (Symbol::Rerun, "executed"),
        _ => (Symbol::Cached, "cached"),
    };
    let line = text!("step-line", line = &step.line.to_string());
    html! {
        <>
            <p class="walk-text"><span class="walk-line">{ line }{ " " }</span><code>{ &step.text }</code></p>
            <p class="step-because" data-outcome={outcome}>
                <span class="step-outcome">{ icon(symbol) }{ outcome_name(step.outcome) }</span>{ ": " }<span>{ inline(&step.because) }</span>
            </p>
            <p class="walk-time">{ text!("walk-so-far", time = &seconds::spoken(so_far)) }</p>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::led_by;

    #[test]
    fn keys_stop_at_the_ends() {
        assert_eq!(led_by("ArrowRight", None, 3), Some(0));
        assert_eq!(led_by("ArrowRight", Some(2), 3), Some(2));
        assert_eq!(led_by("ArrowUp", Some(0), 3), Some(0));
        assert_eq!(led_by("End", None, 3), Some(2));
        assert_eq!(led_by("Tab", Some(1), 3), None);
        assert_eq!(led_by("Home", None, 0), None);
    }
}
