//! DL3047: a progress bar in the log of the build.

use super::call::Call;
use super::{File, Fix, Report, Rule, Severity};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL3047",
    severity: Some(Severity::Info),
    why: "Without a terminal the bar of wget fills the log with thousands of lines",
    help: "Add `--progress=dot:giga`, `-nv` or `-q`",
    check,
};

/// Flags, without dashes, that change what wget prints.
const QUIETER: [&str; 8] = ["progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose"];

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let is_noisy =
            |call: &&Call| call.name == "wget" && !call.has_flag(&QUIETER) && call.argument(&["-nv"]).is_none();
        let calls: Vec<&Call> = run.calls.iter().filter(is_noisy).collect();
        if calls.is_empty() {
            continue;
        }
        let firsts = calls.iter().filter_map(|call| call.arguments.first());
        let edits: Option<Vec<_>> =
            firsts.map(|first| Some(Edit::insert(run.source(first.range)?.start, "--progress=dot:giga "))).collect();
        let remark = file.report(report, line, None, "wget draws a progress bar into the log");
        if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
            let caution = "The wget of busybox, as on Alpine, does not know the flag";
            remark.fix(Fix::unsafe_because(caution, "Add `--progress=dot:giga`", edits));
        }
    }
}
