//! Whether the image builds, whether its container starts, and whether it gets healthy, as far as can be known.
//!
//! Adds up what the rules say with certainty ([`Breaks`]); knows no tool and no image itself. There is no "yes": what a
//! file does not tell is listed instead, with the way to tell it.

use serde::Serialize;

use crate::model::{Base, Distribution, Dockerfile};
use crate::rules::{Breaks, Finding};
use crate::syntax::{Instruction, Keyword};
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
    /// What raises the question.
    #[serde(rename = "range")]
    pub span: Span,
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
            // Without a check there is nothing to know.
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
        self.healthy.answer == Foretold::AsFarAsKnown && self.healthy.unknown.is_empty()
    }
}

fn stage_at(dockerfile: &Dockerfile<'_>, range: TextRange) -> Option<usize> {
    let after = dockerfile.stages.partition_point(|stage| stage.range.start <= range.start);
    after.checked_sub(1)
}

/// What is not known of the stages that count.
fn unknown(dockerfile: &Dockerfile<'_>, counts: &dyn Fn(usize) -> bool) -> Vec<Unknown> {
    let tree = dockerfile.tree;
    let mut unknown: Vec<Unknown> = Vec::new();
    for stage in dockerfile.stages.iter().filter(|stage| counts(stage.index)) {
        let Base::Image(image) = &stage.base else { continue };
        let what = format!("what `{}` contains", stage.base_text);
        if Distribution::of(image).is_none() && !unknown.iter().any(|it| it.what == what) {
            let range = tree.instructions[stage.instructions.start].range;
            let tell = "Describe the image in a project file, under `images`";
            unknown.push(Unknown { what, tell, span: tree.lines.span(&tree.text, range) });
        }
    }
    let copies_from_context = |(index, instruction): &(usize, &Instruction)| {
        matches!(instruction.keyword, Keyword::Copy | Keyword::Add)
            && dockerfile.facts[*index].stage.is_some_and(counts)
            && instruction.flag_value("from").is_none()
            && instruction.copied_paths().next().is_some()
    };
    let has_files = !dockerfile.project.files.is_empty();
    if let Some((_, copy)) = tree.instructions.iter().enumerate().find(copies_from_context).filter(|_| !has_files) {
        let (what, tell) = ("which files the build context has".to_owned(), "Open the folder of the project");
        unknown.push(Unknown { what, tell, span: tree.lines.span(&tree.text, copy.range) });
    }
    unknown
}

/// What is not known of the health check; `None` where the file has none.
fn health_check(dockerfile: &Dockerfile<'_>, counts: &dyn Fn(usize) -> bool) -> Option<Unknown> {
    let checks = dockerfile.all(Keyword::Healthcheck);
    let (_, last) = checks.filter(|(index, _)| dockerfile.facts[*index].stage.is_some_and(counts)).last()?;
    let span = dockerfile.tree.lines.span(&dockerfile.tree.text, last.range);
    Some(Unknown { what: "what the program answers".to_owned(), tell: "Run the container", span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Project, Settings, analyze};

    fn verdict(dockerfile: &str) -> Verdict {
        analyze(&Project::new(dockerfile), &Settings::default()).verdict.expect("our rules were asked")
    }

    #[track_caller]
    fn check(dockerfile: &str, told: &str) {
        assert_eq!(verdict(dockerfile).told(), told, "{dockerfile}");
    }

    #[test]
    fn what_is_refused_stops_the_build() {
        check("FROM alpine:3.22\nRUNN true\n", "Builds: no, stops at line 2");
        check("", "Builds: no, stops at line 1");
    }

    #[test]
    fn there_is_no_yes() {
        let open = "as far as can be known";
        check(
            "FROM alpine:3.22\nCMD [\"sh\"]\n",
            &format!("Builds: {open} · Starts: {open} · Healthy: no health check"),
        );
        let checked = "FROM alpine:3.22\nHEALTHCHECK CMD true\nCMD [\"sh\"]\n";
        check(checked, &format!("Builds: {open} · Starts: {open} · Healthy: {open}"));
    }

    #[test]
    fn what_is_not_known_is_said() {
        let verdict =
            verdict("FROM registry.example.com/base:1 AS a\nCOPY . .\nFROM alpine:3.22\nCOPY --from=a /x /x\n");
        let told =
            |answer: &Answer| answer.unknown.iter().map(|it| (it.what.clone(), it.span.start.line)).collect::<Vec<_>>();
        let base = ("what `registry.example.com/base:1` contains".to_owned(), 1);
        assert_eq!(told(&verdict.builds), [base, ("which files the build context has".to_owned(), 2)]);
        assert_eq!(told(&verdict.starts), []);
    }
}
