//! What HEALTHCHECK says, in the terms of those who run containers.
//!
//! Knows the instruction and the numbers that ECS allows (Amazon ECS API, "`HealthCheck`"); runs nothing.

use super::Dockerfile;
use crate::syntax::{Arguments, CommandLine, Keyword, nanoseconds};

/// HEALTHCHECK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// `CMD` and its words, or `CMD-SHELL` and a line for the shell.
    pub test: Vec<String>,
    /// Seconds between two checks.
    pub interval: Option<u64>,
    /// Seconds that a check may take.
    pub timeout: Option<u64>,
    /// Seconds in which failures do not count.
    pub start_period: Option<u64>,
    /// Failures in a row that make it unhealthy.
    pub retries: Option<u64>,
}

impl Health {
    /// The check of a stage's image; `None` without one, and for `HEALTHCHECK NONE`.
    pub fn of(dockerfile: &Dockerfile<'_>, target: usize) -> Option<Self> {
        let (_, instruction) = dockerfile.effective(target, Keyword::Healthcheck)?;
        let Arguments::Healthcheck(check) = &instruction.arguments else { return None };
        let test = match check.command.as_ref()? {
            CommandLine::Exec { words } => {
                std::iter::once("CMD".to_owned()).chain(words.iter().map(|word| word.text.clone())).collect()
            }
            CommandLine::Shell { .. } => vec!["CMD-SHELL".to_owned(), check.body.text().to_owned()],
        };
        let time = |flag| seconds(instruction.flag_value(flag)?);
        Some(Self {
            test,
            interval: time("interval"),
            timeout: time("timeout"),
            start_period: time("start-period"),
            retries: instruction.flag_value("retries").and_then(|it| it.parse().ok()),
        })
    }

    /// The same with its numbers in the bounds of ECS.
    #[must_use]
    pub fn in_ecs(&self) -> Self {
        Self {
            test: self.test.clone(),
            interval: self.interval.map(|it| it.clamp(5, 300)),
            timeout: self.timeout.map(|it| it.clamp(2, 60)),
            start_period: self.start_period.map(|it| it.min(300)),
            retries: self.retries.filter(|it| *it > 0).map(|it| it.clamp(1, 10)),
        }
    }
}

/// A duration such as `1m30s` in whole seconds, rounded up; `None` for anything else, and for zero, which means the
/// default (Dockerfile reference, HEALTHCHECK; Go, `time.ParseDuration`).
fn seconds(text: &str) -> Option<u64> {
    let seconds = nanoseconds(text)?.div_ceil(1_000_000_000);
    (1..31_536_000).contains(&seconds).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn durations_of_go() {
        let times = ["30s", "1m30s", "500ms", "1h", "1.5m"].map(seconds);
        assert_eq!(times, [Some(30), Some(90), Some(1), Some(3600), Some(90)]);
        assert_eq!(["", "0s", "5", "s", "-3s", "1e9s"].map(seconds), [None; 6]);
    }
}
