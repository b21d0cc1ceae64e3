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
        // Stages are not told apart: a stage that needs no lists of an earlier one only costs that one the fix.
        let last_use = lines.iter().rev().find(|line| needs_lists(line)).map(Line::number);
        for line in in_kept_stages(lines, keeps_lists) {
            let edit = line.run.as_ref().and_then(|run| run.append("rm -rf /var/lib/apt/lists/*"));
            let remark = file.report(report, line, None, "The package lists stay in the layer");
            if let Some(edit) = edit.filter(|_| last_use.is_none_or(|last| last <= line.number())) {
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

/// Whether it installs with lists that a line before it has fetched.
fn needs_lists(line: &Line<'_>) -> bool {
    let Some(run) = &line.run else { return false };
    MANAGERS.iter().any(|manager| run.calls(manager, &["install"]) && !run.calls(manager, &["update"]))
}
