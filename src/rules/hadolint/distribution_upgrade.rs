//! DL3035: an upgrade of the whole distribution.

use super::{File, Fix, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3035",
    severity: Some(Severity::Warning),
    why: "It turns the base image into another release, with packages that nobody has chosen",
    help: "Start from the release that is wanted, or update single packages",
    check,
};

const VERBS: [&str; 2] = ["dist-upgrade", "dup"];

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let calls: Vec<_> = run.calls.iter().filter(|call| call.is("zypper", &VERBS)).collect();
        if calls.is_empty() {
            continue;
        }
        let verbs = calls.iter().filter_map(|call| call.argument(&VERBS));
        let edits: Option<Vec<_>> = verbs.map(|verb| run.replace(verb.range, "update")).collect();
        let remark = file.report(report, line, None, "The whole distribution is upgraded");
        if let Some(edits) = edits {
            remark.fix(Fix::unsafe_because("An update stays within the release", "Use `zypper update`", edits));
        }
    }
}
