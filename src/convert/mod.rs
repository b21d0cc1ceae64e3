//! The same file for another purpose: the production variant of a development file, the way back, and a file that
//! rebuilds less.
//!
//! Knows which rules make the difference; what each of them looks for and how it is fixed is the business of the rule.

mod advice;
mod left;
mod ready;
mod targets;

use serde::Serialize;

use crate::project::Project;
use crate::rules::{self, Finding, Severity};
use crate::settings::{Profile, RuleSet, Settings};
use crate::text::TextRange;

pub use advice::{Advice, Better, Price, Question};
use left::Rest;
pub use left::{Findings, Left};
pub use ready::{Ready, Step, ready};
pub use targets::{TARGETS, TargetsError, multi_target};

/// The other variant of a file, each change with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conversion {
    /// The variant it leads to.
    pub to: Profile,
    /// Its text.
    pub text: String,
    /// What was changed, in the order of the file.
    pub changes: Vec<Change>,
    /// What it still has that only developers need, in the order of the file.
    pub left: Vec<Left>,
    /// What else is to be said of it.
    pub findings: Findings,
    /// How many errors a build would stop at.
    pub errors: usize,
}

impl Conversion {
    /// Whether the file was this variant already: nothing to change, nothing left, no error.
    pub const fn is_clear(&self) -> bool {
        let Self { changes, left, findings, errors, .. } = self;
        changes.is_empty() && left.is_empty() && *errors == 0 && !matches!(findings.worst, Some(Severity::Error))
    }
}

/// One change and its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The rule that asks for it.
    pub rule: &'static str,
    /// What is done, as a command.
    pub title: String,
    /// Why the variants differ here.
    pub why: String,
    /// What changes, in bytes of the original.
    pub before: TextRange,
    /// What stands there now, in bytes of the variant.
    pub after: TextRange,
}

/// Derives the variant of `project`'s Dockerfile for `to`, by our own rules, and says what is left to do by hand.
pub fn convert(project: &Project, settings: &Settings, to: Profile) -> Conversion {
    let settings = &settings_for(settings, to);
    let (text, changes) = variant(project, settings);
    let Rest { left, findings, errors } = left::rest(project, settings, &text);
    Conversion { to, text, changes, left, findings, errors }
}

/// What the rules of other tools say makes no variant.
fn settings_for(settings: &Settings, to: Profile) -> Settings {
    Settings { profile: to, rules: RuleSet::Recommended, ..settings.clone() }
}

/// The variant that the settings ask for, and what was changed for it.
fn variant(project: &Project, settings: &Settings) -> (String, Vec<Change>) {
    let (text, applied) = rules::fix_all(project, settings, |finding: &Finding, _| {
        // What is only for developers goes where it is known what takes its place.
        let is_known = finding.development.as_ref().is_some_and(|it| it.unknown.is_none());
        is_known || rules::find(finding.rule).is_some_and(|rule| rule.converts)
    });
    let mut changes: Vec<Change> = applied
        .into_iter()
        .map(|it| Change {
            rule: it.finding.rule,
            title: it.fix.title,
            why: it.finding.why,
            before: it.before,
            after: it.after,
        })
        .collect();
    changes.sort_by_key(|change| change.before);
    (text, changes)
}
