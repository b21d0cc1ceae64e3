//! Checking and testing everything, with the duration of each step.

use std::fs;
use std::io::{BufRead, BufReader, IsTerminal};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use crate::bring::{browser, documentation, npm};
use crate::page;
use crate::process::{Context, Failure, Result, cargo, project_root, run as run_command};

/// One set of features for lints and tests alike: every further set compiles the dependencies again.
const FEATURES: &str = "web";

/// The package whose tests need the built page.
const BROWSER_TESTS: &str = "browser-tests";

/// What happened so far.
#[derive(Debug, Default)]
struct Progress {
    counts: Counts,
    steps: Vec<(&'static str, f64, bool)>,
}

/// The tests that cargo reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Progress {
    /// Announces a step, runs it, and remembers how long it took and whether it went well.
    fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Counts) -> Result<()>) {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = work(&mut self.counts);
        if let Err(failure) = &outcome {
            eprintln!("{failure}");
        }
        let seconds = start.elapsed().as_secs_f64();
        eprintln!("== {name}: {} after {seconds:.1} s", if outcome.is_ok() { "done" } else { "FAILED" });
        self.steps.push((name, seconds, outcome.is_ok()));
    }

    /// Prints what took how long, and the counts alone on the last line. A failed step shows in the exit code.
    fn summary(&self) -> ExitCode {
        println!("\n{:>8}  step", "seconds");
        for (name, seconds, succeeded) in &self.steps {
            println!("{seconds:>8.1}  {name}{}", if *succeeded { "" } else { "  FAILED" });
        }
        println!("{:>8.1}  all", self.steps.iter().map(|(_, seconds, _)| seconds).sum::<f64>());
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
        if self.steps.iter().all(|(.., succeeded)| *succeeded) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Runs the checks and all tests; with a filter only the tests whose names contain it.
pub(crate) fn run(filter: Option<&str>) -> ExitCode {
    let mut progress = Progress::default();
    if filter.is_none() {
        static_checks(&mut progress);
    }
    progress.step("tests of the engine, the command line, the page's state and the developer commands", |counts| {
        let mut tests = cargo();
        // With a filter, `xtask test name` is about the product.
        tests.args(["test", "--no-fail-fast", "--features", FEATURES, "--lib", "--bins"]);
        if filter.is_none() {
            tests.args(["--workspace", "--exclude", BROWSER_TESTS]);
        }
        for name in native_test_targets()? {
            tests.args(["--test", &name]);
        }
        count_tests(&mut tests, filter, counts)
    });
    progress.step("examples in the documentation", |counts| {
        count_tests(cargo().args(["test", "--features", FEATURES, "--doc"]), filter, counts)
    });
    let mut built = false;
    progress.step("the page", |_| {
        page::build()?;
        built = true;
        Ok(())
    });
    if built {
        progress.step("tests in the browser", |counts| browser_tests(filter, counts));
    }
    progress.summary()
}

/// Runs the field test, optimised, with the options of `cargo xtask field`.
pub(crate) fn field(options: &[String]) -> Result<ExitCode> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--profile", "field", "--package", "field", "--"]).args(options);
    let status = command.status().context(|| "starting cargo".to_owned())?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn static_checks(progress: &mut Progress) {
    progress.step("format (cargo fmt)", |_| run_command(cargo().args(["fmt", "--all", "--check"])));
    progress.step("lints (cargo clippy)", |_| {
        let mut clippy = cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--features", FEATURES, "--", "-D", "warnings"]);
        run_command(&mut clippy)
    });
    // The engine must compile without the browser, the command line and their crates.
    progress.step("the engine alone (cargo check --no-default-features)", |_| {
        run_command(cargo().args(["check", "--lib", "--no-default-features"]))
    });
}

fn browser_tests(filter: Option<&str>, counts: &mut Counts) -> Result<()> {
    let browser = browser::bring()?;
    let generators = documentation::bring()?;
    let mut tests = cargo();
    tests
        .args(["test", "--no-fail-fast", "--package", BROWSER_TESTS])
        .env("PAGE_DIST", page::dist())
        .env("CHROMIUM", browser.chromium)
        .env("CHROMEDRIVER", browser.driver)
        .env("MDBOOK", generators.mdbook)
        .env("MKDOCS", generators.mkdocs)
        .env("AXE_CORE", npm::modules()?.join("axe-core/axe.min.js"));
    count_tests(&mut tests, filter, counts)
}

/// The engine's test binaries below `tests/`, as cargo finds and names them.
fn native_test_targets() -> Result<Vec<String>> {
    let folder = project_root().join("tests");
    let entries = fs::read_dir(&folder).context(|| format!("reading {}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("main.rs").is_file() || path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Runs `cargo test`, shows its output and adds up what its `test result:` lines report.
fn count_tests(command: &mut Command, filter: Option<&str>, counts: &mut Counts) -> Result<()> {
    command.args(["--", "--color", if std::io::stdout().is_terminal() { "always" } else { "never" }]);
    command.args(filter).stdout(Stdio::piped());
    let mut child = command.spawn().context(|| "starting cargo test".to_owned())?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(std::io::Result::ok) {
            if let Some(counted) = read_counts(&line) {
                counts.passed += counted.passed;
                counts.failed += counted.failed;
            }
            println!("{line}");
        }
    }
    let status = child.wait().context(|| "waiting for cargo test".to_owned())?;
    if status.success() { Ok(()) } else { Err(Failure::new("some tests failed or did not compile")) }
}

/// Reads `test result: ok. 12 passed; 1 failed; …`, coloured or not.
fn read_counts(line: &str) -> Option<Counts> {
    let rest = line.strip_prefix("test result: ")?;
    let (_, counts) = rest.split_once(". ")?;
    let mut numbers = counts.split("; ").map(|part| part.split(' ').next().and_then(|number| number.parse().ok()));
    Some(Counts { passed: numbers.next()??, failed: numbers.next()?? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_counted() {
        let plain =
            "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s";
        let coloured = "test result: \u{1b}[32mok\u{1b}(B\u{1b}[m. 7 passed; 0 failed; 1 ignored; 0 measured";
        assert_eq!(read_counts(plain), Some(Counts { passed: 12, failed: 3 }));
        assert_eq!(read_counts(coloured), Some(Counts { passed: 7, failed: 0 }));
        assert_eq!(read_counts("test text::range::tests::order ... ok"), None);
    }
}
