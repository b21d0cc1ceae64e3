//! What go fetches.

use crate::rules::hadolint::call::{Argument, Call};

/// Every package of `go install` and `go get`; a word `tool` is taken for the one of `go get -tool`.
pub(super) fn packages(call: &Call) -> Vec<&Argument> {
    const FETCHING: [&str; 2] = ["install", "get"];
    if !call.is("go", &FETCHING) {
        return Vec::new();
    }
    let is_package = |it: &&Argument| !FETCHING.contains(&it.text.as_str()) && it.text != "tool";
    call.operands().filter(is_package).collect()
}

/// The program that `go run` builds. Where there is one, hadolint does not look at what the other commands fetch.
pub(super) fn programs(call: &Call) -> Vec<&Argument> {
    if !call.is("go", &["run"]) {
        return Vec::new();
    }
    call.operands().filter(|argument| argument.text != "run").take(1).collect()
}

/// `@latest` is no version; what begins with a dot or a slash is local.
pub(super) fn is_pinned(package: &str) -> bool {
    let has_version = package.contains('@') && !package.ends_with("@latest") && !package.ends_with("@none");
    has_version || package.starts_with(['.', '/'])
}
