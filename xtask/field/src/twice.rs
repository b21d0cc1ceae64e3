//! What changes a file or foretells its build: the result parses, has no new error, and the same call changes nothing
//! more.

use std::collections::BTreeMap;

use dockerfile_playground::convert::{Question, convert, multi_target, ready};
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::rules::{Finding, Fix, Safety, Severity, fix_all};
use dockerfile_playground::simulate::advice::{Mix, guessed_files, guessed_seconds, possible_edits};
use dockerfile_playground::simulate::cache::{CacheReport, Options, Outcome, Step, first_build, simulate};
use dockerfile_playground::text::apply;
use dockerfile_playground::{Analysis, Profile, Project, Settings, analyze};

use crate::trial::{Kind, PROFILES, Trial, settings};

/// So many fixes of one file and profile are tried one by one.
const MOST_FIXES: usize = 100;

fn with(project: &Project, text: &str) -> Project {
    Project { dockerfile: text.to_owned(), ..project.clone() }
}

/// The errors of a file, how often each.
fn errors(analysis: &Analysis) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in analysis.findings.iter().filter(|it| it.severity == Severity::Error) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// Whether `text`, which `call` made of the file, has problems that the file had not.
fn compare(trial: &mut Trial, call: &str, project: &Project, settings: &Settings, before: &Analysis, text: &str) {
    let Some(after) = trial.call(&format!("{call}, checked"), || analyze(&with(project, text), settings)) else {
        return;
    };
    if after.syntax_errors.len() > before.syntax_errors.len() {
        let known = |message: &String| before.syntax_errors.iter().any(|it| it.message == *message);
        let new = after.syntax_errors.iter().find(|it| !known(&it.message)).unwrap_or(&after.syntax_errors[0]);
        let line = text.lines().nth(new.span.start.line - 1).unwrap_or_default();
        trial.fault(Kind::DoesNotParse, call, format!("{} in `{line}`", new.message));
    }
    let known = errors(before);
    for (rule, count) in errors(&after) {
        if count > known.get(rule).copied().unwrap_or_default() {
            let is_such = |it: &&Finding| it.rule == rule && it.severity == Severity::Error;
            let last = after.findings.iter().rfind(is_such).map_or("", |it| it.message.as_str());
            trial.fault(Kind::NewError, call, format!("{rule}: {last}"));
        }
    }
}

/// The first line in which two texts differ, for a message.
fn difference(before: &str, after: &str) -> Option<String> {
    if before == after {
        return None;
    }
    let (mut before, mut after) = (before.split('\n'), after.split('\n'));
    loop {
        match (before.next(), after.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => return Some(format!("`{}`, then `{}`", a.unwrap_or("(end)"), b.unwrap_or("(end)"))),
        }
    }
}

/// Every fix alone, then all of them, safe and unsafe.
pub(crate) fn fixes(trial: &mut Trial, project: &Project) {
    for (profile, word) in PROFILES {
        let settings = settings(profile);
        let Some(before) = trial.call("check", || analyze(project, &settings)) else { continue };
        let offered = before.findings.iter().flat_map(|finding| finding.offers().map(move |fix| (finding, fix)));
        for (finding, fix) in offered.take(MOST_FIXES) {
            single(trial, project, &settings, &before, (finding, fix));
        }
        for (least, option) in [(Safety::Safe, ""), (Safety::Unsafe, " --unsafe")] {
            let call = format!("fix --profile {word}{option}");
            let wanted = |_: &Finding, safety| least == Safety::Unsafe || safety == Safety::Safe;
            let Some((once, _)) = trial.call(&call, || fix_all(project, &settings, wanted)) else { continue };
            compare(trial, &call, project, &settings, &before, &once);
            let again = trial.call(&call, || fix_all(&with(project, &once), &settings, wanted).0);
            trial.claim(Kind::SecondRun, &call, again.and_then(|again| difference(&once, &again)));
        }
    }
}

fn single(
    trial: &mut Trial,
    project: &Project,
    settings: &Settings,
    before: &Analysis,
    (finding, fix): (&Finding, &Fix),
) {
    let call = format!("line {}, {}: {}", finding.span.start.line, finding.rule, fix.title);
    match apply(&project.dockerfile, &fix.edits) {
        Err(error) => trial.fault(Kind::NoFix, &call, format!("cannot be applied: {error}")),
        Ok(text) if text == project.dockerfile => trial.fault(Kind::NoFix, &call, "changes nothing"),
        Ok(text) => compare(trial, &call, project, settings, before, &text),
    }
}

