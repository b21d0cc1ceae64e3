//! What a field test tells: faults, slow files, and what the rules found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use dockerfile_playground::Profile;
use dockerfile_playground::rules::Severity;

use crate::trial::{Kind, Trial};

/// Everything that was seen.
#[derive(Debug)]
pub(crate) struct Report {
    /// One for each file, in the order of their names.
    pub(crate) trials: Vec<Trial>,
    pub(crate) cores: usize,
    pub(crate) took: Duration,
}

/// A file is slow if its bytes take so many times what those of the middle file take …
const SLOW: f64 = 10.0;

/// … and all of it takes more than this.
const NOTICED: Duration = Duration::from_millis(250);

/// A rule that fires on more than one file of so many may be noise.
const NOISE: usize = 3;

/// So many of the faults of a kind, of slow files and of files with many findings are shown.
const SHOWN: usize = 40;

impl Kind {
    fn heading(self) -> &'static str {
        match self {
            Self::Panic => "Panics",
            Self::Hang => "Without an end",
            Self::DoesNotParse => "Results with a new syntax error",
            Self::NewError => "Results with a new error",
            Self::NoFix => "Fixes that are none",
            Self::SecondRun => "Second runs that change something",
            Self::BackAndForth => "There, back and there again differs",
            Self::Invalid => "Output that is not valid",
            Self::Simulation => "Contradictions of the simulator",
        }
    }
}

impl Report {
    /// Whether something is wrong that must not be.
    pub(crate) fn has_faults(&self) -> bool {
        self.trials.iter().any(|trial| !trial.faults.is_empty())
    }

    /// Every finding on a line.
    pub(crate) fn listed(&self) -> String {
        let mut text = String::new();
        for trial in &self.trials {
            for it in &trial.found {
                let profile = if it.profile == Profile::Prod { "prod" } else { "dev" };
                let severity = word(it.severity);
                text.push_str(&format!(
                    "{}:{}: {profile} {severity} {}: {}\n",
                    trial.name, it.line, it.rule, it.message
                ));
            }
        }
        text
    }

    fn faults(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut by_kind: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
        for trial in &self.trials {
            for fault in &trial.faults {
                let line = format!("{}: {}: {}", trial.name, fault.call, fault.what);
                by_kind.entry(fault.kind).or_default().push(line);
            }
        }
        for (kind, lines) in by_kind {
            writeln!(f, "\n{}: {}", kind.heading(), lines.len())?;
            few(f, &lines)?;
        }
        Ok(())
    }

    fn slow(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rates: Vec<f64> = self.trials.iter().map(rate).collect();
        rates.sort_by(f64::total_cmp);
        let middle = rates[rates.len() / 2];
        let mut slow: Vec<&Trial> =
            self.trials.iter().filter(|it| it.spent > NOTICED && rate(it) > SLOW * middle).collect();
        slow.sort_by(|a, b| rate(b).total_cmp(&rate(a)));
        writeln!(f, "\nSlow files (a byte takes {:.1} µs in the middle file): {}", 1e6 * middle, slow.len())?;
        let lines: Vec<String> = slow
            .iter()
            .map(|it| {
                let (seconds, times) = (it.spent.as_secs_f64(), rate(it) / middle);
                format!("{}: {seconds:.2} s for {} bytes, {times:.0} times as much a byte", it.name, it.bytes)
            })
            .collect();
        few(f, &lines)
    }

    fn rules(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows: BTreeMap<(Severity, &str), Row<'_>> = BTreeMap::new();
        for (profile, is_prod) in [(Profile::Prod, true), (Profile::Dev, false)] {
            for trial in &self.trials {
                for it in trial.found.iter().filter(|it| it.profile == profile) {
                    // The severity of production leads; a rule that is silent there has its own row.
                    let key = rows.keys().find(|(_, rule)| *rule == it.rule).copied().unwrap_or((it.severity, it.rule));
                    let row = rows.entry(key).or_default();
                    let (files, count) = if is_prod { &mut row.prod } else { &mut row.dev };
                    files.insert(&trial.name);
                    *count += 1;
                }
            }
        }
        writeln!(
            f,
            "\nFindings of each rule: in how many files, how many\n    production   development  severity  rule"
        )?;
        let mut noise = Vec::new();
        for ((severity, rule), Row { prod, dev }) in &rows {
            let word = word(*severity);
            writeln!(f, "{:>7}{:>7}{:>7}{:>7}  {word:8}  {rule}", prod.0.len(), prod.1, dev.0.len(), dev.1)?;
            if prod.0.len() * NOISE > self.trials.len() {
                noise.push(format!("{rule}: {} of {} files", prod.0.len(), self.trials.len()));
            }
        }
        writeln!(f, "\nPerhaps noise (more than one file of {NOISE}): {}", noise.len())?;
        few(f, &noise)
    }

