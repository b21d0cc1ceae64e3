//! What a variant still has that is not meant for it, and why.

use serde::Serialize;

use crate::model::Dockerfile;
use crate::project::Project;
use crate::rules::{self, Context, Development, Finding, Severity, Thing};
use crate::settings::Settings;
use crate::syntax;
use crate::text::TextRange;

/// Something for developers that stays in the variant for users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// The rule that finds it.
    pub rule: &'static str,
    /// What it is.
    pub thing: Thing,
    /// What stands there.
    pub message: String,
    /// Why it could not be changed: what would have to be known or done first.
    pub because: String,
    /// Where, in bytes of the variant.
    pub range: TextRange,
    /// Its line in the variant, counted from 1.
    pub line: usize,
}

/// The findings that the variant has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// How many.
    pub count: usize,
    /// How bad the worst is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<Severity>,
}

/// What is known of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) left: Vec<Left>,
    pub(super) findings: Findings,
    pub(super) errors: usize,
}

/// Judges `text` as the variant that `settings` ask for.
pub(super) fn rest(project: &Project, settings: &Settings, text: &str) -> Rest {
    let project = &Project { dockerfile: text.to_owned(), ..project.clone() };
    let tree = syntax::parse(text);
    let dockerfile = &Dockerfile::resolve(&tree, project);
    let found = rules::check(&Context { dockerfile, project, settings });
    let errors = tree.errors.len() + dockerfile.errors.len();
    let findings = Findings { count: found.len(), worst: found.iter().map(|it| it.severity).min() };
    Rest { left: found.into_iter().filter_map(left).collect(), findings, errors }
}

fn left(finding: Finding) -> Option<Left> {
    let Development { thing, unknown } = finding.development?;
    let because = unknown.unwrap_or_else(|| "no edit of this line leaves everything else as it is".to_owned());
    let (range, line) = (finding.span.range(), finding.span.start.line);
    Some(Left { rule: finding.rule, thing, message: finding.message, because, range, line })
}
