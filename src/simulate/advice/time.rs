//! How long steps take: a guess by what they do, until somebody says better.

use super::mix::PossibleEdit;
use crate::project::Project;
use crate::simulate::cache::{CacheReport, Options, Outcome, Step, simulate};

/// A word of a `RUN` step and the seconds that such a step often takes. The first that is found counts.
const GUESSES: &[(&str, u32)] = &[
    ("pip install", 40),
    ("pip3 install", 40),
    ("poetry install", 45),
    ("pipenv", 45),
    ("uv ", 8),
    ("npm run", 30),
    ("npm", 45),
    ("yarn build", 30),
    ("yarn", 40),
    ("pnpm", 20),
    ("apt", 25),
    ("dnf", 30),
    ("yum", 30),
    ("apk", 8),
    ("go mod", 15),
    ("go build", 30),
    ("go install", 30),
    ("cargo", 120),
    ("bundle", 60),
    ("composer", 25),
    ("mvn", 90),
    ("gradle", 90),
    ("dotnet", 40),
    ("go test", 20),
    ("pytest", 20),
    ("make", 30),
    ("pip", 5),
];

/// The seconds that a step takes when it runs: 10 for an image, 1 for files, and a guess by the command for a `RUN`.
pub fn guessed_seconds(step: &Step) -> u32 {
    match step.instruction.as_str() {
        "RUN" => GUESSES.iter().find(|(word, _)| has_word(&step.text, word)).map_or(2, |(_, seconds)| *seconds),
        "FROM" => 10,
        "COPY" | "ADD" => 1,
        _ => 0,
    }
}

/// Whether `word` stands in the text at the start of a word.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric()))
}

/// The seconds of all steps that run.
pub fn seconds_of(report: &CacheReport, seconds: &dyn Fn(&Step) -> u32) -> u32 {
    let running = report.steps.iter().filter(|step| step.outcome == Outcome::Executed);
    running.map(seconds).fold(0, u32::saturating_add)
}

/// The seconds that a build takes on average after one of `edits`.
pub fn expected_seconds(project: &Project, edits: &[PossibleEdit], seconds: &dyn Fn(&Step) -> u32) -> f64 {
    let reports =
        edits.iter().map(|edit| (edit.share, simulate(project, &edit.applied_to(project), Options::default())));
    reports.map(|(share, report)| share * f64::from(seconds_of(&report, seconds))).sum()
}

/// A duration as people say it: `50 s`, `2 min`, `1 min 10 s`.
pub fn spoken(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// An average: short ones in seconds, as `1.2 s` and `41 s`, long ones in minutes, as `2.1 min`.
pub fn spoken_average(seconds: f64) -> String {
    match seconds {
        ..9.95 => format!("{seconds:.1} s"),
        ..99.5 => format!("{seconds:.0} s"),
        _ => format!("{:.1} min", seconds / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::advice::{Mix, possible_edits};
    use crate::simulate::cache::first_build;

    #[test]
    fn seconds_go_by_the_command() {
        let text = "FROM a\nWORKDIR /w\nCOPY . .\nRUN pip install x\nRUN echo captain\nRUN npm run build\nLABEL a=b\n";
        let report = first_build(&Project::new(text), Options::default());
        let seconds: Vec<u32> = report.steps.iter().map(guessed_seconds).collect();
        assert_eq!(seconds, [10, 0, 1, 40, 2, 30, 0]);
        assert_eq!(seconds_of(&report, &guessed_seconds), 83);
    }

    #[test]
    fn an_average_is_weighed_by_how_often() {
        let mut project =
            Project::new("FROM a\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n");
        project.files.insert("requirements.txt".to_owned(), "x".into());
        project.files.insert("app.py".to_owned(), "x".into());
        let edits = possible_edits(&project, Mix { source: 9, configuration: 0, dependencies: 1 });
        // A source file costs the last COPY, the list of dependencies all three steps.
        let expected = expected_seconds(&project, &edits, &guessed_seconds);
        assert!((expected - (0.9 + 0.1 * 42.0)).abs() < 1e-9, "{expected}");
    }

    #[test]
    fn averages_are_short() {
        assert_eq!([0.0, 1.24, 41.3, 126.0].map(spoken_average), ["0.0 s", "1.2 s", "41 s", "2.1 min"]);
    }
}
