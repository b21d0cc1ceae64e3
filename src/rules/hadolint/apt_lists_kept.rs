//! DL3009: package lists that stay in a layer.

use super::file::Line;
use super::stages::in_kept_stages;
use super::{File, Fix, Report, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DL3009",
    severity: Some(Severity::Info),
    why: "The lists take tens of megabytes, are outdated soon and are fetched again by the next update",
    help: "Remove /var/lib/apt/lists in the RUN that fetches it, or mount a cache there",
    check,
};

const LISTS: &str = "/var/lib/apt/lists";
const MANAGERS: [&str; 3] = ["apt-get", "apt", "aptitude"];

fn check(file: &File<'_>, report: &mut Report) {
    for lines in file.streams() {
        for line in in_kept_stages(lines, keeps_lists) {
            let edit = line.run.as_ref().and_then(|run| run.append("rm -rf /var/lib/apt/lists/*"));
            let remark = file.report(report, line, None, "The package lists stay in the layer");
            if let Some(edit) = edit.filter(|_| !is_needed_later(lines, line)) {
                remark.fix(Fix::safe("Remove the package lists", [edit]));
            }
        }
    }
}

fn keeps_lists(line: &Line<'_>) -> bool {
    let Some(run) = &line.run else { return false };
    let mounts = |directory: &str| line.mounts_cache(|target| target.starts_with(directory));
    let is_kept_out = mounts(LISTS) || (mounts("/var/lib/apt") && mounts("/var/cache/apt"));
    let fetches = MANAGERS.iter().any(|manager| run.calls(manager, &["update"]));
    fetches && !is_kept_out && !run.calls("rm", &["-rf", "/var/lib/apt/lists/*"])
}

/// Whether something further down installs with the lists that this line has fetched. Stages are not told apart: a
/// stage that needs no lists of this one only costs it the fix.
fn is_needed_later(lines: &[Line<'_>], line: &Line<'_>) -> bool {
    lines
        .iter()
        .filter(|other| other.number() > line.number())
        .filter_map(|other| other.run.as_ref())
        .any(|run| MANAGERS.iter().any(|manager| run.calls(manager, &["install"]) && !run.calls(manager, &["update"])))
}
