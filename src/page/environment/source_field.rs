use std::collections::BTreeMap;

use dockerfile_playground::simulate::environment::{Problem, Severity};
use yew::prelude::*;

use crate::page::browser;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

/// Longer texts get no line numbers beyond this.
const MOST_LINES: usize = 2_000;

/// What a line does for the variable on show, the stronger last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// It offers a value that loses.
    Loses,
    /// It supplies the value.
    Wins,
    /// The tool passes something over.
    Warning,
    /// The tool stops here.
    Error,
}

/// What [`SourceField`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SourceFieldProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    pub(super) hint: AttrValue,
    pub(super) value: AttrValue,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    pub(super) marks: BTreeMap<usize, Mark>,
    /// It can only be read here.
    pub(super) is_shown_only: bool,
    pub(super) testid: &'static str,
    pub(super) on_change: Callback<String>,
}

/// A text with numbered lines; what a line does, or what is wrong with it, stands at its number.
#[component]
pub(super) fn SourceField(props: &SourceFieldProps) -> Html {
    let count = props.value.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let count = count.clamp(3, MOST_LINES);
    let mut marks = props.marks.clone();
    for problem in &props.problems {
        let mark = if problem.severity == Severity::Error { Mark::Error } else { Mark::Warning };
        if let Some(line) = problem.line {
            let at = marks.entry(line).or_insert(mark);
            *at = (*at).max(mark);
        }
    }
    let numbers = (1..=count).map(|line| {
        let mark = marks.get(&line).copied();
        html! {
            <span class="source-number" data-mark={mark.map(name)}>
                if let Some(mark) = mark { { icon(symbol(mark)) } }
                { line }
            </span>
        }
    });
    let problems = props.problems.iter().map(|problem| {
        let (symbol, level) = match problem.severity {
            Severity::Error => (Symbol::Error, "error"),
            Severity::Warning => (Symbol::Warning, "warning"),
        };
        html! {
            <li data-level={level}>
                { icon(symbol) }
                <span>
                    if let Some(line) = problem.line { <strong>{ text!("env-problem-line", line = line) }{ " " }</strong> }
                    { inline(&problem.message) }
                </span>
            </li>
        }
    });
    let described = format!("{}-hint {}-problems", props.id, props.id);
    let oninput = props.on_change.reform(|event: InputEvent| browser::value_of(&event));
    html! {
        <div class="source-field">
            <label class="visually-hidden" for={&props.id}>{ &props.label }</label>
            <p class="source-hint" id={format!("{}-hint", props.id)}>{ inline(&props.hint) }</p>
            <div class="source-text">
                <div class="source-numbers" aria-hidden="true">{ for numbers }</div>
                <textarea id={&props.id} class="source-area" rows={count.to_string()} value={&props.value} wrap="off"
                    readonly={props.is_shown_only} spellcheck="false" autocomplete="off" autocapitalize="off"
                    aria-describedby={described} data-testid={props.testid} {oninput} />
            </div>
            <ul class="source-problems" id={format!("{}-problems", props.id)} data-testid="env-source-problems">
                { for problems }
            </ul>
        </div>
    }
}

const fn name(mark: Mark) -> &'static str {
    match mark {
        Mark::Loses => "loses",
        Mark::Wins => "wins",
        Mark::Warning => "warning",
        Mark::Error => "error",
    }
}

const fn symbol(mark: Mark) -> Symbol {
    match mark {
        Mark::Loses => Symbol::Close,
        Mark::Wins => Symbol::Done,
        Mark::Warning => Symbol::Warning,
        Mark::Error => Symbol::Error,
    }
}
