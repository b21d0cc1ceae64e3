//! Label names that tools reserve or do not find.

use super::{Context, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "unusual-label-name",
    codes: &["DL3048"],
    topic: Topic::Style,
    dev: Some(Severity::Style),
    prod: Some(Severity::Style),
    converts: false,
    why: "Labels are found by their exact names: tools expect lower case, and Docker keeps some prefixes for itself",
    help: "Write `org.opencontainers.image.…` for what everybody has, and a domain of your own, reversed, for the \
           rest",
    page: include_str!("../../docs/rules/unusual_label_name.md"),
    check,
};

/// Prefixes that Docker keeps for itself (Docker documentation, "Docker object labels").
const RESERVED: &[&str] = &["com.docker.", "io.docker.", "org.dockerproject."];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, label) in ctx.dockerfile.all(Keyword::Label) {
        for pair in label.pairs() {
            let name = ctx.dockerfile.expand(index, &pair.key).trim_matches(['"', '\'']);
            let is_odd = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "._-/".contains(c));
            let message = match name.find(is_odd) {
                _ if name.contains('$') => continue,
                _ if RESERVED.iter().any(|prefix| name.starts_with(prefix)) => {
                    "Docker keeps labels of this prefix for itself"
                }
                Some(at) if name[at..].starts_with(|c: char| c.is_ascii_uppercase()) => {
                    "The name of this label has capitals"
                }
                Some(_) => "The name of this label has other characters than tools expect",
                None if name.ends_with(['.', '-', '/']) || name.contains("..") => {
                    "The name of this label has an empty part"
                }
                None => continue,
            };
            report.at(pair.key.range, message);
        }
    }
}
