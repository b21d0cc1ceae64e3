//! How long steps take: a guess by what they do, until somebody says better.

use super::mix::PossibleEdit;
use crate::project::Project;
use crate::shell;
use crate::simulate::cache::{CacheReport, Options, Outcome, Step, simulate};

/// What a program that is told so often takes: seconds of work, and seconds of downloads, which it is spared where they
/// are there already. The first that fits counts; of several words, all are among the program's.
const GUESSES: &[(&str, &[&str], u32, u32)] = &[
    ("pip", &["install"], 25, 15),
    ("pip", &[], 5, 0),
    ("poetry", &["install"], 25, 20),
    ("pipenv", &[], 25, 20),
    ("uv", &[], 3, 5),
    ("npm", &["run"], 30, 0),
    ("npm", &[], 25, 20),
    ("yarn", &["build"], 30, 0),
    ("yarn", &["run"], 30, 0),
    ("yarn", &[], 20, 20),
    ("pnpm", &["build"], 30, 0),
    ("pnpm", &["run"], 30, 0),
    ("pnpm", &[], 10, 10),
    ("bun", &["run"], 20, 0),
    ("bun", &[], 5, 5),
    ("apt-get", &["update"], 5, 0),
    ("apt-get", &["install"], 20, 0),
    ("apt", &["update"], 5, 0),
    ("apt", &["install"], 20, 0),
    ("dnf", &["install"], 30, 0),
    ("yum", &["install"], 30, 0),
    ("apk", &[], 8, 0),
    ("go", &["mod"], 0, 15),
    ("go", &["build"], 30, 15),
    ("go", &["install"], 30, 15),
    ("go", &["test"], 20, 15),
    ("cargo", &["fetch"], 0, 20),
    ("cargo", &["chef", "prepare"], 1, 0),
    ("cargo", &[], 100, 20),
    ("bundle", &["exec"], 20, 0),
    ("bundle", &[], 30, 30),
    ("composer", &[], 10, 15),
    ("mvn", &["go-offline"], 0, 50),
    ("mvn", &["resolve"], 0, 50),
    ("mvn", &[], 40, 50),
    ("gradle", &["dependencies"], 10, 40),
    ("gradle", &[], 50, 40),
    ("dotnet", &["restore"], 0, 20),
    ("dotnet", &[], 20, 20),
    ("mix", &["deps.get"], 0, 15),
    ("mix", &[], 20, 0),
    ("swift", &["resolve"], 0, 15),
    ("swift", &[], 60, 15),
    ("pytest", &[], 20, 0),
    ("make", &[], 30, 0),
];

/// What a RUN takes of which nothing is known.
const LITTLE: u32 = 2;

/// The seconds that a step takes when it runs: 10 for an image, 1 for files, and for a `RUN` the sum of a guess for each
/// of its commands.
pub fn guessed_seconds(step: &Step) -> u32 {
    match step.instruction.as_str() {
        "RUN" => guessed_run(&step.text, step.finds_downloads),
        "FROM" => 10,
        "COPY" | "ADD" => 1,
        _ => 0,
    }
}

fn guessed_run(text: &str, finds_downloads: bool) -> u32 {
    let script = shell::parse(text.get("RUN".len()..).unwrap_or_default());
    let mut seconds = 0_u32;
    for invocation in script.effective_commands() {
        let words: Vec<&str> = invocation.words().iter().filter_map(|it| it.literal()).collect();
        seconds = seconds.saturating_add(guessed_command(&words, finds_downloads).unwrap_or_default());
    }
    if seconds == 0 { LITTLE } else { seconds }
}

/// The seconds of a command; `None` where nothing is known of it.
fn guessed_command(words: &[&str], finds_downloads: bool) -> Option<u32> {
    // Flags of the instruction stand before its first command; `python -m pip` starts another program.
    let start = words.iter().position(|it| !it.starts_with("--")).unwrap_or(words.len());
    let is_starter = |it: &&str| it.starts_with("python");
    let start = if words[start..].first().is_some_and(is_starter) && words.get(start + 1) == Some(&"-m") {
        start + 2
    } else {
        start
    };
    let (name, arguments) = words.get(start..)?.split_first()?;
    let name = match name.rsplit('/').next().unwrap_or(name) {
        "gradlew" => "gradle",
        "mvnw" => "mvn",
        name if name.starts_with("pip")
            && name.trim_start_matches("pip").bytes().all(|it| it.is_ascii_digit() || it == b'.') =>
        {
            "pip"
        }
        name => name,
    };
    let is_told = |word: &&str| arguments.iter().any(|it| it == word || it.rsplit(':').next() == Some(word));
    let guess = GUESSES.iter().find(|(program, told, ..)| *program == name && told.iter().all(is_told))?;
    let (_, _, work, downloads) = guess;
    Some(if finds_downloads { *work } else { work + downloads })
}

/// What a change must save at least to be worth an edit: seconds, and a part of what there was.
const LEAST_SECONDS: f64 = 2.0;
const LEAST_PART: f64 = 0.1;

/// Whether a change from so many seconds to so many is worth an edit: at least a tenth, and two seconds.
pub fn pays(before: f64, after: f64) -> bool {
    // Sums of fractions are not exact.
    before - after >= LEAST_SECONDS.max(before * LEAST_PART) - 1e-6
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
    fn a_step_costs_the_sum_of_its_commands() {
        let seconds = |line: &str, finds_downloads| guessed_run(&format!("RUN {line}"), finds_downloads);
        for (line, without, with) in [
            ("npm install && npm run build", 75, 55),
            ("npm ci; npm run lint; npm run build", 105, 85),
            ("CGO_ENABLED=0 go build -o /a .", 45, 30),
            ("--mount=type=cache,target=/root/.m2 ./mvnw -B package", 90, 40),
            ("mvn dependency:go-offline && mvn -o package", 140, 40),
            ("sudo apt-get update && sudo apt-get install -y curl && rm -rf /x", 25, 25),
            ("python3 -m pip install -r requirements.txt", 40, 25),
            ("sh -c 'make && make install'", 60, 60),
            ("cargo build --release", 120, 100),
            ("./gradlew :app:bootJar", 90, 50),
            ("dotnet publish -c Release", 40, 20),
            ("echo make", 2, 2),
        ] {
            assert_eq!((seconds(line, false), seconds(line, true)), (without, with), "{line}");
        }
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
    fn little_gains_do_not_pay() {
        for (before, after) in [(3.0, 1.0), (100.0, 90.0), (20.0, 18.0)] {
            assert!(pays(before, after), "{before} {after}");
        }
        for (before, after) in [(2.9, 1.0), (100.0, 91.0), (32.0, 35.0), (5.0, 5.0)] {
            assert!(!pays(before, after), "{before} {after}");
        }
    }

    #[test]
    fn averages_are_short() {
        assert_eq!([0.0, 1.24, 41.3, 126.0].map(spoken_average), ["0.0 s", "1.2 s", "41 s", "2.1 min"]);
    }
}
