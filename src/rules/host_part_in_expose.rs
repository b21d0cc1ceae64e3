//! `EXPOSE 8080:80`: something of the host where only a port of the container can stand.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "host-part-in-expose",
    codes: &["ExposeInvalidFormat"],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::EXPOSE_INVALID_FORMAT.why,
    help: buildkit::EXPOSE_INVALID_FORMAT.help,
    page: include_str!("../../docs/rules/host_part_in_expose.md"),
    check: buildkit::EXPOSE_INVALID_FORMAT.check,
};
