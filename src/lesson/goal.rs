use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::model::Dockerfile;
use crate::model::context::ContextEntry;
use crate::project::Project;
use crate::rules;
use crate::simulate::cache::{Options, Outcome, simulate};
use crate::syntax;

/// Something that has to hold at the end of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// How it is told to the learner; without it, the check tells itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is looked at.
    #[serde(flatten)]
    pub check: Check,
}

/// What the engine looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "check", rename_all = "kebab-case")]
pub enum Check {
    /// A build refuses nothing.
    Accepted,
    /// No rule says anything.
    Clean,
    /// The rule, given by name or code, says nothing.
    Silent {
        /// Name or code.
        rule: String,
    },
    /// After an edit of the file, every step whose text contains `step` comes from the cache.
    Cached {
        /// Path in the build context.
        edit: String,
        /// Part of the step's text.
        step: String,
    },
    /// After an edit of the file, a step whose text contains `step` runs.
    Executed {
        /// Path in the build context.
        edit: String,
        /// Part of the step's text.
        step: String,
    },
    /// An instruction of that keyword contains the text, in what is shipped: the last stage and those it stands on.
    Shipped {
        /// Such as `USER`.
        instruction: String,
        /// Part of the instruction's text.
        contains: String,
    },
    /// No instruction of that keyword contains the text, in what is shipped.
    NotShipped {
        /// Such as `COPY`.
        instruction: String,
        /// Part of the instruction's text.
        contains: String,
    },
    /// There are at least so many stages.
    Stages {
        /// How many.
        least: usize,
    },
    /// `.dockerignore` keeps the path out of the build context.
    Ignored {
        /// Path in the build context.
        path: String,
    },
    /// A variable has the value at the first step whose text contains `step`; without a value, it is set at all.
    Variable {
        /// Its name.
        name: String,
        /// Part of the step's text.
        step: String,
        /// What it has to be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
}

impl Goal {
    /// What the learner has to reach, as a sentence.
    pub fn sentence(&self) -> String {
        if self.text.is_empty() { self.check.sentence() } else { self.text.clone() }
    }
}

impl Check {
    fn sentence(&self) -> String {
        match self {
            Self::Accepted => "A build accepts the file".to_owned(),
            Self::Clean => "No rule has anything to say".to_owned(),
            Self::Silent { rule } => format!("The rule `{rule}` has nothing to say"),
            Self::Cached { edit, step } => format!("After an edit of `{edit}`, `{step}` stays cached"),
            Self::Executed { edit, step } => format!("After an edit of `{edit}`, `{step}` runs again"),
            Self::Shipped { instruction, contains } => format!("The image is made with `{instruction} … {contains}`"),
            Self::NotShipped { instruction, contains } => {
                format!("The image is made without `{instruction} … {contains}`")
            }
            Self::Stages { least } => format!("There are at least {least} stages"),
            Self::Ignored { path } => format!("`.dockerignore` keeps `{path}` out"),
            Self::Variable { name, step, value: Some(value) } => format!("At `{step}`, `{name}` is `{value}`"),
            Self::Variable { name, step, value: None } => format!("At `{step}`, `{name}` is set"),
        }
    }

    /// Whether `project`, of which `analysis` was made, meets it.
    pub fn holds(&self, project: &Project, analysis: &Analysis) -> bool {
        match self {
            Self::Accepted => analysis.syntax_errors.is_empty(),
            Self::Clean => analysis.syntax_errors.is_empty() && analysis.findings.is_empty(),
            Self::Silent { rule } => {
                let name = rules::find(rule).map_or(rule.as_str(), |it| it.name);
                analysis.syntax_errors.is_empty() && analysis.findings.iter().all(|it| it.rule != name)
            }
            Self::Cached { edit, step } => {
                let outcomes = outcomes_after(project, edit, step);
                !outcomes.is_empty() && outcomes.iter().all(|it| *it == Outcome::Cached)
            }
            Self::Executed { edit, step } => outcomes_after(project, edit, step).contains(&Outcome::Executed),
            Self::Shipped { instruction, contains } => ships(project, instruction, contains),
            Self::NotShipped { instruction, contains } => {
                analysis.syntax_errors.is_empty() && !ships(project, instruction, contains)
            }
            Self::Stages { least } => analysis.stages.len() >= *least,
            Self::Ignored { path } => project.ignore_file().decide(path).excluded,
            Self::Variable { name, step, value } => match variable_at(project, name, step) {
                Some(found) => value.as_ref().is_none_or(|wanted| *wanted == found),
                None => false,
            },
        }
    }
}

/// What happens to the steps that contain `step` once `edit` was edited; nothing without such a file.
fn outcomes_after(project: &Project, edit: &str, step: &str) -> Vec<Outcome> {
    let mut after = project.clone();
    let Some(entry) = after.files.get_mut(edit) else { return Vec::new() };
    let text = entry.text().unwrap_or_default();
    *entry = ContextEntry::file(format!("{text}\n# edited\n"));
    let report = simulate(project, &after, Options::default());
    let steps = report.steps.into_iter().filter(|it| it.outcome != Outcome::None && it.text.contains(step));
    steps.map(|it| it.outcome).collect()
}

/// Whether the target, or a stage that it stands on, has such an instruction.
fn ships(project: &Project, keyword: &str, contains: &str) -> bool {
    let tree = syntax::parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, project);
    let Some(target) = dockerfile.target else { return false };
    let mut instructions = dockerfile.lineage(target).flat_map(|stage| dockerfile.instructions(stage));
    instructions
        .any(|(_, it)| it.keyword.as_str().eq_ignore_ascii_case(keyword) && it.range.of(&tree.text).contains(contains))
}

/// The value that a variable has at the first instruction that contains `step`.
fn variable_at(project: &Project, name: &str, step: &str) -> Option<String> {
    let tree = syntax::parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, project);
    let index = tree.instructions.iter().position(|it| it.range.of(&tree.text).contains(step))?;
    dockerfile.variable(index, name)?.value.clone()
}
