//! DL3014, DL3030, DL3034 and DL3038: package managers that ask before they install.

use super::call::Call;
use super::{File, Fix, Report, Rule, Severity};

/// How a package manager is kept from asking.
struct Manager {
    programs: &'static [&'static str],
    /// Arguments with which it asks.
    verbs: &'static [&'static str],
    /// Flags, without dashes, with which it does not.
    answers: &'static [&'static str],
    /// Other ways to keep it from asking.
    is_answered: fn(&Call) -> bool,
}

pub(super) const APT: Rule = Rule {
    code: "DL3014",
    severity: Some(Severity::Warning),
    why: "Nobody can answer while an image is built: the question ends the build",
    help: "Add the flag that says yes to every question",
    check: |file, report| {
        let answers = &["y", "yes", "assume-yes"];
        check(
            file,
            report,
            &Manager { programs: &["apt-get"], verbs: &["install"], answers, is_answered: is_very_quiet },
        );
    },
};

pub(super) const YUM: Rule = Rule {
    code: "DL3030",
    check: |file, report| check(file, report, &Manager { programs: &["yum"], ..REDHAT }),
    ..APT
};

pub(super) const ZYPPER: Rule = Rule {
    code: "DL3034",
    check: |file, report| {
        let verbs = &["install", "in", "remove", "rm", "source-install", "si", "patch"];
        let answers = &["y", "n", "no-confirm", "non-interactive"];
        check(file, report, &Manager { programs: &["zypper"], verbs, answers, is_answered: |_| false });
    },
    ..APT
};

pub(super) const DNF: Rule = Rule { code: "DL3038", check: |file, report| check(file, report, &REDHAT), ..APT };

const REDHAT: Manager = Manager {
    programs: &["dnf", "microdnf"],
    verbs: &["install", "groupinstall", "localinstall"],
    answers: &["y", "assumeyes"],
    is_answered: |_| false,
};

/// apt-get asks nothing when it is told twice to be quiet.
fn is_very_quiet(call: &Call) -> bool {
    let short = call.arguments.iter().filter(|it| it.text.starts_with('-') && !it.text.starts_with("--"));
    let letters: usize = short.map(|argument| argument.text.matches('q').count()).sum();
    let words = call.arguments.iter().filter(|argument| argument.text == "--quiet").count();
    letters == 2 || words == 2 || call.argument(&["-q=2"]).is_some()
}

fn check(file: &File<'_>, report: &mut Report, manager: &Manager) {
    for (line, run) in file.runs() {
        let asks = |call: &&Call| {
            manager.programs.iter().any(|program| call.is(program, manager.verbs))
                && !call.has_flag(manager.answers)
                && !(manager.is_answered)(call)
        };
        let calls: Vec<&Call> = run.calls.iter().filter(asks).collect();
        let Some(first) = calls.first() else { continue };
        let verbs = calls.iter().filter_map(|call| call.argument(manager.verbs));
        let edits: Option<Vec<_>> = verbs.map(|verb| run.insert_after(verb.range, " -y")).collect();
        let remark = file.report(report, line, None, format!("`{}` waits for an answer", first.name));
        if let Some(edits) = edits {
            remark.fix(Fix::safe("Add `-y`", edits));
        }
    }
}
