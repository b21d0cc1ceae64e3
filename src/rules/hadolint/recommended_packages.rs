//! DL3015: packages that nobody asked for.

use super::call::Call;
use super::{File, Fix, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3015",
    severity: Some(Severity::Info),
    why: "apt-get also installs what the packages merely recommend, which makes the image larger",
    help: "Add `--no-install-recommends`",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    for (line, run) in file.runs() {
        let takes_more = |call: &&Call| {
            call.is("apt-get", &["install"])
                && !call.has_flag(&["no-install-recommends"])
                && call.argument(&["APT::Install-Recommends=false"]).is_none()
        };
        let calls: Vec<&Call> = run.calls.iter().filter(takes_more).collect();
        if calls.is_empty() {
            continue;
        }
        let verbs = calls.iter().filter_map(|call| call.argument(&["install"]));
        let edits: Option<Vec<_>> =
            verbs.map(|verb| run.insert_after(verb.range, " --no-install-recommends")).collect();
        let remark = file.report(report, line, None, "Recommended packages are installed too");
        if let Some(edits) = edits {
            let caution = "A package that came along silently may be missed";
            remark.fix(Fix::unsafe_because(caution, "Add `--no-install-recommends`", edits));
        }
    }
}
