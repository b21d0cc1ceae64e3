//! How long a step takes when it runs: a guess by what it does, until somebody types what it is.

use std::collections::BTreeMap;

use dockerfile_playground::simulate::advice::{guessed_seconds, seconds_of};
pub(super) use dockerfile_playground::simulate::advice::{spoken, spoken_average};
use dockerfile_playground::simulate::cache::{CacheReport, Step};

/// Seconds by the text of the step.
pub(crate) type Seconds = BTreeMap<String, u32>;

/// What the step takes when it runs.
pub(super) fn of(step: &Step, typed: &Seconds) -> u32 {
    typed.get(&step.text).copied().unwrap_or_else(|| guessed_seconds(step))
}

/// What all steps take that run.
pub(super) fn total(report: &CacheReport, typed: &Seconds) -> u32 {
    seconds_of(report, &|step| of(step, typed))
}

#[cfg(test)]
mod tests {
    use dockerfile_playground::Project;
    use dockerfile_playground::simulate::cache::{Options, simulate};

    use super::*;

    #[test]
    fn only_what_runs_takes_time() {
        let before = Project::new("FROM a\nRUN pip install x\nRUN true\n");
        let after = Project::new("FROM a\nRUN pip install x\nRUN false\n");
        let report = simulate(&before, &after, Options::default());
        assert_eq!(total(&report, &Seconds::new()), 2);
        let typed = Seconds::from([("RUN false".to_owned(), 70)]);
        assert_eq!(spoken(total(&report, &typed)), "1 min 10 s");
    }
}
