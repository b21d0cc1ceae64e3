//! The bar above everything: samples, the profile switch, colours, the editor's kind.

use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use super::browser;
use super::samples;
use super::state::{Action, EditorKind, Theme};
use super::widgets::{Choice, ChoiceItem, Icon, Select, SelectItem, Symbol};

/// What [`Header`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// The id of the sample that stands in the editor unchanged.
    pub(crate) sample: Option<&'static str>,
    pub(crate) profile: Profile,
    pub(crate) theme: Theme,
    pub(crate) editor: EditorKind,
    pub(crate) dispatch: Callback<Action>,
}

const PROFILES: [Profile; 2] = [Profile::Dev, Profile::Prod];
const THEMES: [(Theme, &str, &str); 3] =
    [(Theme::System, "system", "System colours"), (Theme::Light, "light", "Light"), (Theme::Dark, "dark", "Dark")];

/// The bar above everything.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { sample, profile, theme, editor, dispatch } = props;
    let profiles = vec![
        ChoiceItem { label: "Development".into(), symbol: None, testid: Some("profile-dev") },
        ChoiceItem { label: "Production".into(), symbol: None, testid: Some("profile-prod") },
    ];
    let selected = PROFILES.iter().position(|it| it == profile).unwrap_or(0);
    let on_profile = dispatch.reform(|index: usize| Action::ProfileChosen(PROFILES[index.min(1)]));
    let themes = THEMES.iter().map(|(_, value, label)| SelectItem::new(*value, *label)).collect::<Vec<_>>();
    let theme_now = THEMES.iter().find(|(it, ..)| it == theme).map_or("system", |(_, value, _)| value);
    let on_theme = dispatch.reform(|value: String| {
        Action::ThemeChosen(
            THEMES.iter().find(|(_, name, _)| *name == value).map_or(Theme::System, |(theme, ..)| *theme),
        )
    });
    let is_plain = *editor == EditorKind::Plain;
    let on_editor =
        dispatch.reform(move |_| Action::EditorChosen(if is_plain { EditorKind::Rich } else { EditorKind::Plain }));
    html! {
        <header class="header">
            <div class="header-start">
            <h1 class="brand"><Icon symbol={Symbol::Layers} /><span>{ "Dockerfile " }<b>{ "Playground" }</b></span></h1>
            <SamplePicker sample={*sample} dispatch={dispatch.clone()} />
            </div>
            <Choice class="profile" label="What the image is for" items={profiles} {selected} on_choose={on_profile} />
            <div class="header-settings">
                <label class="check">
                    <input type="checkbox" checked={is_plain} data-testid="editor-plain" onchange={on_editor} />
                    { "Plain editor" }
                </label>
                <Select id="theme" label="Colours" label_hidden=true items={themes} selected={theme_now} testid="theme"
                    on_choose={on_theme} />
            </div>
        </header>
    }
}

/// What [`SamplePicker`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
struct SamplePickerProps {
    sample: Option<&'static str>,
    dispatch: Callback<Action>,
}

/// The list of samples, and the way to open a file of one's own.
#[component]
fn SamplePicker(props: &SamplePickerProps) -> Html {
    let SamplePickerProps { sample, dispatch } = props;
    let reading = use_mut_ref(|| None);
    let mut items: Vec<SelectItem> = samples::ALL.iter().map(|it| SelectItem::new(it.id, it.title)).collect();
    if sample.is_none() {
        items.insert(0, SelectItem::new("", "Your file"));
    }
    let on_choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |id: String| {
            if let Some(sample) = samples::find(&id) {
                dispatch.emit(Action::SampleChosen(sample));
            }
        })
    };
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let done = dispatch.reform(|text: Option<String>| match text {
                Some(text) => Action::FileOpened(text.into()),
                None => Action::Announced("This file cannot be read as text"),
            });
            *reading.borrow_mut() = browser::opened_file(&event, done);
        })
    };
    html! {
        <div class="source">
            <Select id="sample" label="Sample" label_hidden=true {items} selected={sample.unwrap_or_default()}
                testid="sample" {on_choose} />
            <label class="button open-file" data-kind="plain">
                <Icon symbol={Symbol::Open} />{ "Open" }
                <input type="file" class="visually-hidden" data-testid="open-file" {onchange} />
            </label>
        </div>
    }
}
