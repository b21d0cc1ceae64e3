//! `convert`: the production or the development variant of a file.

use std::fmt::Write as _;

use dockerfile_playground::Profile;
use dockerfile_playground::convert::{Conversion, convert};
use dockerfile_playground::export::{json, patch, visible};
use dockerfile_playground::text::LineIndex;

use crate::Verdict;
use crate::arguments::{ConvertArguments, Format};
use crate::failure::Failure;
use crate::input::{self, Damage, Input};
use crate::terminal::{BAD, BOLD, FRAME, GOOD, PALE, amount};
use crate::{output, terminal};

pub(crate) fn run(arguments: &ConvertArguments) -> Result<Verdict, Failure> {
    let Input { project, name, .. } = input::project(&arguments.input, Damage::Refuse)?;
    let conversion = convert(&project, &arguments.registry.only(), arguments.to);
    if arguments.explain {
        output::styled(&explanation(&conversion, &project.dockerfile, &name))?;
    } else if arguments.diff {
        output::styled(&terminal::diff(&patch::unified(&project.dockerfile, &conversion.text, &name)))?;
    } else if arguments.format == Format::Json {
        output::data(&json::document(&conversion))?;
    } else {
        output::data(&conversion.text)?;
    }
    Ok(Verdict::Clean)
}

/// Each change with what stood there, what stands there now, and why.
fn explanation(conversion: &Conversion, before: &str, name: &str) -> String {
    let variant = match conversion.to {
        Profile::Prod => "production",
        Profile::Dev => "development",
    };
    let lines = LineIndex::new(before);
    let count = amount(conversion.changes.len(), "change");
    let mut text = format!("{BOLD}{}: {count} for {variant}{BOLD:#}\n", visible(name));
    for change in &conversion.changes {
        let place = lines.position(before, change.before.start);
        let _ = writeln!(
            text,
            "\n{FRAME}line {}{FRAME:#} {BOLD}{}{BOLD:#} {PALE}({}){PALE:#}",
            place.line, change.title, change.rule
        );
        let sides = [
            (BAD, '-', before.get(change.before.start..change.before.end)),
            (GOOD, '+', conversion.text.get(change.after.start..change.after.end)),
        ];
        for (style, mark, side) in sides {
            for line in side.unwrap_or_default().trim_matches('\n').lines() {
                let _ = writeln!(text, "  {style}{mark} {}{style:#}", visible(line));
            }
        }
        let _ = writeln!(text, "  {}", visible(&change.why));
    }
    text
}
