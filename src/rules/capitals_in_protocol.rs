//! `EXPOSE 53/UDP`: a protocol in capital letters.

use super::{Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "capitals-in-protocol",
    codes: &["ExposeProtoCasing"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: buildkit::EXPOSE_PROTO_CASING.why,
    help: buildkit::EXPOSE_PROTO_CASING.help,
    page: include_str!("../../docs/rules/capitals_in_protocol.md"),
    check: buildkit::EXPOSE_PROTO_CASING.check,
};
