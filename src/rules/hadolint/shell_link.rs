//! DL4005: the default shell replaced behind Docker's back.

use super::{File, Fix, Report, Rule, Severity};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL4005",
    severity: Some(Severity::Warning),
    why: "Every script in the image gets the other shell too, and the next update of the system may undo it",
    help: "Say which shell is to be used with SHELL",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let Some(call) = run.calls.iter().find(|call| call.is("ln", &["/bin/sh"])) else { continue };
        let remark = file.report(report, line, None, "/bin/sh is replaced by a link");
        let target = call.operands().next().filter(|it| it.text.starts_with('/') && it.text != "/bin/sh");
        let is_all = run.calls.len() == 1 && run.append("").is_some();
        if let Some(target) = target.filter(|_| is_all) {
            let shell = format!("SHELL [\"{}\", \"-c\"]", target.text);
            let start = line.instruction.range.start;
            let caution = "/bin/sh itself stays what it is";
            let whole = crate::text::TextRange::new(start, line.instruction.range.end);
            remark.fix(Fix::unsafe_because(caution, "Use SHELL", [Edit::replace(whole, shell)]));
        }
    }
}
