//! What is done with one file, and what came of it.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use dockerfile_playground::analysis::{self, Analysis};
use dockerfile_playground::export::bundle::{Artifact, Bundle};
use dockerfile_playground::export::link::{self, Payload};
use dockerfile_playground::export::{github, guard, inspect, json, markdown, sarif};
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::rules::Severity;
use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::syntax;
use dockerfile_playground::{Profile, Project, Settings, analyze};

use crate::files::Subject;
use crate::{twice, valid};

/// One file after the trial.
#[derive(Debug)]
pub(crate) struct Trial {
    pub(crate) name: String,
    /// Bytes of the Dockerfile and its build context.
    pub(crate) bytes: usize,
    pub(crate) has_context: bool,
    pub(crate) spent: Duration,
    pub(crate) faults: Vec<Fault>,
    /// Of the recommended rules, for each profile.
    pub(crate) found: Vec<Found>,
}

/// Something that must not be.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// What was asked of the engine.
    pub(crate) call: String,
    /// What came of it.
    pub(crate) what: String,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The call panicked.
    Panic,
    /// The call did not end.
    Hang,
    /// What it made has a syntax error that the file had not.
    DoesNotParse,
    /// What it made has an error that the file had not.
    NewError,
    /// A fix is offered that changes nothing or cannot be applied.
    NoFix,
    /// The same call on its result changes something.
    SecondRun,
    /// There, back and there again is not there.
    BackAndForth,
    /// The output is not what its format asks for, or names a place that is not there.
    Invalid,
    /// The simulator contradicts itself.
    Simulation,
}

/// A finding, for the tables.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) profile: Profile,
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    pub(crate) line: usize,
    pub(crate) message: String,
}

thread_local! {
    /// What the last panic of this thread said.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Whether this thread is inside a call.
    static IS_CALLING: Cell<bool> = const { Cell::new(false) };
}

/// From now on, panics of calls are remembered instead of printed.
pub(crate) fn catch_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if IS_CALLING.get() {
            LAST_PANIC.set(Some(panic.to_string()));
        } else {
            usual(panic);
        }
    }));
}

