//! COPY or ADD of something that the ignore file keeps out of the build.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "copy-of-ignored-file",
    codes: &["CopyIgnoredFile"],
    topic: Topic::Files,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::COPY_IGNORED_FILE.why,
    help: buildkit::COPY_IGNORED_FILE.help,
    page: include_str!("../../docs/rules/copy_of_ignored_file.md"),
    check: buildkit::COPY_IGNORED_FILE.check,
};
