//! Whether the image builds, whether its container starts, and whether it gets healthy, as far as can be known.
//!
//! Adds up what the rules say with certainty ([`Breaks`]); knows no tool and no image itself. There is no "yes": what a
//! file does not tell is listed instead, with the way to tell it.

use serde::Serialize;

use crate::model::{Base, Distribution, Dockerfile};
use crate::rules::{Breaks, Finding};
use crate::syntax::Keyword;
use crate::text::{Span, TextRange};

/// The answers to the three questions that everybody asks first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether `docker build` comes to its end.
    pub builds: Answer,
    /// Whether the container's process starts and stays.
    pub starts: Answer,
    /// Whether the health check can succeed.
    pub healthy: Answer,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// What can be said.
    pub answer: Foretold,
    /// The line that decides, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Where exactly.
    #[serde(rename = "range", skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Why the answer is no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// What would have to be known for a firmer answer.
    pub unknown: Vec<Unknown>,
}

/// What can be said without a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Foretold {
    /// It does not.
    #[serde(rename = "no")]
    No,
    /// Nothing known speaks against it.
    #[serde(rename = "as far as can be known")]
    AsFarAsKnown,
}

/// Something that the file does not tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// What is not known.
    pub what: String,
    /// How to tell.
    pub tell: &'static str,
    /// The line that raises the question, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

impl Answer {
    fn open(unknown: Vec<Unknown>) -> Self {
        Self { answer: Foretold::AsFarAsKnown, line: None, span: None, because: None, unknown }
    }

    fn no(span: Span, because: impl Into<String>) -> Self {
        let (line, span) = (Some(span.start.line), Some(span));
        Self { answer: Foretold::No, line, span, because: Some(because.into()), unknown: Vec::new() }
    }
}

impl Verdict {
    /// What `findings`, and what a build would refuse beside them, come to.
    pub(super) fn of(dockerfile: &Dockerfile<'_>, refused: &[(Span, &str)], findings: &[Finding]) -> Self {
        let broken = |breaks, counts: &dyn Fn(usize) -> bool| {
            let stage = |finding: &Finding| stage_at(dockerfile, finding.span.range());
            let mut fitting = findings.iter().filter(|it| it.breaks == Some(breaks));
            fitting.find(|it| stage(it).is_none_or(counts))
        };
        let is_needed = |stage| dockerfile.is_reachable(stage);
        let is_final = |stage| dockerfile.target.is_some_and(|it| dockerfile.lineage(it).any(|it| it.index == stage));
        let stop = broken(Breaks::Build, &is_needed).map(|it| (it.span, it.message.as_str()));
        let first_refused = refused.iter().copied().next();
        // A file that cannot be read is refused before its first step runs.
        if let Some((span, because)) = first_refused.or(stop) {
            let image = format!("the build stops at line {}", span.start.line);
            let (builds, rest) = (Answer::no(span, because), Answer::no(span, image));
            return Self { builds, starts: rest.clone(), healthy: rest };
        }
        let builds = Answer::open(unknown(dockerfile, &is_needed));
        let starts = match broken(Breaks::Start, &is_final) {
            Some(finding) => Answer::no(finding.span, finding.message.as_str()),
            None => Answer::open(unknown(dockerfile, &is_final)),
        };
        let healthy = match (broken(Breaks::Health, &is_final), starts.span) {
            (Some(finding), _) => Answer::no(finding.span, finding.message.as_str()),
            (None, Some(span)) => Answer::no(span, "the container does not start"),
            (None, None) => Answer::open(health_check(dockerfile, &is_final).into_iter().collect()),
        };
        Self { builds, starts, healthy }
    }

    /// The answers in one line, no further than to the first "no".
    pub fn told(&self) -> String {
        const OPEN: &str = "as far as can be known";
        let Self { builds, starts, healthy } = self;
        if let Some(line) = builds.line {
            return format!("Builds: no, stops at line {line}");
        }
        if let Some(line) = starts.line {
            return format!("Builds: {OPEN} · Starts: no, see line {line}");
        }
        let healthy = match healthy.line {
            Some(line) => format!("no, see line {line}"),
            None if self.has_no_check() => "no health check".to_owned(),
            None => OPEN.to_owned(),
        };
        format!("Builds: {OPEN} · Starts: {OPEN} · Healthy: {healthy}")
    }

    /// Whether nothing in the file checks the container's health.
    pub fn has_no_check(&self) -> bool {
        matches!(self.healthy.unknown.as_slice(), [only] if only.line.is_none())
    }
}

fn stage_at(dockerfile: &Dockerfile<'_>, range: TextRange) -> Option<usize> {
    let after = dockerfile.stages.partition_point(|stage| stage.range.start <= range.start);
    after.checked_sub(1)
}

/// What is not known of the stages that count.
fn unknown(dockerfile: &Dockerfile<'_>, counts: &dyn Fn(usize) -> bool) -> Vec<Unknown> {
    let line = |range: TextRange| Some(dockerfile.tree.lines.line(range.start));
    let mut unknown: Vec<Unknown> = Vec::new();
    for stage in dockerfile.stages.iter().filter(|stage| counts(stage.index)) {
        let Base::Image(image) = &stage.base else { continue };
        let what = format!("what `{}` contains", stage.base_text);
        if Distribution::of(image).is_none() && !unknown.iter().any(|it| it.what == what) {
            let tell = "Describe the image in a project file, under `images`";
            unknown.push(Unknown { what, tell, line: line(stage.range) });
        }
    }
    let copies = dockerfile.tree.instructions.iter().enumerate().find(|(index, instruction)| {
        matches!(instruction.keyword, Keyword::Copy | Keyword::Add)
            && dockerfile.facts[*index].stage.is_some_and(counts)
            && instruction.flag_value("from").is_none()
            && instruction.copied_paths().next().is_some()
    });
    if let Some((_, copy)) = copies.filter(|_| dockerfile.project.files.is_empty()) {
        let (what, tell) = ("which files the build context has".to_owned(), "Open the folder of the project");
        unknown.push(Unknown { what, tell, line: line(copy.range) });
    }
    unknown
}

/// What is not known of the health check.
fn health_check(dockerfile: &Dockerfile<'_>, counts: &dyn Fn(usize) -> bool) -> Option<Unknown> {
    let last = dockerfile.all(Keyword::Healthcheck).filter(|(index, _)| dockerfile.facts[*index].stage.is_some_and(counts));
    match last.last() {
        None => {
            let what = "the file sets no health check".to_owned();
            Some(Unknown { what, tell: "Add a `HEALTHCHECK`, or let the orchestrator check", line: None })
        }
        Some((_, instruction)) => {
            let what = "what the program answers".to_owned();
            let line = Some(dockerfile.tree.lines.line(instruction.range.start));
            Some(Unknown { what, tell: "Run the container", line })
        }
    }
}
