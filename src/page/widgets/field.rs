use yew::prelude::*;

use super::inline::inline;
use crate::page::browser;

/// What [`Field`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FieldProps {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    pub(crate) on_change: Callback<String>,
    /// Shown while it is empty; an example, never the only explanation.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// More than one line: how many are seen at least.
    #[prop_or_default]
    pub(crate) lines: Option<u32>,
    /// The label is for screen readers only.
    #[prop_or_default]
    pub(crate) label_hidden: bool,
    /// What is wrong with the value; in marks of code.
    #[prop_or_default]
    pub(crate) problem: Option<String>,
    #[prop_or_default]
    pub(crate) testid: Option<&'static str>,
}

/// A labelled text field.
#[component]
pub(crate) fn Field(props: &FieldProps) -> Html {
    let oninput = props.on_change.reform(|event: InputEvent| browser::value_of(&event));
    let explained_by = props.problem.as_ref().map(|_| format!("{}-problem", props.id));
    let field = match props.lines {
        None => html! {
            <input id={&props.id} class="field-input" type="text" value={&props.value} placeholder={&props.placeholder}
                spellcheck="false" autocomplete="off" autocapitalize="off" data-testid={props.testid}
                aria-invalid={explained_by.as_ref().map(|_| "true")} aria-describedby={explained_by.clone()} {oninput} />
        },
        Some(lines) => {
            let rows = u32::try_from(props.value.lines().count()).unwrap_or(lines).clamp(lines, 24);
            html! {
                <textarea id={&props.id} class="field-input" rows={rows.to_string()} value={&props.value}
                    placeholder={&props.placeholder} spellcheck="false" autocomplete="off" autocapitalize="off"
                    data-testid={props.testid} {oninput} />
            }
        }
    };
    html! {
        <div class="field">
            <label for={&props.id} class={if props.label_hidden { "visually-hidden" } else { "field-label" }}>
                { &props.label }
            </label>
            { field }
            if let Some(problem) = &props.problem {
                <p id={explained_by} class="field-problem" role="status">{ inline(problem) }</p>
            }
        </div>
    }
}

/// One entry of a [`Select`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SelectItem {
    /// What the form sends.
    pub(crate) value: AttrValue,
    /// What is read.
    pub(crate) label: AttrValue,
}

impl SelectItem {
    /// An entry.
    pub(crate) fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What [`Select`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct SelectProps {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) items: Vec<SelectItem>,
    pub(crate) selected: AttrValue,
    pub(crate) on_choose: Callback<String>,
    /// The label is for screen readers only.
    #[prop_or_default]
    pub(crate) label_hidden: bool,
    #[prop_or_default]
    pub(crate) testid: Option<&'static str>,
}

/// A labelled list of choices.
#[component]
pub(crate) fn Select(props: &SelectProps) -> Html {
    let onchange = props.on_choose.reform(|event: Event| browser::value_of(&event));
    let items = props.items.iter().map(|item| {
        html! {
            <option key={item.value.to_string()} value={&item.value} selected={item.value == props.selected}>
                { &item.label }
            </option>
        }
    });
    html! {
        <div class="field">
            <label for={&props.id} class={if props.label_hidden { "visually-hidden" } else { "field-label" }}>
                { &props.label }
            </label>
            <select id={&props.id} class="field-input" data-testid={props.testid} {onchange}>{ for items }</select>
        </div>
    }
}
