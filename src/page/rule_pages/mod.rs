//! Every rule and its page.

use std::collections::BTreeSet;
use std::rc::Rc;

use dockerfile_playground::rules::{self, Rule};
use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use super::level::Level;
use super::state::Action;
use super::texts::text;
use super::widgets::{Button, ButtonKind, Field, Markdown, Symbol, icon, inline};

/// What [`RulesPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RulesPanelProps {
    /// The rule whose page is open; the list without it.
    pub(crate) rule: Option<String>,
    pub(crate) profile: Profile,
    /// Rules that stay silent.
    pub(crate) ignored: BTreeSet<String>,
    /// The pages of all rules, once they have arrived.
    pub(crate) pages: Option<Rc<str>>,
    pub(crate) dispatch: Callback<Action>,
}

/// The list of rules, or the page of one.
#[component]
pub(crate) fn RulesPanel(props: &RulesPanelProps) -> Html {
    let wanted = use_state(AttrValue::default);
    if let Some(rule) = props.rule.as_deref().and_then(rules::find) {
        return page(rule, props);
    }
    let on_change = {
        let wanted = wanted.clone();
        Callback::from(move |typed: String| wanted.set(typed.into()))
    };
    let found: Vec<&Rule> = rules::ALL.iter().filter(|rule| is_wanted(rule, wanted.trim())).collect();
    html! {
        <div class="rules">
            <div class="panel-head"><h2>{ text!("rules-title", count = rules::ALL.len()) }</h2></div>
            <Field id="rule-search" label={text!("rules-search")} value={(*wanted).clone()}
                placeholder={text!("rules-search-example")} testid="rule-search" {on_change} />
            <ul class="rule-list">
                { for found.iter().map(|rule| entry(rule, props)) }
            </ul>
            if found.is_empty() {
                <p class="lead">{ text!("rules-none") }</p>
            }
        </div>
    }
}

fn is_wanted(rule: &Rule, wanted: &str) -> bool {
    let wanted = wanted.to_ascii_lowercase();
    let has = |text: &str| text.to_ascii_lowercase().contains(&wanted);
    wanted.is_empty() || has(rule.name) || has(rule.why) || rule.codes.iter().any(|code| has(code))
}

fn entry(rule: &Rule, props: &RulesPanelProps) -> Html {
    let name = rule.name;
    let open = props.dispatch.reform(move |_| Action::RuleOpened(Some(name)));
    html! {
        <li class="rule" key={name} data-testid="rule" data-rule={name}>
            <button type="button" class="rule-name" onclick={open}>{ name }</button>
            { severity(rule, props.profile) }
            { for rule.codes.iter().map(|code| html! { <span class="code-name">{ *code }</span> }) }
            if props.ignored.contains(name) { <span class="rule-silent">{ text!("rules-silenced") }</span> }
            <p class="rule-why">{ inline(rule.why) }</p>
        </li>
    }
}

fn severity(rule: &Rule, profile: Profile) -> Html {
    match rule.severity(profile).map(Level::from) {
        Some(level) => html! {
            <span class="finding-level" data-level={level.name()}>{ icon(level.symbol()) }{ level.word() }</span>
        },
        None => {
            html! { <span class="finding-level">{ icon(Symbol::Nothing) }{ text!("rules-silent-here") }</span> }
        }
    }
}

fn page(rule: &'static Rule, props: &RulesPanelProps) -> Html {
    let is_silent = props.ignored.contains(rule.name);
    let toggle = props.dispatch.reform(move |()| Action::RuleSilenced(rule.name.to_owned(), !is_silent));
    let on_try = props.dispatch.reform(|text: AttrValue| Action::FileOpened(text.as_str().into()));
    html! {
        <article class="rule-page" data-testid="rule-page" data-rule={rule.name}>
            <div class="rule-bar">
                <Button label={text!("rules-all")} symbol={Symbol::Back} kind={ButtonKind::Quiet}
                    onclick={props.dispatch.reform(|()| Action::RuleOpened(None))} />
                { severity(rule, props.profile) }
                { for rule.codes.iter().map(|code| html! { <span class="code-name">{ *code }</span> }) }
                <Button label={if is_silent { text!("rules-let-speak") } else { text!("rules-silence") }} kind={ButtonKind::Quiet}
                    onclick={toggle} />
            </div>
            if let Some(text) = props.pages.as_ref().and_then(|pages| page_of(pages, rule.name)) {
                <Markdown text={AttrValue::from(text.to_owned())} try_out={("dockerfile", on_try)} />
            } else {
                <div class="prose"><h2>{ rule.name }</h2><p>{ inline(rule.why) }</p><p>{ inline(rule.help) }</p></div>
            }
        </article>
    }
}

/// What stands between two pages in the file that holds them all.
const BREAK: char = '\u{c}';

/// The page of the rule with that name, which is its heading.
fn page_of<'a>(pages: &'a str, name: &str) -> Option<&'a str> {
    pages.split(BREAK).find(|page| page.strip_prefix("# ").is_some_and(|page| page.lines().next() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_heading() {
        let pages = "# a-rule\n\nFirst.\n\u{c}# a-rule-more\n\n```dockerfile\n# a-rule\n```\n";
        assert_eq!(page_of(pages, "a-rule"), Some("# a-rule\n\nFirst.\n"));
        assert_eq!(page_of(pages, "a-rule-more").map(|page| page.lines().count()), Some(5));
        assert_eq!(page_of(pages, "a"), None);
    }
}
