//! Labels that everybody has, with values that nobody can read.

use super::hadolint::label_value::{completed_time, is_time, is_uri, license_in_right_case};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::{Keyword, Word};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "wrong-label-value",
    codes: &["DL3051", "DL3052", "DL3053", "DL3054"],
    topic: Topic::Correctness,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: "Registries and scanners read these labels; what they cannot read they leave out, and say nothing",
    help: "Write an address with its scheme, a time as 2026-05-01T10:00:00Z, a licence as an SPDX expression",
    page: include_str!("../../docs/rules/wrong_label_value.md"),
    check,
};

/// What a value is.
#[derive(Clone, Copy)]
enum Kind {
    Address,
    License,
    Text,
    Time,
}

const PREFIX: &str = "org.opencontainers.image.";

/// OCI image specification 1.1, "Pre-Defined Annotation Keys".
const LABELS: &[(&str, Kind)] = &[
    ("created", Kind::Time),
    ("url", Kind::Address),
    ("source", Kind::Address),
    ("documentation", Kind::Address),
    ("licenses", Kind::License),
    ("revision", Kind::Text),
    ("version", Kind::Text),
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, label) in ctx.dockerfile.all(Keyword::Label) {
        for pair in label.pairs() {
            let unquoted = |word: &Word| word.text.trim_matches(['"', '\'']).to_owned();
            let name = unquoted(&pair.key);
            let kind = name.strip_prefix(PREFIX).and_then(|it| LABELS.iter().find(|(label, _)| *label == it));
            // What a variable holds is known when the image is built.
            let Some(written) = pair.value.as_ref().filter(|value| !value.text.contains('$')) else { continue };
            let value = &*unquoted(written);
            let Some(problem) = kind.and_then(|(_, kind)| problem(*kind, value)) else { continue };
            let remark = report.at(pair.range, format!("`{name}` is {problem}"));
            let Some((suggestion, caution)) = kind.and_then(|(_, kind)| suggestion(*kind, value)) else { continue };
            let title = format!("Write `{suggestion}`");
            let edit = Edit::replace(written.range, format!("\"{suggestion}\""));
            remark.fix(match caution {
                Some(caution) => Fix::unsafe_because(caution, title, [edit]),
                None => Fix::safe(title, [edit]),
            });
        }
    }
}

/// What is wrong with a value, as the end of "The label is …".
fn problem(kind: Kind, value: &str) -> Option<&'static str> {
    match kind {
        _ if value.trim().is_empty() => Some("empty"),
        Kind::Address if !is_uri(value) => Some("no address"),
        Kind::Time if !is_time(value) => Some("no time of RFC 3339"),
        Kind::License if !is_expression(value) => Some("no SPDX expression"),
        _ => None,
    }
}

/// What was probably meant, and what may be wrong with that.
fn suggestion(kind: Kind, value: &str) -> Option<(String, Option<&'static str>)> {
    match kind {
        Kind::Time => Some((completed_time(value)?, Some("Only you know the time of day and its zone"))),
        Kind::License => {
            let stem = value.strip_suffix("icense").map_or(value, |it| it.trim_end_matches(['L', 'l', ' ']));
            let spellings = [stem.to_owned(), stem.replace(' ', "-")];
            Some((spellings.iter().find_map(|it| license_in_right_case(it))?, None))
        }
        Kind::Address => {
            let address = format!("https://{value}");
            let host = value.split('/').next().unwrap_or_default();
            let is_host = host.contains('.') && !host.contains(['@', ':']) && is_uri(&address);
            is_host.then_some((address, Some("The address must be one of HTTPS")))
        }
        Kind::Text => None,
    }
}

/// Whether a text has the form of an SPDX expression, with known identifiers in their own letter case.
fn is_expression(text: &str) -> bool {
    let spaced = text.replace(['(', ')'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is_identifier = |word: &str| {
        let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.+:".contains(&byte));
        let plain = word.trim_end_matches('+');
        is_plain && license_in_right_case(plain).is_none_or(|it| it == plain)
    };
    let fits = |(at, word): (usize, &&str)| {
        if at % 2 == 0 { is_identifier(word) } else { matches!(*word, "AND" | "OR" | "WITH") }
    };
    words.len() % 2 == 1 && words.iter().enumerate().all(fits)
}
