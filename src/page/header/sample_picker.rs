use yew::prelude::*;

use crate::page::browser;
use crate::page::samples;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Select, SelectItem, Symbol, icon};

/// What [`SamplePicker`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SamplePickerProps {
    pub(super) sample: Option<&'static str>,
    pub(super) has_previous: bool,
    /// The way to the gallery.
    pub(super) children: Html,
    pub(super) dispatch: Callback<Action>,
}

/// The picker's name for the text that was replaced last.
const PREVIOUS: &str = "previous";

/// The list of samples, and the way to open a file of one's own.
#[component]
pub(super) fn SamplePicker(props: &SamplePickerProps) -> Html {
    let SamplePickerProps { sample, has_previous, children, dispatch } = props;
    let reading = use_mut_ref(|| None);
    let mut items: Vec<SelectItem> = samples::all().map(|id| SelectItem::new(id, samples::title(id))).collect();
    if sample.is_none() {
        items.insert(0, SelectItem::new("", text!("samples-own")));
    }
    if *has_previous {
        items.push(SelectItem::new(PREVIOUS, text!("samples-previous")));
    }
    let on_choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |id: String| match samples::all().find(|it| *it == id) {
            Some(sample) => dispatch.emit(Action::SampleChosen(sample)),
            None if id == PREVIOUS => dispatch.emit(Action::PreviousWanted),
            None => {}
        })
    };
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let done = dispatch.reform(|text: Option<String>| match text {
                Some(text) => Action::FileOpened(text.into()),
                None => Action::Announced(text!("file-not-text").into()),
            });
            *reading.borrow_mut() = browser::opened_file(&event, done);
        })
    };
    html! {
        <div class="source">
            <Select id="sample" label={text!("samples-label")} label_hidden=true {items} selected={sample.unwrap_or_default()}
                testid="sample" {on_choose} />
            { children.clone() }
            <label class="button open-file" data-kind="plain">
                { icon(Symbol::Open) }{ text!("file-open") }
                <input type="file" class="visually-hidden" data-testid="open-file" {onchange} />
            </label>
        </div>
    }
}
