//! DL3051 to DL3056 and DL3058: labels whose values are not what the configuration says.

mod email;
mod license;
mod semantic_version;
mod time;
mod uri;

pub(in crate::rules) use license::in_right_case as license_in_right_case;
pub(in crate::rules) use time::{completed as completed_time, is_valid as is_time};
pub(in crate::rules) use uri::is_valid as is_uri;

use super::quotes::joined;
use super::{File, Fix, Report, Rule, Severity};
use crate::settings::LabelType;
use crate::syntax::{KeyValue, Keyword};
use crate::text::Edit;

/// What a value must be.
struct Format {
    kind: LabelType,
    /// Completes "The label `x` is no …".
    name: &'static str,
    is_valid: fn(&str) -> bool,
    /// The value that was probably meant.
    suggest: fn(&str) -> Option<String>,
}

const fn rule(code: &'static str, help: &'static str, check: fn(&File<'_>, &mut Report)) -> Rule {
    Rule {
        code,
        severity: Some(Severity::Warning),
        why: "The configuration says what the value must be, so that tools can read it",
        help,
        check,
    }
}

pub(super) const EMPTY: Rule = rule("DL3051", "Give the label a value, or remove it", |file, report| {
    let is_known = |label: &str, value: &str| file.config.label_schema.contains_key(label) && value.is_empty();
    each(file, is_known, |line, label, pair, _| {
        file.report(report, line, Some(pair.range), format!("The label `{label}` is empty"));
    });
});

pub(super) const URL: Rule = rule("DL3052", "Write an absolute address", |file, report| {
    let suggest = |_: &str| None;
    check(file, report, &Format { kind: LabelType::Url, name: "address", is_valid: uri::is_valid, suggest });
});

pub(super) const TIME: Rule = rule("DL3053", "Write a time such as 2024-05-01T10:00:00Z", |file, report| {
    let suggest = time::completed;
    check(file, report, &Format { kind: LabelType::Rfc3339, name: "time", is_valid: time::is_valid, suggest });
});

pub(super) const LICENSE: Rule = rule("DL3054", "Use an identifier of the SPDX list, such as MIT", |file, report| {
    let (is_valid, suggest) = (license::is_valid, license::in_right_case);
    check(file, report, &Format { kind: LabelType::Spdx, name: "SPDX identifier", is_valid, suggest });
});

pub(super) const HASH: Rule = rule("DL3055", "Use 7 or 40 digits of the hash in lower case", |file, report| {
    let suggest = |_: &str| None;
    check(file, report, &Format { kind: LabelType::Hash, name: "git hash", is_valid: is_hash, suggest });
});

pub(super) const VERSION: Rule = rule("DL3056", "Write three numbers such as 1.2.3", |file, report| {
    let (is_valid, suggest) = (semantic_version::is_valid, semantic_version::completed);
    check(file, report, &Format { kind: LabelType::Semver, name: "semantic version", is_valid, suggest });
});

pub(super) const EMAIL: Rule = rule("DL3058", "Write one address without a name", |file, report| {
    let suggest = |_: &str| None;
    check(file, report, &Format { kind: LabelType::Email, name: "e-mail address", is_valid: email::is_valid, suggest });
});

fn is_hash(value: &str) -> bool {
    matches!(value.len(), 7 | 40) && value.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Tells the first label of each LABEL that `offends`, by its key and value.
fn each<'f, 'a>(
    file: &'f File<'a>,
    offends: impl Fn(&str, &str) -> bool,
    mut tell: impl FnMut(&'f super::file::Line<'a>, &str, &'a KeyValue, &str),
) {
    for line in file.all(Keyword::Label) {
        for pair in line.instruction.pairs() {
            let label = joined(&pair.key.text);
            let value = joined(pair.value.as_ref().map_or("", |value| &value.text));
            if offends(&label, &value) {
                tell(line, &label, pair, &value);
                break;
            }
        }
    }
}

fn check(file: &File<'_>, report: &mut Report, format: &Format) {
    let is_wrong = |label: &str, value: &str| {
        file.config.label_schema.get(label) == Some(&format.kind) && !(format.is_valid)(value)
    };
    each(file, is_wrong, |line, label, pair, value| {
        let message = format!("The label `{label}` is no {}", format.name);
        let remark = file.report(report, line, Some(pair.range), message);
        if let (Some(suggestion), Some(written)) = ((format.suggest)(value), &pair.value) {
            let title = format!("Write `{suggestion}`");
            let edit = Edit::replace(written.range, format!("\"{suggestion}\""));
            remark.fix(Fix::unsafe_because("Only you know what was meant", title, [edit]));
        }
    });
}