impl Trial {
    pub(crate) fn new(subject: &Subject) -> Self {
        let files = subject.project.files.values();
        let around: usize = files.filter_map(|entry| entry.content()).map(<[u8]>::len).sum();
        Self {
            name: subject.name.clone(),
            bytes: subject.project.dockerfile.len() + around,
            has_context: !subject.project.files.is_empty(),
            spent: Duration::ZERO,
            faults: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Does what may panic. `None` if it did.
    pub(crate) fn call<T>(&mut self, call: &str, work: impl FnOnce() -> T) -> Option<T> {
        let is_inner = IS_CALLING.replace(true);
        let result = catch_unwind(AssertUnwindSafe(work));
        IS_CALLING.set(is_inner);
        if let Ok(result) = result {
            return Some(result);
        }
        let what = LAST_PANIC.take().unwrap_or_default();
        self.fault(Kind::Panic, call, what.replace('\n', " "));
        None
    }

    pub(crate) fn fault(&mut self, kind: Kind, call: &str, what: impl Into<String>) {
        self.faults.push(Fault { kind, call: call.to_owned(), what: what.into() });
    }

    /// Complains of what `problem` says.
    pub(crate) fn claim(&mut self, kind: Kind, call: &str, problem: Option<String>) {
        if let Some(what) = problem {
            self.fault(kind, call, what);
        }
    }
}

/// Both profiles, with the word of the command line.
pub(crate) const PROFILES: [(Profile, &str); 2] = [(Profile::Prod, "prod"), (Profile::Dev, "dev")];

const RULE_SETS: [(RuleSet, &str); 4] = [
    (RuleSet::Recommended, "recommended"),
    (RuleSet::Hadolint, "hadolint"),
    (RuleSet::Buildkit, "buildkit"),
    (RuleSet::All, "all"),
];

/// Settings for a profile, otherwise as usual.
pub(crate) fn settings(profile: Profile) -> Settings {
    Settings { profile, ..Settings::default() }
}

/// Asks everything of the engine that a command line can.
pub(crate) fn examine(subject: &Subject) -> Trial {
    let start = Instant::now();
    let mut trial = Trial::new(subject);
    let project = &subject.project;
    checks(&mut trial, project);
    twice::fixes(&mut trial, project);
    twice::conversions(&mut trial, project);
    twice::builds(&mut trial, project);
    valid::environments(&mut trial, project);
    exports(&mut trial, project);
    links(&mut trial, project);
    editor(&mut trial, project);
    trial.spent = start.elapsed();
    trial
}

fn checks(trial: &mut Trial, project: &Project) {
    let text = &project.dockerfile;
    for (profile, word) in PROFILES {
        for (rules, set) in RULE_SETS {
            let call = format!("check --rules {set} --profile {word}");
            let settings = Settings { rules, ..settings(profile) };
            let Some(analysis) = trial.call(&call, || analyze(project, &settings)) else { continue };
            trial.claim(Kind::Invalid, &call, valid::places(&analysis, text));
            outputs(trial, &call, &analysis, text);
            if rules == RuleSet::Recommended {
                trial.found.extend(analysis.findings.into_iter().map(|it| Found {
                    profile,
                    rule: it.rule,
                    severity: it.severity,
                    line: it.span.start.line,
                    message: it.message,
                }));
            }
        }
    }
}

/// The findings in every format.
fn outputs(trial: &mut Trial, call: &str, analysis: &Analysis, text: &str) {
    let as_json = trial.call(&format!("{call} --format json"), || json::document(analysis));
    trial.claim(Kind::Invalid, &format!("{call} --format json"), as_json.and_then(|it| valid::json(&it)));
    let name = trial.name.clone();
    let as_sarif = trial.call(&format!("{call} --format sarif"), || sarif::log(analysis, text, &name));
    trial.claim(Kind::Invalid, &format!("{call} --format sarif"), as_sarif.and_then(|it| valid::sarif(&it)));
    trial.call(&format!("{call} --format markdown"), || markdown::report(analysis, text, &name));
    let as_github = trial.call(&format!("{call} --format github"), || github::annotations(analysis, &name));
    trial.claim(Kind::Invalid, &format!("{call} --format github"), as_github.and_then(|it| valid::github(&it)));
}

fn exports(trial: &mut Trial, project: &Project) {
    let inspected = trial.call("inspect", || {
        let tree = syntax::parse(&project.dockerfile);
        json::document(&inspect::inspect(&Dockerfile::resolve(&tree, project)))
    });
    trial.claim(Kind::Invalid, "inspect", inspected.and_then(|it| valid::json(&it)));
    for (profile, word) in PROFILES {
        let call = format!("export --profile {word}");
        let Some(bundle) = trial.call(&call, || Bundle::new(project, &settings(profile))) else { continue };
        for artifact in Artifact::ALL {
            let call = format!("export {} --profile {word}", artifact.word());
            let Some(text) = trial.call(&call, || bundle.text(artifact)) else { continue };
            let problem = match artifact {
                Artifact::Json | Artifact::TaskDefinition => valid::json(&text),
                Artifact::Sarif => valid::sarif(&text),
                Artifact::Compose => valid::yaml(&text),
                _ => None,
            };
            trial.claim(Kind::Invalid, &call, problem);
        }
        let call = format!("export zip --profile {word}");
        let archive = trial.call(&call, || bundle.archive());
        let is_zip = archive.is_none_or(|bytes| bytes.starts_with(b"PK"));
        trial.claim(Kind::Invalid, &call, (!is_zip).then(|| "no ZIP archive".to_owned()));
    }
}

fn links(trial: &mut Trial, project: &Project) {
    let payload = Payload { dockerfile: project.dockerfile.clone(), ..Payload::default() };
    let back = trial.call("link and back", || link::encode(&payload).map(|it| link::decode(&it)));
    if let Some(Ok(back)) = back
        && back != Some(Ok(payload.clone()))
    {
        trial.fault(Kind::BackAndForth, "link and back", "the link holds another text");
    }
    let left = trial.call("link --redact", || guard::scan_payload(&guard::redact_payload(&payload)));
    if let Some(first) = left.as_ref().and_then(|left| left.first()) {
        let what = format!("line {} still holds a suspect: {}", first.line, first.what);
        trial.fault(Kind::SecondRun, "link --redact", what);
    }
}

/// At how many places of a file the editor's questions are asked.
const CARETS: usize = 24;

/// What the page asks while somebody types.
fn editor(trial: &mut Trial, project: &Project) {
    let text = &project.dockerfile;
    trial.call("folds", || analysis::folds(text));
    let step = text.len() / CARETS + 1;
    let places = (0..text.len()).step_by(step).filter(|&at| text.is_char_boundary(at));
    let tree = syntax::parse(text);
    let dockerfile = Dockerfile::resolve(&tree, project);
    for at in places {
        trial.call(&format!("complete at {at}"), || analysis::complete(text, at));
        trial.call(&format!("explain at {at}"), || analysis::explain_in(&dockerfile, at));
        trial.call(&format!("surroundings at {at}"), || analysis::surroundings(text, at));
        let named = trial.call(&format!("name at {at}"), || analysis::name_at(text, at));
        if named.flatten().is_some() {
            let call = format!("rename at {at}");
            trial.call(&call, || analysis::rename(text, at, "another"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_call() {
        catch_panics();
        let mut trial = Trial::new(&Subject { name: "a".to_owned(), project: Project::new("FROM a\n") });
        assert_eq!(trial.call("fine", || 1), Some(1));
        assert_eq!(trial.call("bad", || -> u8 { panic!("never\nagain") }), None);
        let [fault] = &trial.faults[..] else { panic!("one fault expected") };
        assert_eq!((fault.kind, fault.call.as_str()), (Kind::Panic, "bad"));
        assert!(fault.what.contains("never again"), "{}", fault.what);
    }
}
