//! An array of arguments that is no JSON.

use super::mend::{failure, in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::{FaultKind, Slip};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "array-without-json",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "What is no JSON array is shell form: the shell looks for a program whose name begins with a bracket",
    help: "Write a JSON array: double quotes around every string, commas between them, brackets around all",
    page: include_str!("../../docs/rules/array_without_json.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for fault in &ctx.dockerfile.faults {
        let FaultKind::Array(slip) = &fault.kind else { continue };
        let keyword = meant(ctx, fault).keyword;
        let written = fault.range.of(&tree.text);
        let short = if written.len() > 30 || written.contains('\n') { "This string" } else { &format!("`{written}`") };
        let message = match slip {
            Slip::SingleQuotes => format!("{short} stands in single quotes, and JSON takes double quotes only"),
            Slip::CurlyQuotes => format!("{short} stands in typographic quotes, and JSON takes `\"` only"),
            Slip::ExtraComma => "JSON allows no comma here: no string follows it".to_owned(),
            Slip::MissingComma => "A comma is missing in front of this string".to_owned(),
            Slip::Unquoted => format!("{short} stands without quotes, and JSON takes strings only"),
            Slip::MissingBracket => "A bracket of the array is missing here".to_owned(),
            Slip::OpenQuote => "The string is not closed: `\"` is missing".to_owned(),
            Slip::Backslash => format!("{short} is no escape of JSON; a backslash is written twice"),
            Slip::ControlCharacter => "A JSON string holds no control character; a tab is written `\\t`".to_owned(),
            Slip::Behind => "Nothing may follow the array".to_owned(),
        };
        let remark = report.at(fault.range, message);
        let after = tree.errors.partition_point(|error| error.range.start < fault.range.start);
        let errors = &tree.errors[after.saturating_sub(1)..];
        let is_refused = errors.first().is_some_and(|error| error.range.encloses(fault.range));
        let breaks = match keyword {
            Keyword::Volume => Breaks::Meaning,
            _ if is_refused => Breaks::Build,
            _ => failure(keyword),
        };
        match keyword {
            Keyword::Copy | Keyword::Add => remark
                .why("What is no JSON array is a list of paths: brackets, quotes and commas belong to their names"),
            Keyword::Volume => {
                remark.why("What is no JSON array is a list of volumes with brackets and quotes in their names")
            }
            Keyword::Shell => remark.why("SHELL takes a JSON array only, so the build stops here"),
            _ => remark,
        };
        let title = match fault.meant.first() {
            Some(edit) if edit.text.len() < 60 => format!("Write `{}`", edit.text),
            _ => "Write it as JSON".to_owned(),
        };
        mend(remark, fault, in_effect(ctx, fault, breaks), title, "The volumes get other names");
    }
}
