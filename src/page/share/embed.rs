use dockerfile_playground::export::embed::{Embed, Height, Theme, View};
use yew::prelude::*;

use crate::page::browser;
use crate::page::widgets::{Choice, CopyButton, Field, Select, SelectItem, Switch};

/// What [`EmbedPane`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct EmbedPaneProps {
    pub(super) link: AttrValue,
}

const VIEWS: [(View, &str); 6] = [
    (View::All, "Everything"),
    (View::Code, "Only the code"),
    (View::Findings, "Code and findings"),
    (View::Variant, "Code and variant"),
    (View::Rebuild, "Code and rebuild"),
    (View::Environment, "Code and environment"),
];

const THEMES: [(Option<Theme>, &str, &str); 3] =
    [(None, "system", "Reader's system"), (Some(Theme::Light), "light", "Light"), (Some(Theme::Dark), "dark", "Dark")];

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
        embed.theme = THEMES.into_iter().find(|(_, it, _)| *it == name).and_then(|(theme, ..)| theme);
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
    let views = VIEWS.iter().map(|(view, label)| SelectItem::new(view.name(), *label)).collect::<Vec<_>>();
    let themes = THEMES.iter().map(|(_, name, label)| SelectItem::new(*name, *label)).collect::<Vec<_>>();
    let theme = THEMES.iter().find(|(theme, ..)| *theme == embed.theme).map_or("system", |(_, name, _)| name);
    let on_form = {
        let form = form.clone();
        Callback::from(move |index| form.set(index))
    };
    let hint = if *form == 0 {
        "Works in every page, without a script. The page around needs one permission in its policy: frame-src."
    } else {
        "Needs a script of ours in the page around; the frame then follows the height of what is in it, and tells of changes."
    };
    html! {
        <div class="share-pane">
            <div class="share-options">
                <Select id="embed-view" label="Shows" items={views} selected={embed.view.name()} testid="embed-view"
                    on_choose={on_view} />
                <Select id="embed-theme" label="Colours" items={themes} selected={theme} testid="embed-theme"
                    on_choose={on_theme} />
                <Field id="embed-height" label="Height in pixels" value={(*height).clone()} placeholder="520"
                    testid="embed-height" on_change={on_height} />
                <Switch is_on={embed.read_only} on_toggle={on_read_only} testid="embed-readonly">{ "Only to look at" }</Switch>
            </div>
            <Choice label="Form" items={vec!["Frame".into(), "Element".into()]} selected={*form} on_choose={on_form} />
            <pre class="share-text" tabindex="0" aria-label="HTML to put into your page" data-testid="embed-text">{ &text }</pre>
            <p class="share-hint">{ hint }</p>
            <div class="share-buttons"><CopyButton label="Copy HTML" text={text.clone()} testid="embed-copy" /></div>
        </div>
    }
}
