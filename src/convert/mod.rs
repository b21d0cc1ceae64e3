//! The same file for another purpose: the production variant of a development file, the way back, and a file that
//! rebuilds less.
//!
//! Knows which rules make the difference; what each of them looks for and how it is fixed is the business of the rule.

mod advice;
mod ready;
mod targets;

use serde::Serialize;

use crate::project::Project;
use crate::rules::{self, Finding};
use crate::settings::{Profile, Settings};
use crate::text::TextRange;

pub use advice::{Advice, Better, Price, Question};
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

/// Derives the variant of `project`'s Dockerfile for `to`.
pub fn convert(project: &Project, settings: &Settings, to: Profile) -> Conversion {
    let settings = Settings { profile: to, ..settings.clone() };
    let (text, applied) = rules::fix_all(project, &settings, |finding: &Finding, _| {
        rules::find(finding.rule).is_some_and(|rule| rule.converts)
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
    Conversion { to, text, changes }
}
