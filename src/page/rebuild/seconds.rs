//! How long a step takes when it runs: a guess by what it does, until somebody types what it is.

use std::collections::BTreeMap;

use dockerfile_playground::simulate::cache::{CacheReport, Outcome, Step};

/// Seconds by the text of the step.
pub(crate) type Seconds = BTreeMap<String, u32>;

/// A word of a `RUN` step and the seconds that such a step often takes.
const GUESSES: &[(&str, u32)] = &[
    ("pip", 40),
    ("poetry", 45),
    ("uv ", 8),
    ("npm run", 30),
    ("npm", 45),
    ("yarn", 40),
    ("pnpm", 20),
    ("apt", 25),
    ("apk", 8),
    ("go mod", 15),
    ("go build", 30),
    ("cargo", 120),
    ("bundle", 60),
    ("composer", 25),
    ("mvn", 90),
    ("gradle", 90),
    ("dotnet", 40),
];

/// What the step takes when it runs.
pub(super) fn of(step: &Step, typed: &Seconds) -> u32 {
    typed.get(&step.text).copied().unwrap_or_else(|| guess(step))
}

fn guess(step: &Step) -> u32 {
    match step.instruction.as_str() {
        "RUN" => GUESSES.iter().find(|(word, _)| step.text.contains(word)).map_or(2, |(_, seconds)| *seconds),
        "FROM" => 10,
        _ => 1,
    }
}

/// What all steps take that run.
pub(super) fn total(report: &CacheReport, typed: &Seconds) -> u32 {
    report.steps.iter().filter(|step| step.outcome == Outcome::Executed).map(|step| of(step, typed)).sum()
}

/// A duration as people say it.
pub(super) fn spoken(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
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
