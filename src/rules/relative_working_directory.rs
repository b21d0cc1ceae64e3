//! A WORKDIR that starts at something that the file does not say.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "relative-working-directory",
    codes: &["WorkdirRelativePath", "DL3000"],
    topic: Topic::Files,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::WORKDIR_RELATIVE_PATH.why,
    help: buildkit::WORKDIR_RELATIVE_PATH.help,
    page: include_str!("../../docs/rules/relative_working_directory.md"),
    check: buildkit::WORKDIR_RELATIVE_PATH.check,
};
