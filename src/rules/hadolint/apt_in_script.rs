//! DL3027: `apt`, which is for people.

use super::call::Call;
use super::{File, Fix, Report, Rule, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    code: "DL3027",
    severity: Some(Severity::Warning),
    why: "`apt` is made for terminals; its options and output may change with every version",
    help: "Use apt-get or apt-cache",
    check,
};

/// What each subcommand is in the tool for scripts.
const SUCCESSORS: [(&str, &[&str]); 2] = [
    ("apt-get", &["install", "update", "remove", "upgrade", "purge", "autoremove", "clean"]),
    ("apt-cache", &["search", "show", "policy"]),
];

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let calls: Vec<&Call> = run.calls.iter().filter(|call| call.name == "apt").collect();
        if calls.is_empty() {
            continue;
        }
        let edits: Option<Vec<_>> = calls
            .iter()
            .map(|call| {
                let (successor, _) = SUCCESSORS.iter().find(|(_, verbs)| call.argument(verbs).is_some())?;
                let end = run.text.get(..call.arguments.first()?.range.start)?.trim_end().len();
                let name = TextRange::new(end.checked_sub("apt".len())?, end);
                (run.text.get(name.start..name.end) == Some("apt")).then(|| run.replace(name, successor))?
            })
            .collect();
        let remark = file.report(report, line, None, "`apt` is no tool for scripts");
        if let Some(edits) = edits {
            remark.fix(Fix::safe("Use the tool for scripts", edits));
        }
    }
}
