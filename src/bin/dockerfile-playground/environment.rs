//! `simulate env`: which value of each environment variable a program sees, and what it beat.

use std::fmt::Write as _;

use dockerfile_playground::export::{json, visible};
use dockerfile_playground::simulate::environment::{Problem, Resolution, Scenario, Severity, Variable, When, resolve};

use crate::Verdict;
use crate::arguments::{EnvironmentArguments, Format};
use crate::failure::Failure;
use crate::input::{self, Damage, Origin};
use crate::output;
use crate::terminal::{BAD, BOLD, FRAME, GOOD, ODD, PALE};

pub(crate) fn run(arguments: &EnvironmentArguments) -> Result<Verdict, Failure> {
    let origin = Origin::of(&arguments.file);
    let text = origin.text(Damage::Refuse)?;
    let scenario: Scenario = input::json(&text, &origin.name(), "a scenario")?;
    let resolution = resolve(&scenario);
    match arguments.format {
        Format::Json => output::data(&json::document(&resolution))?,
        Format::Text => output::styled(&ladders(&resolution, &arguments.variable))?,
    }
    Ok(Verdict::findings(resolution.errors.iter().any(|problem| problem.severity == Severity::Error)))
}

/// A ladder for every variable, or for those that are named; the winner stands at the top.
fn ladders(resolution: &Resolution, wanted: &[String]) -> String {
    let mut text = String::new();
    for problem in &resolution.errors {
        complain(&mut text, problem);
    }
    for (name, variable) in resolution.variables.iter().chain(&resolution.settings) {
        if wanted.is_empty() || wanted.contains(name) {
            ladder(&mut text, name, variable);
        }
    }
    for name in wanted {
        if !resolution.variables.contains_key(name) && !resolution.settings.contains_key(name) {
            let _ = writeln!(text, "{BOLD}{}{BOLD:#} {PALE}is not set anywhere{PALE:#}", visible(name));
        }
    }
    text
}

fn complain(text: &mut String, problem: &Problem) {
    let (word, style) = match problem.severity {
        Severity::Error => ("error", BAD),
        Severity::Warning => ("warning", ODD),
    };
    let place = place(problem.file.as_deref(), problem.line);
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let _ = writeln!(text, "{style}{word}{style:#}{BOLD}:{BOLD:#} {place}{}", visible(&problem.message));
}

fn ladder(text: &mut String, name: &str, variable: &Variable) {
    let when = match variable.when {
        When::Build => "build",
        When::Image => "image",
        When::Run => "run",
        When::Process => "process",
    };
    let source = from(&variable.source, variable.file.as_deref(), variable.line);
    let _ = writeln!(text, "{BOLD}{}{BOLD:#} = {GOOD}{}{GOOD:#}", visible(name), value(variable.value.as_deref()));
    let _ = writeln!(text, "  {GOOD}✓{GOOD:#} {source} {FRAME}[{when}]{FRAME:#} {PALE}{}{PALE:#}", variable.changes);
    if let Some(written) = &variable.written {
        let _ = writeln!(text, "    {PALE}written as {}{PALE:#}", value(Some(written)));
    }
    for loser in &variable.shadowed {
        let source = from(&loser.source, loser.file.as_deref(), loser.line);
        let _ = writeln!(
            text,
            "  {BAD}✗{BAD:#} {} {source} {PALE}{}{PALE:#}",
            value(loser.value.as_deref()),
            visible(&loser.because)
        );
    }
}

/// A value as JSON writes it, so that blanks and line breaks are seen.
fn value(value: Option<&str>) -> String {
    value
        .map_or_else(|| "not set".to_owned(), |value| visible(&serde_json::Value::from(value).to_string()).into_owned())
}

fn from(source: &str, file: Option<&str>, line: Option<usize>) -> String {
    let place = place(file, line);
    if place.is_empty() { visible(source).into_owned() } else { format!("{} ({place})", visible(source)) }
}

fn place(file: Option<&str>, line: Option<usize>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => format!("{}:{line}", visible(file)),
        (Some(file), None) => visible(file).into_owned(),
        (None, Some(line)) => format!("line {line}"),
        (None, None) => String::new(),
    }
}
