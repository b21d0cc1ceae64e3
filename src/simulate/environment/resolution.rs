//! What a simulation answers: per variable the winner and everything it beat.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The environment that the program sees, with the reason for every value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Per name (case-sensitive) the value and its ladder.
    pub variables: BTreeMap<String, Variable>,
    /// What the tool makes of the variables, under the tool's own word: `debug` and `port` of Flask, `bind` and
    /// `workers` of gunicorn, `MODE` of Vite.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, Variable>,
    /// What is wrong with the input, in the order found. The rest of the answer holds for what could be read.
    pub errors: Vec<Problem>,
}

/// One variable: its value, where the value comes from and what it beat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// The value; `None` when the variable is not set. An empty text is a value.
    pub value: Option<String>,
    /// The layer that supplied the value, in words: `docker run -e`.
    pub source: String,
    /// The file that supplied the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in that file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What the file says before `${…}` was replaced, where that differs from the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The moment at which the value is fixed.
    pub when: When,
    /// One sentence: what it takes to change the value.
    pub changes: String,
    /// Everything that the value beat, strongest first.
    pub shadowed: Vec<Shadowed>,
}

/// A value that lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shadowed {
    /// The layer that offered the value.
    pub source: String,
    /// The value offered; `None` for a name without a value.
    pub value: Option<String>,
    /// The file that offered the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in that file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The moment at which this value is fixed.
    pub when: When,
    /// The rule that made it lose, in one sentence.
    pub because: String,
    /// The kind of that rule.
    #[serde(default, skip_serializing_if = "Loss::is_outranked")]
    pub loss: Loss,
}

/// The ways to lose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// A stronger layer offered a value too.
    #[default]
    Outranked,
    /// The value was fixed before this layer was heard.
    TooLate,
    /// What runs here never hears this layer.
    NeverRead,
}

impl Loss {
    // serde passes fields by reference.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    fn is_outranked(&self) -> bool {
        *self == Self::Outranked
    }
}

/// The moment at which a value is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Frozen into a bundle or a page by the build.
    Build,
    /// A default inside the image.
    Image,
    /// Fixed when the container is created.
    Run,
    /// Read by the process when it starts.
    Process,
}

impl When {
    /// What it takes to change a value that is fixed at this moment.
    pub const fn changes(self) -> &'static str {
        match self {
            Self::Build => "Frozen into the build output: only a new build changes it.",
            Self::Image => "A default inside the image: build a new image, or override it when a container is created.",
            Self::Run => "Fixed when the container is created: create a new container to change it.",
            Self::Process => "Read when the process starts: restart the process to change it.",
        }
    }
}

/// Something in the input that the tool would refuse, skip or warn about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in that file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
    /// Whether the tool stops here or goes on.
    #[serde(default)]
    pub severity: Severity,
}

/// Whether a [`Problem`] stops the tool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The tool stops; the variables show what could still be read.
    #[default]
    Error,
    /// The tool goes on.
    Warning,
}

impl Problem {
    /// A problem that stops the tool.
    pub(super) fn error(file: Option<&str>, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { file: file.map(Into::into), line, message: message.into(), severity: Severity::Error }
    }

    /// A problem that the tool passes over.
    pub(super) fn warning(file: Option<&str>, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, line, message) }
    }
}
