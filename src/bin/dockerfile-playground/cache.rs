//! `simulate cache`: which steps a build takes from the cache after a change.

use std::fmt::Write as _;

use dockerfile_playground::Project;
use dockerfile_playground::export::{json, visible};
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::simulate::cache::{
    self, Builder, CacheReport, NoCache, Options, Outcome, RerunOutput, Step, Stop, Store,
};
use dockerfile_playground::syntax;
use serde::Deserialize;

use crate::Verdict;
use crate::advise;
use crate::arguments::{CacheArguments, Format};
use crate::failure::Failure;
use crate::input::{self, Damage, Input, Origin};
use crate::output;
use crate::terminal::{BOLD, GOOD, ODD, PALE};

/// Two builds, one after the other.
#[derive(Debug, Deserialize)]
struct Builds {
    /// `None` if nothing was built before.
    before: Option<Project>,
    after: Project,
    #[serde(flatten)]
    options: Options,
}

pub(crate) fn run(arguments: &CacheArguments) -> Result<Verdict, Failure> {
    let origin = Origin::of(&arguments.file);
    let text = origin.text(Damage::Tolerate)?;
    // No Dockerfile starts with a brace, and every JSON object does.
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let mut builds = if is_json {
        refuse_edits(arguments)?;
        input::json(&text, &origin.name(), "a pair of builds")?
    } else {
        edited(arguments, text, origin)?
    };
    match arguments.rerun_output.as_deref() {
        Some("same") => builds.options.rerun_output = RerunOutput::Same,
        Some(_) => builds.options.rerun_output = RerunOutput::Changed,
        None => {}
    }
    match arguments.store.as_deref() {
        Some("containerd") => builds.options.store = Store::Containerd,
        Some(_) => builds.options.store = Store::Overlay2,
        None => {}
    }
    match arguments.builder.as_deref() {
        Some("legacy") => builds.options.builder = Builder::Legacy,
        Some(_) => builds.options.builder = Builder::Buildkit,
        None => {}
    }
    if arguments.no_cache {
        builds.options.no_cache = NoCache::Everything;
    } else if !arguments.no_cache_filter.is_empty() {
        refuse_unknown_stages(&builds.after.dockerfile, &arguments.no_cache_filter)?;
        builds.options.no_cache = NoCache::Stages(arguments.no_cache_filter.clone());
    }
    let expected = expected_lines(&builds.after.dockerfile, &arguments.expect_cached)?;
    let report = match builds.before.filter(|_| !arguments.fresh) {
        Some(before) => cache::simulate(&before, &builds.after, builds.options),
        None => cache::first_build(&builds.after, builds.options),
    };
    let advised = advise::advice(&builds.after, &arguments.advice)?;
    match (arguments.format.unwrap_or(if is_json { Format::Json } else { Format::Text }), advised) {
        (_, Some(advised)) if arguments.advice.diff => output::styled(&advised.patch())?,
        (Format::Json, Some(advised)) => output::data(&advised.document(&report))?,
        (Format::Json, None) => output::data(&json::document(&report))?,
        (Format::Text, Some(advised)) => {
            // Without a change there is nothing to tell of the two builds.
            let is_silent = changes_nothing(arguments) && report.summary.stops.is_none();
            let steps = if is_silent { String::new() } else { format!("{}\n", table(&report)) };
            output::styled(&format!("{steps}{}", advised.told()))?;
        }
        (Format::Text, None) => output::styled(&table(&report))?,
    }
    Ok(verdict(&report, &expected))
}

/// Whether the options tell of no change between the two builds.
fn changes_nothing(arguments: &CacheArguments) -> bool {
    let CacheArguments { touch, change_arg, before, no_cache, no_cache_filter, fresh, .. } = arguments;
    touch.is_empty() && change_arg.is_empty() && before.is_none() && !no_cache && no_cache_filter.is_empty() && !fresh
}

/// A name that no stage has would quietly do nothing.
fn refuse_unknown_stages(dockerfile: &str, names: &[String]) -> Result<(), Failure> {
    let tree = syntax::parse(dockerfile);
    let is_known = |name: &str| {
        let stages = tree.instructions.iter().filter_map(|it| it.from()?.name.as_ref());
        stages.into_iter().any(|stage| stage.text.eq_ignore_ascii_case(name))
    };
    match names.iter().find(|name| !is_known(name)) {
        Some(name) => Err(Failure::new(format!("--no-cache-filter {name}: no stage has that name"))),
        None => Ok(()),
    }
}

/// Changes are told by the options or by the JSON, not by both.
fn refuse_edits(arguments: &CacheArguments) -> Result<(), Failure> {
    let CacheArguments { touch, change_arg, before, build, .. } = arguments;
    let told = [
        (!touch.is_empty(), "--touch"),
        (!change_arg.is_empty(), "--change-arg"),
        (before.is_some(), "--before"),
        (build.context.is_some(), "--context"),
        (!build.build_arg.is_empty(), "--build-arg"),
        (build.target.is_some(), "--target"),
        (build.platform.is_some(), "--platform"),
    ];
    match told.into_iter().find(|(given, _)| *given) {
        Some((_, option)) => Err(Failure::new(format!("{option} goes with a Dockerfile, but FILE is JSON"))),
        None => Ok(()),
    }
}

