//! What the engine says of the file as it stands and of the same file in a better order.

use std::collections::BTreeMap;

use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::rules::{self, Topic};
use dockerfile_playground::simulate::advice::{
    Mix, PossibleEdit, better_order, expected_seconds, guessed_seconds, possible_edits,
};
use dockerfile_playground::simulate::cache::{CacheReport, Options, Step, first_build, simulate};
use dockerfile_playground::text::apply;
use dockerfile_playground::{Project, Settings};

use super::change::Change;
use super::seconds::Seconds;
use crate::page::hooks::Snapshot;

/// The file in a better order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Better {
    pub(super) text: String,
    /// It builds the same unless a list of dependencies refers to other files.
    pub(super) is_likely: bool,
}

/// What one fix saves on average.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Price {
    /// What is done.
    pub(super) title: String,
    /// Seconds of a build before and after.
    pub(super) before: f64,
    pub(super) after: f64,
}

/// A file with its build context, and what is known about its price.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Advice {
    pub(super) better: Option<Better>,
    /// One for each fix, then one for all; empty if nobody edits anything.
    pub(super) prices: Vec<Price>,
    /// Seconds of a build on average, as the file stands; `None` if nobody edits anything.
    pub(super) average: Option<f64>,
}

impl Advice {
    pub(super) fn new(snapshot: &Snapshot, project: &Project, mix: Mix, typed: &Seconds) -> Self {
        let seconds = |step: &Step| typed.get(&step.text).copied().unwrap_or_else(|| guessed_seconds(step));
        let edits = possible_edits(project, mix);
        let price = |text: &str| average(project, text, &edits, &seconds);
        let before = price(&project.dockerfile);
        let mut prices = Vec::new();
        let fixes = snapshot.analysis.findings.iter().filter(|finding| is_about_cache(finding.rule));
        for fix in fixes.filter_map(|finding| finding.fixes.first()) {
            let Ok(text) = apply(&project.dockerfile, &fix.edits) else { continue };
            prices.push(Price { title: fix.title.clone(), before, after: price(&text) });
        }
        let fixed = fixed(&snapshot.project, &snapshot.settings);
        let base = Project { dockerfile: fixed, ..project.clone() };
        let order = better_order(&base, &edits, &seconds);
        if let Some(order) = &order {
            let title = "Move what changes often below what takes long".to_owned();
            prices.push(Price { title, before: order.before, after: order.after });
        }
        let is_likely = order.as_ref().is_some_and(|order| order.is_likely);
        let text = order.map_or(base.dockerfile, |order| order.text);
        if prices.len() > 1 {
            prices.push(Price { title: "All of it".to_owned(), before, after: price(&text) });
        }
        let better = (text != project.dockerfile).then_some(Better { text, is_likely });
        let has_edits = !edits.is_empty();
        prices.retain(|_| has_edits);
        Self { better, prices, average: has_edits.then_some(before) }
    }
}

/// Seconds of a build of `text` on average.
fn average(project: &Project, text: &str, edits: &[PossibleEdit], seconds: &dyn Fn(&Step) -> u32) -> f64 {
    expected_seconds(&Project { dockerfile: text.to_owned(), ..project.clone() }, edits, seconds)
}

fn is_about_cache(rule: &str) -> bool {
    rules::find(rule).is_some_and(|rule| rule.topic == Topic::Cache)
}

/// The file with everything that the rules about rebuilding would change in it.
fn fixed(project: &Project, settings: &Settings) -> String {
    rules::fix_all(project, settings, |finding, _| is_about_cache(finding.rule)).0
}

/// The same file with everything that the rules and the advisor would change in it.
pub(super) fn improved(snapshot: &Snapshot, project: &Project, text: &str, mix: Mix, typed: &Seconds) -> String {
    let seconds = |step: &Step| typed.get(&step.text).copied().unwrap_or_else(|| guessed_seconds(step));
    let plain = Project { dockerfile: text.to_owned(), ..snapshot.project.clone() };
    let base = Project { dockerfile: fixed(&plain, &snapshot.settings), ..project.clone() };
    let edits = possible_edits(project, mix);
    better_order(&base, &edits, &seconds).map_or(base.dockerfile, |order| order.text)
}

/// What happens to the steps of the second build. `earlier` is the text that typing is compared with.
pub(super) fn rebuild(project: &Project, change: &Change, earlier: &str) -> CacheReport {
    match change.builds(project, earlier) {
        (Some(before), after) => simulate(&before, &after, Options::default()),
        (None, after) => first_build(&after, Options::default()),
    }
}

/// The project with a build context.
pub(super) fn with_files(project: &Project, files: &BTreeMap<String, String>) -> Project {
    let files = files.iter().map(|(path, content)| (path.clone(), ContextEntry::file(content))).collect();
    Project { files, ..project.clone() }
}
