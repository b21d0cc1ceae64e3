use std::rc::Rc;

use dockerfile_playground::export::guard::scan_dockerfile;
use dockerfile_playground::export::markdown;
use dockerfile_playground::rules::{Fix, Safety, fix_all};
use dockerfile_playground::settings::RuleSet;
use yew::prelude::*;

use super::count;
use crate::page::browser;
use crate::page::hooks::Snapshot;
use crate::page::level::Level;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Select, SelectItem, Symbol, icon};
use crate::page::work::Panel;

/// What [`Summary`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SummaryProps {
    pub(super) snapshot: Rc<Snapshot>,
    pub(super) dispatch: Callback<Action>,
}

const RULE_SETS: [(RuleSet, &str); 4] = [
    (RuleSet::Recommended, "recommended"),
    (RuleSet::Hadolint, "hadolint"),
    (RuleSet::Buildkit, "buildkit"),
    (RuleSet::All, "all"),
];

fn rule_set_name(rules: RuleSet) -> String {
    match rules {
        RuleSet::Recommended => text!("findings-rules-recommended"),
        RuleSet::Hadolint => text!("findings-rules-hadolint"),
        RuleSet::Buildkit => text!("findings-rules-buildkit"),
        RuleSet::All => text!("findings-rules-all"),
    }
}

/// How many of what, by whose judgement, and what can be done with all of them.
#[component]
pub(super) fn Summary(props: &SummaryProps) -> Html {
    let SummaryProps { snapshot, dispatch } = props;
    let counts =
        Level::ALL.into_iter().map(|level| (level, count(&snapshot.analysis, level))).filter(|(_, count)| *count > 0);
    let silenced = snapshot.settings.ignored.len();
    let items =
        RULE_SETS.iter().map(|(rules, value)| SelectItem::new(*value, rule_set_name(*rules))).collect::<Vec<_>>();
    let selected = RULE_SETS.iter().find(|(set, _)| *set == snapshot.settings.rules).map_or("", |(_, value)| value);
    let on_choose = dispatch.reform(|value: String| {
        let found = RULE_SETS.iter().find(|(_, name)| *name == value);
        Action::RuleSetChosen(found.map_or(RuleSet::Recommended, |(set, _)| *set))
    });
    html! {
        <div class="finding-summary">
            <p class="finding-counts">
                { for counts.map(|(level, count)| level_count(level, count)) }
                if silenced > 0 {
                    <button type="button" class="rule-link"
                        onclick={dispatch.reform(|_| Action::PanelOpened(Panel::Rules))}>
                        { text!("findings-silenced", count = silenced) }
                    </button>
                }
            </p>
            <div class="finding-actions">
                <Select id="rule-set" label={text!("findings-rules-label")} label_hidden=true {items} {selected} testid="rule-set"
                    {on_choose} />
                <Button label={text!("findings-copy")} symbol={Symbol::Copy} icon_only=true testid="findings-copy"
                    onclick={copy_report(snapshot, dispatch)} />
                { fix_all_button(snapshot, ButtonKind::Primary, "fix-all", dispatch) }
            </div>
        </div>
    }
}

/// So many of a level.
pub(crate) fn level_count(level: Level, count: usize) -> Html {
    html! {
        <span class="count" data-level={level.name()}>
            { icon(level.symbol()) }{ level.count_of(count) }
        </span>
    }
}

/// Takes all fixes that need no look; nothing where there are none.
pub(crate) fn fix_all_button(
    snapshot: &Rc<Snapshot>,
    kind: ButtonKind,
    testid: &'static str,
    dispatch: &Callback<Action>,
) -> Html {
    let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
    let fixable = snapshot.analysis.findings.iter().filter(|finding| finding.fixes.iter().any(is_safe)).count();
    let onclick = {
        let (snapshot, dispatch) = (snapshot.clone(), dispatch.clone());
        Callback::from(move |()| dispatch.emit(fix_all_action(&snapshot)))
    };
    html! {
        if fixable > 0 {
            <Button label={text!("findings-fix-all", count = fixable)} {kind} symbol={Symbol::Fix}
                {testid} {onclick} />
        }
    }
}

/// Takes every fix that may be taken without a look, until none is left.
fn fix_all_action(snapshot: &Snapshot) -> Action {
    let (text, applied) = fix_all(&snapshot.project, &snapshot.settings, |_, safety| safety == Safety::Safe);
    let count = applied.len();
    Action::Replaced {
        of: snapshot.project.dockerfile.as_str().into(),
        by: text.into(),
        notice: text!("findings-fixed", count = count).into(),
    }
}

fn copy_report(snapshot: &Rc<Snapshot>, dispatch: &Callback<Action>) -> Callback<()> {
    let (snapshot, dispatch) = (snapshot.clone(), dispatch.clone());
    Callback::from(move |()| {
        // The report shows the lines it is about.
        if !scan_dockerfile(&snapshot.project.dockerfile).is_empty() {
            dispatch.emit(Action::Announced(text!("findings-copy-secret").into()));
            return;
        }
        let done = dispatch.reform(|worked| {
            let told = if worked { text!("findings-copied") } else { text!("clipboard-refused") };
            Action::Announced(told.into())
        });
        let report =
            markdown::report(&snapshot.analysis, &snapshot.project.dockerfile, &snapshot.project.dockerfile_path);
        browser::copy(&report, done);
    })
}
