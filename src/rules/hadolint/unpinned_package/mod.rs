//! DL3008, DL3013, DL3016, DL3018, DL3028, DL3033, DL3037, DL3041 and DL3062: packages without a version.
//!
//! A row for each package manager says which words of a command are packages and what pins one.

mod go;
mod node;
mod python;
mod variables;

use super::call::{Argument, Call};
use super::{File, Report, Rule, Severity};
use variables::Variables;

/// How a package manager is told what to install.
struct Manager {
    /// The packages that a command installs.
    packages: fn(&Call) -> Vec<&Argument>,
    /// Whether a package has a version.
    is_pinned: fn(&str) -> bool,
    /// Whether a variable of the Dockerfile may stand for the version: `git-$VERSION`.
    takes_variables: bool,
}

const fn rule(code: &'static str, check: fn(&File<'_>, &mut Report)) -> Rule {
    Rule {
        code,
        severity: Some(Severity::Warning),
        why: "The newest version is installed whenever the step runs again, so that equal files give unequal images",
        help: "Name the version of each package",
        check,
    }
}

pub(super) const APT: Rule = rule("DL3008", |file, report| {
    check(
        file,
        report,
        &Manager {
            packages: |call| operands(call, "apt-get", &["install"], &["t", "target-release"]),
            is_pinned: |package| package.contains(['=', '/']) || package.ends_with(".deb"),
            takes_variables: false,
        },
    );
});

pub(super) const PIP: Rule = rule("DL3013", |file, report| {
    let manager = Manager { packages: python::packages, is_pinned: python::is_pinned, takes_variables: false };
    check(file, report, &manager);
});

pub(super) const NPM: Rule = rule("DL3016", |file, report| {
    let manager = Manager { packages: node::packages, is_pinned: node::is_pinned, takes_variables: false };
    check(file, report, &manager);
});

pub(super) const APK: Rule = rule("DL3018", |file, report| {
    check(
        file,
        report,
        &Manager {
            packages: |call| operands(call, "apk", &["add"], &["t", "virtual", "repository", "X"]),
            is_pinned: |package| package.contains(['=', '~', '<', '>']) || package.ends_with(".apk"),
            takes_variables: false,
        },
    );
});

pub(super) const GEM: Rule = rule("DL3028", |file, report| {
    check(file, report, &Manager { packages: gems, is_pinned: |gem| gem.contains(':'), takes_variables: false });
});

pub(super) const YUM: Rule = rule("DL3033", |file, report| {
    check(
        file,
        report,
        &Manager {
            packages: |call| {
                let is_module = call.argument(&["module"]).is_some();
                if is_module { Vec::new() } else { operands(call, "yum", &["install"], &[]) }
            },
            is_pinned: is_rpm_with_version,
            takes_variables: true,
        },
    );
    check(file, report, &Manager { packages: |call| modules(call, &["yum"]), ..MODULES });
});

pub(super) const ZYPPER: Rule = rule("DL3037", |file, report| {
    check(
        file,
        report,
        &Manager {
            packages: |call| operands(call, "zypper", &["install", "in"], &[]),
            is_pinned: |package| package.contains(['=', '<', '>']) || package.ends_with(".rpm"),
            takes_variables: false,
        },
    );
});

pub(super) const DNF: Rule = rule("DL3041", |file, report| {
    check(
        file,
        report,
        &Manager {
            packages: |call| {
                let programs = if call.argument(&["module", "group"]).is_some() { &[][..] } else { &DNF_PROGRAMS };
                programs.iter().flat_map(|program| operands(call, program, &["install"], &[])).collect()
            },
            is_pinned: is_rpm_with_version,
            takes_variables: true,
        },
    );
    check(file, report, &Manager { packages: |call| modules(call, &DNF_PROGRAMS), ..MODULES });
});

pub(super) const GO: Rule = rule("DL3062", |file, report| {
    check(file, report, &Manager { packages: go::packages, is_pinned: go::is_pinned, takes_variables: false });
});

const DNF_PROGRAMS: [&str; 2] = ["dnf", "microdnf"];

/// Streams of modules, such as `nodejs:20`.
const MODULES: Manager =
    Manager { packages: |_| Vec::new(), is_pinned: |module| module.contains(':'), takes_variables: false };

/// What stands behind the verb, flags and their values aside.
fn operands<'c>(call: &'c Call, program: &str, verbs: &[&str], value_flags: &[&str]) -> Vec<&'c Argument> {
    if !call.is(program, verbs) {
        return Vec::new();
    }
    call.operands_besides(value_flags).filter(|argument| !verbs.contains(&argument.text.as_str())).collect()
}

fn modules<'c>(call: &'c Call, programs: &[&str]) -> Vec<&'c Argument> {
    if call.argument(&["module"]).is_none() {
        return Vec::new();
    }
    let operands = programs.iter().flat_map(|program| operands(call, program, &["install"], &[]));
    operands.filter(|argument| argument.text != "module").collect()
}

/// hadolint takes every flag of gem for one with a value.
fn gems(call: &Call) -> Vec<&Argument> {
    const VERBS: [&str; 2] = ["install", "i"];
    let has_version = call.argument(&["-v", "--version"]).is_some()
        || call.arguments.iter().any(|it| it.text.starts_with("--version="));
    if !call.is("gem", &VERBS) || has_version {
        return Vec::new();
    }
    let own = call.operands_apart_from_flags().take_while(|argument| argument.text != "--");
    own.filter(|argument| !VERBS.contains(&argument.text.as_str())).collect()
}

/// `name-1.2-3.el9` or `name-1.rpm`: something behind a dash begins with a digit, and nothing there is odd.
fn is_rpm_with_version(package: &str) -> bool {
    let Some((_, rest)) = package.split_once('-') else { return false };
    let is_version_character = |c: char| c.is_ascii_alphanumeric() || "._~^:+".contains(c);
    package.ends_with(".rpm")
        || (rest.split('-').all(|part| part.chars().all(is_version_character))
            && rest.split('-').any(|part| part.starts_with(|c: char| c.is_ascii_digit())))
}

fn check(file: &File<'_>, report: &mut Report, manager: &Manager) {
    for lines in file.streams() {
        let mut variables = Variables::default();
        for line in lines {
            variables.pass(line);
            let Some(run) = &line.run else { continue };
            let packages = run.calls.iter().flat_map(|call| (manager.packages)(call));
            let is_pinned = |package: &str| {
                (manager.is_pinned)(package)
                    || (manager.takes_variables && package.contains('-') && variables.any_in(package))
            };
            let unpinned: Vec<&Argument> = packages.filter(|package| !is_pinned(&package.text)).collect();
            if let Some(first) = unpinned.first() {
                let message = match unpinned.len() {
                    1 => format!("No version is given for `{}`", first.text),
                    count => format!("No version is given for `{}` and {} more", first.text, count - 1),
                };
                file.report(report, line, run.source(first.range), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_rpm_with_version;

    #[test]
    fn versions_of_rpm_packages() {
        for package in ["git-2", "git-core-2.51.0-2.fc42", "openssl-1:1.1", "a-1-b", "a-b.rpm", "gcc-c++-1.1"] {
            assert!(is_rpm_with_version(package), "{package}");
        }
        for package in ["git", "git-core", "git-v1", "a-1*", "a.rpm", "a-", "a-1/b", "git-${V}"] {
            assert!(!is_rpm_with_version(package), "{package}");
        }
    }
}
