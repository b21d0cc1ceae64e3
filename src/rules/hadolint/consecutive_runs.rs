//! DL3059: RUN after RUN.

use super::file::Line;
use super::{File, Fix, Report, Rule, Severity};
use crate::model::{Mount, MountKind, MountOption};
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    code: "DL3059",
    severity: Some(Severity::Info),
    why: "Every RUN makes a layer",
    help: "Join the commands with `&&`",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut before: Option<&Line<'_>> = None;
    for line in &file.lines {
        let Some(run) = &line.run else {
            before = None;
            continue;
        };
        let is_short = |line: &Line<'_>| line.run.as_ref().is_some_and(|run| run.calls.len() < 2);
        let Some(earlier) = before.filter(|it| flags(it) == flags(line) && is_short(it) && is_short(line)) else {
            before = Some(line);
            continue;
        };
        let end = file.tree.text[..line.instruction.range.start].trim_end().len();
        let has_plain_gap = end == previous_end(file, line);
        let remark = file.report(report, line, None, "This RUN could be part of the one above");
        let is_shell = |line: &Line<'_>| line.run.as_ref().is_some_and(|run| run.append("").is_some());
        if let (true, true, true, Some(body)) =
            (has_plain_gap, is_shell(earlier), is_shell(line), run.source(TextRange::new(0, run.text.len())))
        {
            let join = Edit::replace(TextRange::new(end, body.start), " && ");
            let caution = "Both run again when one changes, and the first one's variables and directory stay";
            remark.fix(Fix::unsafe_because(caution, "Join the two with `&&`", [join]));
        }
    }
}

/// The end of the instruction above.
fn previous_end(file: &File<'_>, line: &Line<'_>) -> usize {
    let before = file.tree.instructions.partition_point(|it| it.range.start < line.instruction.range.start);
    before.checked_sub(1).map_or(0, |index| file.tree.instructions[index].range.end)
}

/// Keys and values of a mount.
type Options = Vec<(String, Option<String>)>;

/// The flags of a RUN; in what order the mounts and their options stand does not count.
#[derive(PartialEq)]
struct Flags<'a> {
    mounts: Vec<(Option<MountKind>, Options)>,
    network: Option<&'a str>,
    security: Option<&'a str>,
}

fn flags<'a>(line: &Line<'a>) -> Flags<'a> {
    let run = line.instruction;
    let mut mounts: Vec<_> = Mount::all(run)
        .map(|mount| {
            let options = mount.options.into_iter().filter(|option| option.key != "type");
            let mut options: Options = options.map(|MountOption { key, value, .. }| (key, value)).collect();
            options.sort();
            (mount.kind, options)
        })
        .collect();
    mounts.sort_by_cached_key(|mount| format!("{mount:?}"));
    Flags { mounts, network: run.flag_value("network"), security: run.flag_value("security") }
}
