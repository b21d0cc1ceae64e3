use dockerfile_playground::export::embed::{Embed, Height, Theme, View};
use yew::prelude::*;

use crate::page::browser;
use crate::page::texts::text;
use crate::page::widgets::{Choice, CopyButton, Field, Select, SelectItem, Switch};

/// What [`EmbedPane`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct EmbedPaneProps {
    pub(super) link: AttrValue,
}

const VIEWS: [View; 6] = [View::All, View::Code, View::Findings, View::Variant, View::Rebuild, View::Environment];

fn view_name(view: View) -> String {
    match view {
        View::All => text!("embed-view-all"),
        View::Code => text!("embed-view-code"),
        View::Findings => text!("embed-view-findings"),
        View::Variant => text!("embed-view-variant"),
        View::Rebuild => text!("embed-view-rebuild"),
        View::Environment => text!("embed-view-environment"),
    }
}

const THEMES: [(Option<Theme>, &str); 3] =
    [(None, "system"), (Some(Theme::Light), "light"), (Some(Theme::Dark), "dark")];

fn theme_name(theme: Option<Theme>) -> String {
    match theme {
        None => text!("embed-theme-system"),
        Some(Theme::Light) => text!("theme-light"),
        Some(Theme::Dark) => text!("theme-dark"),
    }
}

/// Makes the text that puts the page into another one.
#[component]
pub(super) fn EmbedPane(props: &EmbedPaneProps) -> Html {
    let embed = use_state(Embed::default);
    let height = use_state(String::new);
    let form = use_state(|| 0);
    let change = |edit: fn(&mut Embed, String)| {
        let embed = embed.clone();
        Callback::from(move |typed: String| {
            let mut next = (*embed).clone();
            edit(&mut next, typed);
            embed.set(next);
        })
    };
    let on_view = change(|embed, name| {
        embed.view = View::ALL.into_iter().find(|(_, it)| *it == name).map(|(view, _)| view).unwrap_or_default();
    });
    let on_theme = change(|embed, name| {
        embed.theme = THEMES.into_iter().find(|(_, it)| *it == name).and_then(|(theme, _)| theme);
    });
    let on_height = {
        let (height, set) = (
            height.clone(),
            change(|embed, typed| {
                embed.height = typed.trim().parse().ok().filter(|it| *it >= 100).map_or(Height::Auto, Height::Pixels);
            }),
        );
        Callback::from(move |typed: String| {
            height.set(typed.clone());
            set.emit(typed);
        })
    };
    let on_read_only = change(|embed, _| embed.read_only = !embed.read_only).reform(|()| String::new());
    let page = browser::address_without_fragment();
    let text = if *form == 0 { embed.iframe(&page, &props.link) } else { embed.element(&page, &props.link) };
    let views = VIEWS.iter().map(|view| SelectItem::new(view.name(), view_name(*view))).collect::<Vec<_>>();
    let themes = THEMES.iter().map(|(theme, name)| SelectItem::new(*name, theme_name(*theme))).collect::<Vec<_>>();
    let theme = THEMES.iter().find(|(theme, _)| *theme == embed.theme).map_or("system", |(_, name)| name);
    let on_form = {
        let form = form.clone();
        Callback::from(move |index| form.set(index))
    };
    let hint = if *form == 0 { text!("embed-frame-hint") } else { text!("embed-element-hint") };
    html! {
        <div class="share-pane">
            <div class="share-options">
                <Select id="embed-view" label={text!("embed-view-label")} items={views} selected={embed.view.name()} testid="embed-view"
                    on_choose={on_view} />
                <Select id="embed-theme" label={text!("theme-label")} items={themes} selected={theme} testid="embed-theme"
                    on_choose={on_theme} />
                <Field id="embed-height" label={text!("embed-height")} value={(*height).clone()} placeholder="520"
                    testid="embed-height" on_change={on_height} />
                <Switch is_on={embed.read_only} on_toggle={on_read_only} testid="embed-readonly">{ text!("embed-read-only") }</Switch>
            </div>
            <Choice label={text!("embed-form")} items={vec![text!("embed-frame").into(), text!("embed-element").into()]} selected={*form} on_choose={on_form} />
            <pre class="share-text" tabindex="0" aria-label={text!("embed-html")} data-testid="embed-text">{ &text }</pre>
            <p class="share-hint">{ hint }</p>
            <div class="share-buttons"><CopyButton label={text!("embed-copy")} text={text.clone()} testid="embed-copy" /></div>
        </div>
    }
}
