//! DL3046: a user with a large number, and the huge log that comes with it.

use super::call::Call;
use super::{File, Fix, Report, Rule, Severity};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL3046",
    severity: Some(Severity::Warning),
    why: "useradd keeps room for every lower number in /var/log/lastlog, which makes the layer huge",
    help: "Add `--no-log-init`, or use a smaller number",
    check,
};

/// The longest number that is not large, in characters.
const LONGEST: usize = 5;

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let is_large = |call: &&Call| {
            call.name == "useradd"
                && !call.has_flag(&["l", "no-log-init"])
                && call.following(&["u"]).any(|number| number.text.chars().count() > LONGEST)
        };
        let calls: Vec<&Call> = run.calls.iter().filter(is_large).collect();
        if calls.is_empty() {
            continue;
        }
        let firsts = calls.iter().filter_map(|call| call.arguments.first());
        let edits: Option<Vec<_>> =
            firsts.map(|first| Some(Edit::insert(run.source(first.range)?.start, "-l "))).collect();
        let remark = file.report(report, line, None, "A user with a large number makes the login log huge");
        if let Some(edits) = edits {
            remark.fix(Fix::safe("Add `-l`", edits));
        }
    }
}
