//! Everything known about one project, as plain data in an editor's terms.

mod complete;
mod explain;
mod highlight;
mod name;
mod outline;
mod verdict;

use serde::Serialize;

use crate::model::Dockerfile;
use crate::project::Project;
use crate::rules::{self, Context, Finding};
use crate::settings::{RuleSet, Settings};
use crate::syntax::{self, Token};
use crate::text::Span;

pub use complete::{Completion, CompletionKind, Completions, complete};
pub use explain::{Change, Explanation, MOST_PARTS, Part, Since, StateKind, StateRow, explain, explain_in};
pub use highlight::highlight;
pub use name::{Name, NameKind, Renamed, name_at, rename};
pub use outline::{Surroundings, folds, surroundings};
pub use verdict::{Answer, Foretold, Unknown, Verdict};

/// Everything known about one project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Analysis {
    /// What a build would refuse, in order of position.
    pub syntax_errors: Vec<Problem>,
    /// What the rules say, in order of position.
    pub findings: Vec<Finding>,
    /// Every byte of the text by its kind, for colours.
    #[serde(skip)]
    pub tokens: Vec<Token>,
    /// Stages, in order.
    pub stages: Vec<StageSummary>,
    /// Whether it builds, starts and gets healthy; `None` where only some of our rules, or none, were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// What a build would refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong and what was expected.
    pub message: String,
    /// Where.
    #[serde(rename = "range")]
    pub span: Span,
    /// What was probably meant, to stand in the place of the range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// A stage at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StageSummary {
    /// Name as written, or the number from 0.
    pub name: String,
    /// What it is built from, variables expanded.
    pub base: String,
    /// The whole stage.
    #[serde(rename = "range")]
    pub span: Span,
}

/// Looks at `project` as `settings` say. Never fails; time is linear in the size of the project.
pub fn analyze(project: &Project, settings: &Settings) -> Analysis {
    let judge = |dockerfile: &Dockerfile<'_>, refused: &[(Span, &str)], findings: &[Finding]| {
        let asked = matches!(settings.rules, RuleSet::Recommended | RuleSet::All);
        asked.then(|| Verdict::of(dockerfile, refused, findings))
    };
    analyze_with(project, settings, rules::check, judge)
}

/// As [`analyze`], with the findings of the rules in [`rules::FIRST`] only and without a verdict: what a page can say
/// while the code of the other rules is on its way. The choice of a rule set does not count yet.
pub fn analyze_first(project: &Project, settings: &Settings) -> Analysis {
    analyze_with(project, settings, rules::check_first, |_, _, _| None)
}

fn analyze_with(
    project: &Project,
    settings: &Settings,
    check: fn(&Context<'_>) -> Vec<Finding>,
    judge: impl Fn(&Dockerfile<'_>, &[(Span, &str)], &[Finding]) -> Option<Verdict>,
) -> Analysis {
    let tree = syntax::parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, project);
    let findings = check(&Context { dockerfile: &dockerfile, project, settings });
    let mut errors: Vec<_> = tree.errors.iter().chain(&dockerfile.errors).collect();
    errors.sort_by_key(|error| error.range);
    let refused: Vec<(Span, &str)> =
        errors.iter().map(|error| (tree.lines.span(&tree.text, error.range), error.message.as_str())).collect();
    let verdict = judge(&dockerfile, &refused, &findings);
    let syntax_errors = errors
        .into_iter()
        .map(|error| Problem {
            message: error.message.clone(),
            span: tree.lines.span(&tree.text, error.range),
            suggestion: error.suggestion.clone(),
        })
        .collect();
    let stages = dockerfile
        .stages
        .iter()
        .map(|stage| StageSummary {
            name: stage.label(),
            base: stage.base_text.clone(),
            span: tree.lines.span(&tree.text, stage.range),
        })
        .collect();
    Analysis { syntax_errors, findings, stages, tokens: highlight(&dockerfile), verdict }
}
