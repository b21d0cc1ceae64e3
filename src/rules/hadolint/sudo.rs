//! DL3004: `sudo` in a RUN.

use super::{File, Fix, Report, Rule, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    code: "DL3004",
    severity: Some(Severity::Error),
    why: "It handles signals and terminals in ways that containers do not expect, and a build usually is root anyway",
    help: "Set the user with USER, or use a tool such as gosu",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let calls: Vec<_> = run.calls.iter().filter(|call| call.name == "sudo").collect();
        if calls.is_empty() {
            continue;
        }
        let edits: Option<Vec<_>> = calls
            .iter()
            .map(|call| {
                // With a flag or an assignment the word cannot just go.
                let first = call.arguments.first().filter(|first| !first.text.starts_with('-'))?;
                let start = run.text.get(..first.range.start)?.trim_end().len().checked_sub("sudo".len())?;
                run.replace(TextRange::new(start, first.range.start), "")
            })
            .collect();
        let remark = file.report(report, line, None, "`sudo` is used while the image is built");
        if let Some(edits) = edits {
            remark.fix(Fix::unsafe_because("Right only where the stage runs as root", "Remove `sudo`", edits));
        }
    }
}
