//! DL3032, DL3036, DL3040 and DL3060: downloads that a package manager leaves in the layer.

use super::call::Call;
use super::file::Line;
use super::run::Run;
use super::stages::in_kept_stages;
use super::{File, Fix, Report, Rule, Severity};

/// When a package manager fills its cache, and how the cache is emptied.
struct Cache {
    fills: fn(&Call) -> bool,
    empties: fn(&Call) -> bool,
    /// Whether hadolint lets one command do both, as a package named `clean` would.
    may_be_one: bool,
    /// Whether a directory holds the cache, so that a mount there keeps it out of the layer.
    holds: fn(&str) -> bool,
    /// The command that empties it.
    command: &'static str,
}

pub(super) const YUM: Rule = Rule {
    code: "DL3032",
    severity: Some(Severity::Warning),
    why: "The downloaded packages stay in the layer, where nothing reads them again",
    help: "Empty the cache in the same RUN",
    check: |file, report| {
        check(
            file,
            report,
            &Cache {
                fills: |call| call.is("yum", &["install"]),
                empties: |call| call.is("yum", &["clean", "all"]) || call.is("rm", &["-rf", "/var/cache/yum/*"]),
                may_be_one: false,
                holds: |_| false,
                command: "yum clean all",
            },
        );
    },
};

pub(super) const ZYPPER: Rule = Rule {
    code: "DL3036",
    help: "Empty the cache in the same RUN, or mount a cache at /var/cache/zypp",
    check: |file, report| {
        check(
            file,
            report,
            &Cache {
                fills: |call| call.is("zypper", &["install", "in"]),
                empties: |call| call.is("zypper", &["clean", "cc"]),
                may_be_one: false,
                holds: |target| target.starts_with("/var/cache/zypp"),
                command: "zypper clean",
            },
        );
    },
    ..YUM
};

/// Subcommands of dnf that download packages.
const DNF_VERBS: [&str; 8] = ["install", "in", "reinstall", "rei", "upgrade", "up", "upgrade-minimal", "up-min"];

pub(super) const DNF: Rule = Rule {
    code: "DL3040",
    help: "Empty the cache in the same RUN, or mount a cache at /var/cache/libdnf5",
    check: |file, report| {
        const DNF: Cache = Cache {
            fills: |call| call.is("dnf", &DNF_VERBS),
            empties: |call| call.is("dnf", &["clean", "all"]) || removes_dnf_cache(call),
            may_be_one: false,
            holds: |target| target.starts_with("/var/cache/libdnf5") || target.contains(".cache/libdnf5"),
            command: "dnf clean all",
        };
        const MICRODNF: Cache = Cache {
            fills: |call| call.is("microdnf", &DNF_VERBS),
            empties: |call| call.is("microdnf", &["clean", "all"]) || removes_dnf_cache(call),
            command: "microdnf clean all",
            ..DNF
        };
        for (line, run) in file.runs() {
            if let Some(cache) = [DNF, MICRODNF].iter().find(|cache| keeps(line, run, cache)) {
                tell(file, report, line, cache);
            }
        }
    },
    ..YUM
};

fn removes_dnf_cache(call: &Call) -> bool {
    call.is("rm", &["-rf", "/var/cache/libdnf5*"])
}

pub(super) const YARN: Rule = Rule {
    code: "DL3060",
    severity: Some(Severity::Info),
    help: "Empty the cache in the same RUN, or mount a cache at the cache directory of yarn",
    check: |file, report| {
        const YARN: Cache = Cache {
            fills: |call| call.is("yarn", &["install"]),
            empties: |call| call.is("yarn", &["cache", "clean"]),
            may_be_one: true,
            holds: |target| target.contains(".cache/yarn"),
            command: "yarn cache clean",
        };
        for lines in file.streams() {
            let offends = |line: &Line<'_>| line.run.as_ref().is_some_and(|run| keeps(line, run, &YARN));
            for line in in_kept_stages(lines, offends) {
                tell(file, report, line, &YARN);
            }
        }
    },
    ..YUM
};

fn check(file: &File<'_>, report: &mut Report, cache: &Cache) {
    for (line, run) in file.runs() {
        if keeps(line, run, cache) {
            tell(file, report, line, cache);
        }
    }
}

/// Whether the cache is filled and not emptied later on. Only the first command of each kind is looked at.
fn keeps(line: &Line<'_>, run: &Run<'_>, cache: &Cache) -> bool {
    let Some(fills) = run.calls.iter().position(cache.fills) else { return false };
    let empties = run.calls.iter().position(cache.empties);
    let is_emptied = |empties: usize| fills < empties || (cache.may_be_one && fills == empties);
    !empties.is_some_and(is_emptied) && !line.mounts_cache(cache.holds)
}

fn tell(file: &File<'_>, report: &mut Report, line: &Line<'_>, cache: &Cache) {
    let edit = line.run.as_ref().and_then(|run| run.append(cache.command));
    let remark = file.report(report, line, None, "Downloaded packages stay in the layer");
    // A command that empties too early hides a later one from hadolint: the fix would be offered for ever.
    let is_emptied = line.run.as_ref().is_some_and(|run| run.calls.iter().any(cache.empties));
    if let Some(edit) = edit.filter(|_| !is_emptied) {
        remark.fix(Fix::safe(format!("Add `{}`", cache.command), [edit]));
    }
}
