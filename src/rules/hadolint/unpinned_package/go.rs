//! What go fetches.

use crate::rules::hadolint::call::{Argument, Call};

/// Every package of `go install` and `go get`, and the program that `go run` builds.
pub(super) fn packages(call: &Call) -> Vec<&Argument> {
    const FETCHING: [&str; 2] = ["install", "get"];
    let besides =
        |verbs: &'static [&str]| call.operands().filter(move |argument| !verbs.contains(&argument.text.as_str()));
    let mut packages = Vec::new();
    if call.is("go", &FETCHING) {
        packages.extend(besides(&FETCHING));
    }
    if call.is("go", &["run"]) {
        packages.extend(besides(&["run"]).take(1));
    }
    packages
}

/// `@latest` is no version; what begins with a dot or a slash is local.
pub(super) fn is_pinned(package: &str) -> bool {
    let has_version = package.contains('@') && !package.ends_with("@latest") && !package.ends_with("@none");
    has_version || package.starts_with(['.', '/'])
}