    fn files(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |trial: &Trial| trial.found.iter().filter(|it| it.profile == Profile::Prod).count();
        let mut most: Vec<(usize, &str)> = self.trials.iter().map(|it| (count(it), it.name.as_str())).collect();
        most.sort_by(|a, b| b.cmp(a));
        let clean = most.iter().filter(|(count, _)| *count == 0).count();
        let all: usize = most.iter().map(|(count, _)| count).sum();
        writeln!(f, "\nFindings of each file: {all} in all; {clean} files have none; the most have")?;
        let lines: Vec<String> = most.iter().take(10).map(|(count, name)| format!("{count:>5}  {name}")).collect();
        few(f, &lines)
    }
}

/// In which files a rule fires, and how often.
#[derive(Default)]
struct Row<'a> {
    prod: (BTreeSet<&'a str>, usize),
    dev: (BTreeSet<&'a str>, usize),
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Style => "style",
    }
}

/// Seconds a byte. A short file has its fixed cost, too.
fn rate(trial: &Trial) -> f64 {
    let bytes = u32::try_from(trial.bytes.max(500)).unwrap_or(u32::MAX);
    trial.spent.as_secs_f64() / f64::from(bytes)
}

fn few(f: &mut fmt::Formatter<'_>, lines: &[String]) -> fmt::Result {
    for line in lines.iter().take(SHOWN) {
        writeln!(f, "  {line}")?;
    }
    if lines.len() > SHOWN {
        writeln!(f, "  … and {} more", lines.len() - SHOWN)?;
    }
    Ok(())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let contexts = self.trials.iter().filter(|it| it.has_context).count();
        self.rules(f)?;
        self.files(f)?;
        self.slow(f)?;
        self.faults(f)?;
        let faults: usize = self.trials.iter().map(|it| it.faults.len()).sum();
        let (files, seconds, cores) = (self.trials.len(), self.took.as_secs_f64(), self.cores);
        writeln!(
            f,
            "\n{files} files, {contexts} of them with a build context, in {seconds:.1} s on {cores} cores: {}",
            if faults == 0 { "nothing is wrong".to_owned() } else { format!("{faults} faults") }
        )
    }
}

#[cfg(test)]
mod tests {
    use dockerfile_playground::Project;

    use super::*;
    use crate::files::Subject;
    use crate::trial::{Fault, Found};

    #[test]
    fn faults_slow_files_and_noise_are_told() {
        let trial = |name: &str, milliseconds| {
            let mut trial = Trial::new(&Subject { name: name.to_owned(), project: Project::new("FROM a\n") });
            trial.spent = Duration::from_millis(milliseconds);
            trial
        };
        let mut trials = vec![trial("a", 10), trial("b", 10), trial("c", 900)];
        for at in [0, 1] {
            let (profile, severity, message) = (Profile::Prod, Severity::Error, "it is".to_owned());
            trials[at].found.push(Found { profile, rule: "bad-base", severity, line: 1, message });
        }
        let mut report = Report { trials, cores: 2, took: Duration::from_secs(1) };
        assert!(!report.has_faults());
        assert_eq!(report.listed().lines().next(), Some("a:1: prod error bad-base: it is"));
        let (kind, call, what) = (Kind::Panic, "check".to_owned(), "oh".to_owned());
        report.trials[2].faults.push(Fault { kind, call, what });
        let text = report.to_string();
        assert!(report.has_faults());
        for line in [
            "      2      2      0      0  error     bad-base",
            "  bad-base: 2 of 3 files",
            "  c: 0.90 s for 7 bytes, 90 times as much a byte",
            "Panics: 1\n  c: check: oh\n",
            "3 files, 0 of them with a build context, in 1.0 s on 2 cores: 1 faults",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
