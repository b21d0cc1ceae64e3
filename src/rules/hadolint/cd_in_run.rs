//! DL3003: a change of directory inside a RUN.

use super::{File, Fix, Report, Rule, Severity};
use crate::rules::rewrite::line_break;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    code: "DL3003",
    severity: Some(Severity::Warning),
    why: "The next RUN starts in the old directory again, which is easily overlooked",
    help: "Set the directory with WORKDIR",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for line in &file.lines {
        let Some(run) = &line.run else { continue };
        let Some(call) = run.calls.iter().find(|call| call.name == "cd") else { continue };
        let remark = file.report(report, line, None, "`cd` lasts only to the end of this RUN");
        // Only a directory that is changed first, once and for everything can be a WORKDIR.
        let [directory] = call.arguments.as_slice() else { continue };
        let rest = run.text.get(directory.range.end..).unwrap_or_default();
        let Some(rest) = rest.trim_start().strip_prefix("&&").map(str::trim_start) else { continue };
        let is_first = run.text.starts_with("cd ") && line.instruction.heredocs.is_empty();
        let is_only = run.calls.iter().filter(|call| call.name == "cd").count() == 1 && !rest.is_empty();
        let is_plain = !directory.text.contains(['$', '~', ' ', '-']);
        let cut = TextRange::new(0, run.text.len() - rest.len());
        if let (true, Some(cut)) = (is_first && is_only && is_plain, run.source(cut)) {
            remark.fix(Fix::unsafe_because(
                "What follows starts in that directory too",
                "Change the directory with WORKDIR",
                [
                    Edit::insert(
                        line.outer().range.start,
                        format!("WORKDIR {}{}", directory.text, line_break(file.tree)),
                    ),
                    Edit::delete(cut),
                ],
            ));
        }
    }
}
