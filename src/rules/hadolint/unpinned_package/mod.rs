//! DL3008, DL3013, DL3016, DL3018, DL3028, DL3033, DL3037, DL3041 and DL3062: packages without a version.
//!
//! A row for each package manager says which words of a command are packages and what pins one.

mod go;
mod node;
mod python;
mod variables;

use super::call::{Argument, Call};
use super::run::Run;
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

const fn manager(packages: fn(&Call) -> Vec<&Argument>, is_pinned: fn(&str) -> bool) -> Manager {
    Manager { packages, is_pinned, takes_variables: false }
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
    const APT: Manager = manager(
        |call| operands(call, "apt-get", &["install"], &["t", "target-release"]),
        |package| package.contains(['=', '/']) || is_file(package, &[".deb"]),
    );
    check(file, report, &[APT]);
});

pub(super) const PIP: Rule = rule("DL3013", |file, report| {
    check(file, report, &[manager(python::packages, python::is_pinned)]);
});

pub(super) const NPM: Rule = rule("DL3016", |file, report| {
    check(file, report, &[manager(node::packages, node::is_pinned)]);
});

pub(super) const APK: Rule = rule("DL3018", |file, report| {
    const APK: Manager = manager(
        |call| operands(call, "apk", &["add"], &["t", "virtual", "repository", "X"]),
        |package| package.contains(['=', '~', '<', '>']) || is_file(package, &[".apk"]),
    );
    check(file, report, &[APK]);
});

pub(super) const GEM: Rule = rule("DL3028", |file, report| {
    check(file, report, &[manager(gems, |gem| gem.contains(':'))]);
});

pub(super) const YUM: Rule = rule("DL3033", |file, report| {
    const PACKAGES: Manager = Manager {
        takes_variables: true,
        ..manager(|call| rpm_packages(call, &["yum"], &["module"]), is_rpm_with_version)
    };
    const MODULES: Manager = manager(|call| modules(call, &["yum"]), is_stream);
    check(file, report, &[PACKAGES, MODULES]);
});

pub(super) const ZYPPER: Rule = rule("DL3037", |file, report| {
    const ZYPPER: Manager = manager(
        |call| operands(call, "zypper", &["install", "in"], &[]),
        |package| package.contains(['=', '<', '>']) || is_file(package, &[".rpm"]),
    );
    check(file, report, &[ZYPPER]);
});

pub(super) const DNF: Rule = rule("DL3041", |file, report| {
    const PACKAGES: Manager = Manager {
        takes_variables: true,
        ..manager(|call| rpm_packages(call, &["dnf", "microdnf"], &["module", "group"]), is_rpm_with_version)
    };
    const MODULES: Manager = manager(|call| modules(call, &["dnf", "microdnf"]), is_stream);
    check(file, report, &[PACKAGES, MODULES]);
});

pub(super) const GO: Rule = rule("DL3062", |file, report| {
    const FETCHED: &[Manager] = &[manager(go::packages, go::is_pinned)];
    const BUILT: &[Manager] = &[manager(go::programs, go::is_pinned)];
    let builds = |run: &Run<'_>| run.calls.iter().any(|call| !go::programs(call).is_empty());
    check_each(file, report, |run| if builds(run) { BUILT } else { FETCHED });
});

/// What stands behind the verb, flags and their values aside.
fn operands<'c>(call: &'c Call, program: &str, verbs: &[&str], value_flags: &[&str]) -> Vec<&'c Argument> {
    if !call.is(program, verbs) {
        return Vec::new();
    }
    call.operands_besides(value_flags).filter(|argument| !verbs.contains(&argument.text.as_str())).collect()
}

/// The packages of `install`, unless one of these words says that it is about something else.
fn rpm_packages<'c>(call: &'c Call, programs: &[&str], besides: &[&str]) -> Vec<&'c Argument> {
    if call.argument(besides).is_some() {
        return Vec::new();
    }
    programs.iter().flat_map(|program| operands(call, program, &["install"], &[])).collect()
}

/// The modules of `module install`.
fn modules<'c>(call: &'c Call, programs: &[&str]) -> Vec<&'c Argument> {
    if call.argument(&["module"]).is_none() {
        return Vec::new();
    }
    let operands = programs.iter().flat_map(|program| operands(call, program, &["install"], &[]));
    operands.filter(|argument| argument.text != "module").collect()
}

/// Whether a module names its stream: `nodejs:20`.
fn is_stream(module: &str) -> bool {
    module.contains(':')
}

/// hadolint takes every word with a dash for a flag with a value, and looks no further than `--`.
fn gems(call: &Call) -> Vec<&Argument> {
    const VERBS: [&str; 2] = ["install", "i"];
    let has_version = call.argument(&["-v", "--version"]).is_some()
        || call.arguments.iter().any(|it| it.text.starts_with("--version="));
    if !call.is("gem", &VERBS) || has_version {
        return Vec::new();
    }
    let mut arguments = call.arguments.iter().take_while(|argument| argument.text != "--");
    let mut gems = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument.text.starts_with('-') {
            arguments.next();
        } else if !VERBS.contains(&argument.text.as_str()) {
            gems.push(argument);
        }
    }
    gems
}

/// Whether the name of the package ends as those of files do; letter case counts.
fn is_file(package: &str, extensions: &[&str]) -> bool {
    extensions.iter().any(|extension| package.ends_with(extension))
}

/// `name-1.2-3.el9` or `name-1.rpm`: something behind a dash begins with a digit, and nothing there is odd.
fn is_rpm_with_version(package: &str) -> bool {
    let Some((_, rest)) = package.split_once('-') else { return false };
    let is_version_character = |c: char| c.is_ascii_alphanumeric() || "._~^:+".contains(c);
    is_file(package, &[".rpm"])
        || (rest.split('-').all(|part| part.chars().all(is_version_character))
            && rest.split('-').any(|part| part.starts_with(|c: char| c.is_ascii_digit())))
}

fn check(file: &File<'_>, report: &mut Report, managers: &[Manager]) {
    check_each(file, report, |_| managers);
}

fn check_each<'m>(file: &File<'_>, report: &mut Report, managers: impl Fn(&Run<'_>) -> &'m [Manager]) {
    for lines in file.streams() {
        let mut variables = Variables::default();
        for line in lines {
            variables.pass(line);
            let Some(run) = &line.run else { continue };
            let managers = managers(run);
            let unpinned: Vec<&Argument> =
                run.calls.iter().flat_map(|call| unpinned(call, managers, &variables)).collect();
            let Some(first) = unpinned.first() else { continue };
            let message = match unpinned.len() {
                1 => format!("No version is given for `{}`", first.text),
                count => format!("No version is given for `{}` and {} more", first.text, count - 1),
            };
            file.report(report, line, run.source(first.range), message);
        }
    }
}

/// The packages of one command that have no version.
fn unpinned<'c>(call: &'c Call, managers: &[Manager], variables: &Variables<'_>) -> Vec<&'c Argument> {
    let unpinned = managers.iter().flat_map(|manager| {
        let is_pinned = |package: &str| {
            (manager.is_pinned)(package)
                || (manager.takes_variables && package.contains('-') && variables.any_in(package))
        };
        (manager.packages)(call).into_iter().filter(move |package| !is_pinned(&package.text))
    });
    unpinned.collect()
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
