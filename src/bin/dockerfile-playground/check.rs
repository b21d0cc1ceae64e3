//! `check`: what is wrong, why, and what to do.

use std::path::{Path, PathBuf};

use dockerfile_playground::export::{github, json, markdown, sarif, visible};
use dockerfile_playground::model::purpose::{Named, proposed};
use dockerfile_playground::rules::Severity;
use dockerfile_playground::settings::{HadolintConfig, HadolintLevel, HadolintThreshold, RuleSet};
use dockerfile_playground::syntax::{Arguments, Instruction, Keyword, parse};
use dockerfile_playground::{Analysis, Profile, Settings, analyze};

use crate::Verdict;
use crate::arguments::{CheckArguments, CheckFormat, JudgeArguments, Threshold};
use crate::failure::Failure;
use crate::input::{self, Damage, Input};
use crate::{output, terminal};

pub(crate) fn run(arguments: &CheckArguments) -> Result<Verdict, Failure> {
    let input = input::project(&arguments.input, Damage::Tolerate)?;
    let mut settings = settings(&arguments.judge)?;
    propose(&mut settings, arguments.judge.profile, &input, arguments.format == CheckFormat::Text);
    let Input { project, name, .. } = input;
    let analysis = analyze(&project, &settings);
    let text = &project.dockerfile;
    if settings.rules == RuleSet::Hadolint && arguments.format == CheckFormat::Text && has_run(text) {
        output::note("ShellCheck's findings (codes SC…), which hadolint prints for RUN, are not among these");
    }
    match arguments.format {
        CheckFormat::Text => output::styled(&terminal::report(&analysis, text, &name))?,
        CheckFormat::Json => output::data(&json::document(&analysis))?,
        CheckFormat::Sarif => output::data(&sarif::log(&analysis, text, &name))?,
        CheckFormat::Markdown => output::data(&markdown::report(&analysis, text, &name))?,
        CheckFormat::Github => output::data(&github::annotations(&analysis, &name))?,
    }
    let least = arguments.threshold.map_or_else(|| default_threshold(&settings), Threshold::severity);
    Ok(Verdict::findings(least.is_some_and(|least| reaches(&analysis, least))))
}

/// Whether there is anything that hadolint would show to `ShellCheck`.
fn has_run(text: &str) -> bool {
    let is_run = |it: &Instruction| match &it.arguments {
        Arguments::Onbuild(inner) => inner.keyword == Keyword::Run,
        _ => it.keyword == Keyword::Run,
    };
    parse(text).instructions.iter().any(is_run)
}

/// Whether something is at least as bad; a syntax error is an error.
fn reaches(analysis: &Analysis, least: Severity) -> bool {
    !analysis.syntax_errors.is_empty() || analysis.findings.iter().any(|finding| finding.severity <= least)
}

/// Where hadolint sets its threshold, with its own rules; else every finding counts.
fn default_threshold(settings: &Settings) -> Option<Severity> {
    let HadolintConfig { failure_threshold, no_fail, .. } = &settings.hadolint;
    if *no_fail {
        return None;
    }
    match failure_threshold {
        Some(HadolintThreshold::None) => None,
        Some(HadolintThreshold::Level(level)) => Some(match level {
            HadolintLevel::Error => Severity::Error,
            HadolintLevel::Warning => Severity::Warning,
            HadolintLevel::Info => Severity::Info,
            HadolintLevel::Style | HadolintLevel::Ignore => Severity::Style,
        }),
        None if settings.rules == RuleSet::Hadolint => Some(Severity::Info),
        None => Some(Severity::Style),
    }
}

/// The settings of the command line and of the configuration file.
pub(crate) fn settings(arguments: &JudgeArguments) -> Result<Settings, Failure> {
    let mut settings = arguments.settings();
    if let Some(path) = arguments.config.clone().or_else(|| found_config(settings.rules)) {
        settings.hadolint = input::hadolint_config(&path)?;
        settings.ignored.extend(settings.hadolint.ignored.iter().cloned());
    }
    Ok(settings)
}

/// Without a choice, takes the profile that the names of file and stage propose, and says so where people read.
pub(crate) fn propose(settings: &mut Settings, chosen: Option<Profile>, input: &Input, is_told: bool) {
    let follows_profile = matches!(settings.rules, RuleSet::Recommended | RuleSet::All);
    if chosen.is_some() || !follows_profile {
        return;
    }
    let Input { project, path, .. } = input;
    // As it was given: the project knows the path inside of its context only.
    let path = path.as_ref().map_or_else(|| project.dockerfile_path.clone().into(), |path| path.to_string_lossy());
    let Some(proposal) = proposed(&path, project.target.as_deref(), &parse(&project.dockerfile)) else { return };
    settings.profile = proposal.profile;
    if is_told && proposal.profile == Profile::Dev {
        let what = match proposal.of {
            Named::File => "the path of the file",
            Named::Stage => "the name of the stage",
        };
        let name = visible(&proposal.name);
        output::note(&format!(
            "taken for development because of {what}, `{name}`; --profile prod judges for production"
        ));
    }
}

/// The configuration that hadolint would find in the current folder.
fn found_config(rules: RuleSet) -> Option<PathBuf> {
    let names = [".hadolint.yaml", ".hadolint.yml"].map(Path::new);
    names.into_iter().find(|path| rules == RuleSet::Hadolint && path.is_file()).map(Path::to_owned)
}
