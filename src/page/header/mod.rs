//! The bar above everything: samples, the profile switch, sharing, colours.

mod keys;
mod sample_picker;

use std::rc::Rc;

use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use self::keys::Keys;
use self::sample_picker::SamplePicker;
use super::export::{ExportProps, export_button};
use super::hooks::Snapshot;
use super::share::{ShareProps, share_button};
use super::state::Action;
use super::texts::text;
use super::widgets::{Choice, ChoiceItem, Select, SelectItem, Symbol, icon};
use super::work::{Theme, Work, profile_name};

/// What [`Header`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// The id of the sample that stands in the editor unchanged.
    pub(crate) sample: Option<&'static str>,
    /// Whether there is a replaced text to go back to.
    pub(crate) has_previous: bool,
    pub(crate) profile: Profile,
    pub(crate) theme: Theme,
    /// Whether everything is large.
    pub(crate) presenting: bool,
    /// What a link to the page carries.
    pub(crate) shared: Work,
    /// There is no room in a link for the files beside the Dockerfile.
    pub(crate) leaves_files: bool,
    /// What there is to export.
    pub(crate) snapshot: Rc<Snapshot>,
    /// The way to the gallery.
    pub(crate) children: Html,
    pub(crate) dispatch: Callback<Action>,
}

const PROFILES: [Profile; 2] = [Profile::Dev, Profile::Prod];
const THEMES: [(Theme, &str); 4] =
    [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::Contrast, "contrast")];

fn theme_name(theme: Theme) -> String {
    match theme {
        Theme::System => text!("theme-system"),
        Theme::Light => text!("theme-light"),
        Theme::Dark => text!("theme-dark"),
        Theme::Contrast => text!("theme-contrast"),
    }
}

/// The bar above everything.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let HeaderProps {
        sample,
        has_previous,
        profile,
        theme,
        presenting,
        shared,
        leaves_files,
        snapshot,
        children,
        dispatch,
    } = props;
    let profiles = vec![
        ChoiceItem { label: profile_name(Profile::Dev).into(), symbol: None, testid: Some("profile-dev") },
        ChoiceItem { label: profile_name(Profile::Prod).into(), symbol: None, testid: Some("profile-prod") },
    ];
    let selected = PROFILES.iter().position(|it| it == profile).unwrap_or(0);
    let on_profile = dispatch.reform(|index: usize| Action::ProfileChosen(PROFILES[index.min(1)]));
    let themes = THEMES.iter().map(|(theme, value)| SelectItem::new(*value, theme_name(*theme))).collect::<Vec<_>>();
    let theme_now = THEMES.iter().find(|(it, _)| it == theme).map_or("system", |(_, value)| value);
    let on_theme = dispatch.reform(|value: String| {
        Action::ThemeChosen(THEMES.iter().find(|(_, name)| *name == value).map_or(Theme::System, |(theme, _)| *theme))
    });
    html! {
        <header class="header">
            <a class="skip-link" href="#panel">{ text!("header-skip") }</a>
            <div class="header-start">
            <h1 class="brand">{ icon(Symbol::Layers) }<span>{ "Dockerfile " }<b>{ "Playground" }</b></span></h1>
            <SamplePicker sample={*sample} has_previous={*has_previous} dispatch={dispatch.clone()}>
                { children.clone() }
            </SamplePicker>
            </div>
            <Choice class="profile" label={text!("profile-label")} items={profiles} {selected} on_choose={on_profile} />
            <div class="header-settings">
                { export_button(ExportProps { snapshot: snapshot.clone(), dispatch: dispatch.clone() }) }
                { share_button(ShareProps { shared: shared.clone(), leaves_files: *leaves_files }) }
                <Select id="theme" label={text!("theme-label")} label_hidden=true items={themes} selected={theme_now} testid="theme"
                    on_choose={on_theme} />
                <Keys presenting={*presenting} dispatch={dispatch.clone()} />
            </div>
        </header>
    }
}
