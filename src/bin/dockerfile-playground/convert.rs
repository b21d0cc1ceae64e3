//! `convert`: the production or the development variant of a file, or both as targets of one.

use std::fmt::Write as _;

use dockerfile_playground::convert::{Change, Conversion, convert, multi_target};
use dockerfile_playground::export::patch::{self, Hunk, LineChange};
use dockerfile_playground::export::{json, visible};
use dockerfile_playground::text::{LineIndex, TextRange};
use dockerfile_playground::{Profile, Project, Settings};

use crate::Verdict;
use crate::arguments::{ConvertArguments, Format, Variant};
use crate::failure::Failure;
use crate::input::{self, Damage, Input};
use crate::terminal::{BAD, BOLD, FRAME, GOOD, PALE, amount};
use crate::{output, terminal};

pub(crate) fn run(arguments: &ConvertArguments) -> Result<Verdict, Failure> {
    let Input { project, name, .. } = input::project(&arguments.input, Damage::Refuse)?;
    let settings = arguments.registry.only();
    let to = match arguments.to {
        Variant::Dev => Profile::Dev,
        Variant::Prod => Profile::Prod,
        Variant::MultiTarget => return both(arguments, &project, &settings, &name),
    };
    let conversion = convert(&project, &settings, to);
    if arguments.explain {
        let rest = rest(&conversion);
        let gap = if rest.is_empty() { "" } else { "\n" };
        output::styled(&format!("{}{gap}{rest}", explanation(&conversion, &project.dockerfile, &name)))?;
    } else if arguments.diff {
        output::styled(&terminal::diff(&patch::unified(&project.dockerfile, &conversion.text, &name)))?;
        output::report(&rest(&conversion));
    } else if arguments.format == Format::Json {
        output::data(&json::document(&conversion))?;
    } else {
        output::data(&conversion.text)?;
        output::report(&rest(&conversion));
    }
    Ok(Verdict::Clean)
}

/// What a variant still has, and what `check` would say of it; empty where that is nothing.
fn rest(Conversion { to, left, findings, errors, .. }: &Conversion) -> String {
    let mut text = String::new();
    if !left.is_empty() {
        let _ = writeln!(text, "{BOLD}left, for you to change:{BOLD:#}");
    }
    for it in left {
        let _ =
            writeln!(text, "  {FRAME}line {}{FRAME:#}: {} {PALE}({}){PALE:#}", it.line, visible(&it.message), it.rule);
        let _ = writeln!(text, "    {}", visible(&it.because));
    }
    if *errors > 0 {
        let _ = writeln!(text, "{BAD}{}{BAD:#} would stop the build", amount(*errors, "error"));
    }
    if let Some(worst) = findings.worst {
        let profile = if *to == Profile::Prod { "prod" } else { "dev" };
        let (count, worst) = (amount(findings.count, "finding"), terminal::severity(worst).0);
        let _ = writeln!(text, "{count} in all, the worst of them: {worst}; `check --profile {profile}` shows them");
    }
    text
}

/// Both variants as targets of one file.
fn both(arguments: &ConvertArguments, project: &Project, settings: &Settings, name: &str) -> Result<Verdict, Failure> {
    if arguments.explain {
        return Err(Failure::new("the reasons are those of a variant: ask for --to prod or --to dev"));
    }
    let text = multi_target(project, settings).map_err(|error| Failure::new(error.to_string()))?;
    if arguments.diff {
        output::styled(&terminal::diff(&patch::unified(&project.dockerfile, &text, name)))?;
    } else if arguments.format == Format::Json {
        output::data(&json::document(&serde_json::json!({ "to": "multi-target", "text": text })))?;
    } else {
        output::data(&text)?;
    }
    Ok(Verdict::Clean)
}

/// Every changed place as a piece of a patch, with the reasons below it.
fn explanation(conversion: &Conversion, before: &str, name: &str) -> String {
    let variant = match conversion.to {
        Profile::Prod => "production",
        Profile::Dev => "development",
    };
    let count = amount(conversion.changes.len(), "change");
    let mut text = format!("{BOLD}{}: {count} for {variant}{BOLD:#}\n", visible(name));
    let hunks = patch::hunks(before, &conversion.text, 0);
    let places = Places::new(before, &conversion.text);
    let mut left: Vec<&Change> = conversion.changes.iter().collect();
    for hunk in &hunks {
        let _ = writeln!(text, "\n{FRAME}line {}{FRAME:#}", hunk.before_start.max(1));
        for line in &hunk.lines {
            let style = if line.change == LineChange::Added { GOOD } else { BAD };
            let _ = writeln!(text, "  {style}{} {}{style:#}", line.change.mark(), visible(line.text.trim_end()));
        }
        let (here, elsewhere) = left.into_iter().partition(|change| places.meet(change, hunk));
        left = elsewhere;
        reasons(&mut text, here);
    }
    if !left.is_empty() {
        text.push('\n');
        reasons(&mut text, left);
    }
    text
}

fn reasons(text: &mut String, changes: Vec<&Change>) {
    for change in changes {
        let _ = writeln!(text, "    {BOLD}{}{BOLD:#} {PALE}({}){PALE:#}", visible(&change.title), change.rule);
        let _ = writeln!(text, "    {}", visible(&change.why));
    }
}

/// The lines of both texts.
struct Places {
    before: LineIndex,
    after: LineIndex,
}

impl Places {
    fn new(before: &str, after: &str) -> Self {
        Self { before: LineIndex::new(before), after: LineIndex::new(after) }
    }

    /// Whether a change lies on a line of the hunk, in either text.
    fn meet(&self, change: &Change, hunk: &Hunk<'_>) -> bool {
        let meets = |lines: &LineIndex, range: TextRange, start: usize, count: usize| {
            count > 0 && lines.line(range.start) < start + count && start <= lines.line(range.end)
        };
        meets(&self.before, change.before, hunk.before_start, hunk.before_count)
            || meets(&self.after, change.after, hunk.after_start, hunk.after_count)
    }
}