/// The builds of a Dockerfile before and after the changes that the options tell of.
fn edited(arguments: &CacheArguments, text: String, origin: Origin<'_>) -> Result<Builds, Failure> {
    let mut input = match origin {
        Origin::StandardInput => Input { project: Project::new(text), name: String::new(), path: None },
        Origin::File(path) => input::dockerfile(path, Damage::Tolerate)?,
    };
    input::build(&mut input, &arguments.build)?;
    let after_text = input.project.dockerfile.clone();
    let mut before = input.project;
    if let Some(path) = &arguments.before {
        before.dockerfile = Origin::of(path).text(Damage::Tolerate)?;
    }
    let mut after = Project { dockerfile: after_text, ..before.clone() };
    for project in [&mut before, &mut after] {
        // The file of the context is the Dockerfile that is built.
        if let Some(entry) = project.files.get_mut(&project.dockerfile_path) {
            let mode = entry.mode();
            *entry = ContextEntry::file(&project.dockerfile).with_mode(mode);
        }
    }
    after.build_args.extend(arguments.change_arg.iter().cloned());
    for path in &arguments.touch {
        touch(&mut before, &mut after, path, arguments.build.context.is_some())?;
    }
    let has_more_files = arguments.build.context.is_none();
    Ok(Builds { before: Some(before), after, options: Options { has_more_files, ..Options::default() } })
}

/// Appends a byte to a file. Without a context nothing is known of any file, so that the named ones are thought up.
fn touch(before: &mut Project, after: &mut Project, path: &str, has_context: bool) -> Result<(), Failure> {
    let path = path.strip_prefix("./").unwrap_or(path);
    if path == after.dockerfile_path {
        // An edit that changes nothing but the file.
        after.dockerfile.push('\n');
        if let Some(entry) = after.files.get_mut(path) {
            *entry = ContextEntry::file(&after.dockerfile);
        }
        return Ok(());
    }
    if !has_context {
        before.files.entry(path.to_owned()).or_insert_with(|| ContextEntry::file("before"));
        after.files.entry(path.to_owned()).or_insert_with(|| ContextEntry::file("before"));
    }
    match after.files.get_mut(path) {
        Some(ContextEntry::File { content, .. }) => {
            *content = content.iter().copied().chain([b'\n']).collect();
            Ok(())
        }
        Some(_) => Err(Failure::new(format!("--touch {path}: it is no file"))),
        None if has_context => {
            // A file that .dockerignore hides is not in the context, and changing it changes nothing.
            if after.ignore_file().decide(path).excluded {
                output::warning(&format!("--touch {path}: .dockerignore hides it from the build"));
                return Ok(());
            }
            Err(Failure::new(format!("--touch {path}: there is no such file in the build context")))
        }
        None => Ok(()),
    }
}

/// The first lines of the instructions that should come from the cache, each with the line that was asked for.
fn expected_lines(dockerfile: &str, lines: &[usize]) -> Result<Vec<(usize, usize)>, Failure> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let tree = syntax::parse(dockerfile);
    let first_line = |&line: &usize| {
        let found = tree.instructions.iter().find(|it| it.first_line <= line && line <= it.last_line);
        let missing = || Failure::new(format!("--expect-cached {line}: no instruction is there"));
        Ok((line, found.ok_or_else(missing)?.first_line))
    };
    lines.iter().map(first_line).collect()
}

/// Tells of every line that should come from the cache and does not.
fn verdict(report: &CacheReport, expected: &[(usize, usize)]) -> Verdict {
    let mut verdict = Verdict::Clean;
    for &(line, first_line) in expected {
        let steps = || report.steps.iter().filter(|step| step.line == first_line);
        if let Some(step) = steps().find(|step| step.outcome == Outcome::Executed) {
            verdict = Verdict::Findings;
            output::error(&format!("line {line} ({}) is not cached: {}", shortened(step, STEP_WIDTH), step.because));
        } else if steps().all(|step| step.outcome != Outcome::Cached) {
            verdict = Verdict::Findings;
            let because = steps().next().map_or("nothing is built there", |step| step.because.as_str());
            output::error(&format!("line {line} is no step that could be cached: {because}"));
        }
    }
    verdict
}

fn shortened(step: &Step, width: usize) -> String {
    let words: Vec<&str> = step.text.split_whitespace().collect();
    let text = visible(&words.join(" ")).into_owned();
    if text.chars().count() <= width {
        return text;
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

/// Widest text of a step in the table.
const STEP_WIDTH: usize = 56;

fn table(report: &CacheReport) -> String {
    let texts: Vec<String> = report.steps.iter().map(|step| shortened(step, STEP_WIDTH)).collect();
    let width = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0).max("step".len());
    let stage_width = report.steps.iter().map(|step| step.stage.chars().count()).max().unwrap_or(0).max("stage".len());
    let mut table =
        format!("{BOLD}line  {:stage_width$}  {:width$}  {:8}  because{BOLD:#}\n", "stage", "step", "outcome");
    for (step, text) in report.steps.iter().zip(&texts) {
        let (outcome, style) = match step.outcome {
            Outcome::Cached => ("cached", GOOD),
            Outcome::Executed => ("executed", ODD),
            Outcome::None => ("-", PALE),
        };
        let _ = writeln!(
            table,
            "{:4}  {:stage_width$}  {text:width$}  {style}{outcome:8}{style:#}  {}",
            step.line,
            visible(&step.stage),
            visible(&step.because)
        );
    }
    let _ = writeln!(table, "{BOLD}{} cached, {} executed{BOLD:#}", report.summary.cached, report.summary.executed);
    if let Some(Stop { line, because }) = &report.summary.stops {
        let _ = writeln!(table, "{ODD}the build stops in line {line}: {}{ODD:#}", visible(because));
    }
    table
}
