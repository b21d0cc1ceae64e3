//! How bad something is, in the words of the page: the engine's severities and what a build would refuse.

use dockerfile_playground::rules::Severity;

use super::texts::text;
use super::widgets::Symbol;

/// How bad something is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// A build would refuse it, or it is broken or dangerous.
    Error,
    /// Probably not meant.
    Warning,
    /// Worth knowing.
    Info,
    /// A matter of taste.
    Style,
}

impl Level {
    /// How many there are.
    pub(crate) const COUNT: usize = 4;
    /// Every level, worst first.
    pub(crate) const ALL: [Self; Self::COUNT] = [Self::Error, Self::Warning, Self::Info, Self::Style];

    /// The name that style sheets read.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Style => "style",
        }
    }

    /// The name that people read.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Error => text!("level-error"),
            Self::Warning => text!("level-warning"),
            Self::Info => text!("level-info"),
            Self::Style => text!("level-style"),
        }
    }

    /// So many of them, as "2 errors".
    pub(crate) fn count_of(self, count: usize) -> String {
        text!("level-count", level = self.name(), count = count)
    }

    /// Its shape: colour alone would not do.
    pub(crate) const fn symbol(self) -> Symbol {
        match self {
            Self::Error => Symbol::Error,
            Self::Warning => Symbol::Warning,
            Self::Info => Symbol::Info,
            Self::Style => Symbol::Style,
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
            Severity::Style => Self::Style,
        }
    }
}
