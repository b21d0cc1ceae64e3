//! DL3001: a program for hosts, not for the building of images.

use super::{File, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3001",
    severity: Some(Severity::Info),
    why: "While an image is built there are no users, services or disks that such a program could look after",
    help: "Remove the command, or do its work when the container runs",
    check,
};

const PROGRAMS: [&str; 9] = ["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"];

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        if let Some(call) = run.calls.iter().find(|call| PROGRAMS.contains(&call.name.as_str())) {
            file.report(report, line, None, format!("`{}` makes no sense while an image is built", call.name));
        }
    }
}