/// To every variant, again, and back.
pub(crate) fn conversions(trial: &mut Trial, project: &Project) {
    let to = |text: &str, profile| convert(&with(project, text), &Settings::default(), profile).text;
    for (profile, word) in PROFILES {
        let call = format!("convert --to {word}");
        let Some(once) = trial.call(&call, || to(&project.dockerfile, profile)) else { continue };
        let settings = settings(profile);
        if let Some(before) = trial.call("check", || analyze(project, &settings)) {
            compare(trial, &call, project, &settings, &before, &once);
        }
        let again = trial.call(&call, || to(&once, profile));
        trial.claim(Kind::SecondRun, &call, again.and_then(|again| difference(&once, &again)));
        let other = profile.other();
        let around = |text: &str| to(&to(text, other), profile);
        // What production asks for does no harm in development and stays there; from then on nothing may change.
        let start = if profile == Profile::Prod { Some(once) } else { trial.call(&call, || around(&once)) };
        let call = format!("{call}, to the other and to {word} again");
        let back = start.and_then(|start| trial.call(&call, || difference(&start, &around(&start))));
        trial.claim(Kind::BackAndForth, &call, back.flatten());
    }
    let usual = Settings::default();
    let Some(before) = trial.call("check", || analyze(project, &usual)) else { return };
    let call = "convert --to multi-target";
    if let Some(Ok(text)) = trial.call(call, || multi_target(project, &usual)) {
        // Stages that both variants have each for themselves repeat what is wrong in them.
        let settings = settings(Profile::Dev);
        let after = trial.call(call, || analyze(&with(project, &text), &settings).syntax_errors);
        let new = after.into_iter().flatten().next().filter(|_| before.syntax_errors.is_empty());
        trial.claim(Kind::DoesNotParse, call, new.map(|it| it.message));
    }
    let call = "make it ready for production";
    if let Some(made) = trial.call(call, || ready(project, &usual).text) {
        compare(trial, call, project, &usual, &before, &made);
        let again = trial.call(call, || ready(&with(project, &made), &usual).text);
        trial.claim(Kind::SecondRun, call, again.and_then(|again| difference(&made, &again)));
    }
}

/// Builds without a change, with a change of a file, and what the advisor makes of it.
pub(crate) fn builds(trial: &mut Trial, project: &Project) {
    let call = "simulate cache";
    trial.call("simulate cache --fresh", || first_build(project, Options::default()));
    if let Some(report) = trial.call(call, || simulate(project, project, Options::default())) {
        let ran = report.steps.iter().find(|step| step.outcome == Outcome::Executed);
        let what = ran.map(|it| format!("nothing changed, but line {} runs: {}", it.line, it.because));
        trial.claim(Kind::Simulation, call, what);
        trial.claim(Kind::Simulation, call, miscounted(&report));
    }
    let mut project = project.clone();
    let is_guessed = project.files.is_empty();
    if is_guessed {
        let Some(guessed) = trial.call("guess the files", || guessed_files(&project.dockerfile)) else { return };
        project.files = guessed.into_iter().map(|(path, text)| (path, ContextEntry::file(text))).collect();
    }
    let edits = possible_edits(&project, Mix::default());
    for edit in edits.iter().take(3) {
        let call = format!("simulate cache --touch {}", edit.path);
        let report = trial.call(&call, || simulate(&project, &edit.applied_to(&project), Options::default()));
        trial.claim(Kind::Simulation, &call, report.as_ref().and_then(miscounted));
    }
    let call = "simulate cache --advise";
    let usual = Settings::default();
    let Some(before) = trial.call("check", || analyze(&project, &usual)) else { return };
    let seconds = |step: &Step| guessed_seconds(step);
    let question = Question { project: &project, is_guessed, settings: &usual, mix: Mix::default(), seconds: &seconds };
    let Some(advice) = trial.call(call, || question.advice(&before.findings)) else { return };
    if let Some(better) = &advice.better {
        compare(trial, call, &project, &usual, &before, &better.text);
        if let Some(worse) = advice.prices.last().filter(|price| price.after > price.before) {
            let what = format!("{}: from {:.1} s to {:.1} s", worse.title, worse.before, worse.after);
            trial.fault(Kind::Simulation, call, what);
        }
    }
}

/// Whether the summary of a report is that of its steps.
fn miscounted(report: &CacheReport) -> Option<String> {
    let count = |outcome| report.steps.iter().filter(|step| step.outcome == outcome).count();
    let counted = (count(Outcome::Cached), count(Outcome::Executed));
    let told = (report.summary.cached, report.summary.executed);
    (counted != told).then(|| format!("the summary says {told:?}, the steps {counted:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Subject;

    fn compared(before: &str, after: &str) -> Vec<Kind> {
        let project = Project::new(before);
        let settings = Settings::default();
        let mut trial = Trial::new(&Subject { name: "a".to_owned(), project: project.clone() });
        compare(&mut trial, "test", &project, &settings, &analyze(&project, &settings), after);
        trial.faults.iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn what_gets_worse_is_told() {
        let file = "FROM alpine:3.22\nUSER 1000\nCMD [\"true\"]\n";
        assert_eq!(compared(file, file), []);
        assert_eq!(compared(file, "FROM alpine:3.22\nUSR 1000\nCMD [\"true\"]\n"), [Kind::DoesNotParse]);
        let debug = "FROM alpine:3.22\nUSER 1000\nCMD [\"flask\", \"run\", \"--debug\"]\n";
        assert_eq!(compared(file, debug), [Kind::NewError]);
        assert_eq!(compared(debug, debug), []);
    }

    #[test]
    fn the_first_difference_is_shown() {
        assert_eq!(difference("a\nb", "a\nb"), None);
        assert_eq!(difference("a\nb\nc", "a\nx\nc").as_deref(), Some("`b`, then `x`"));
        assert_eq!(difference("a\nb", "a").as_deref(), Some("`b`, then `(end)`"));
    }

    #[test]
    fn a_wrong_summary_is_told() {
        let mut report = first_build(&Project::new("FROM alpine:3.22\nRUN true\n"), Options::default());
        assert_eq!(miscounted(&report), None);
        report.summary.executed += 1;
        assert!(miscounted(&report).is_some());
    }
}
