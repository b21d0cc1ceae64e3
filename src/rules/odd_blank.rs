//! A blank that is none to Docker and shells.

use super::mend::{failure, in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::FaultKind;
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "odd-blank",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "It looks like a blank, or like nothing at all, but separates no words: to Docker and shells it is a letter",
    help: "Write a plain blank instead; such characters come with text that is copied from a web page",
    page: include_str!("../../docs/rules/odd_blank.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let FaultKind::OddBlank(character) = &fault.kind else { continue };
        let name = match character {
            '\u{85}' => "next line",
            '\u{a0}' => "no-break space",
            '\u{200b}' => "zero-width space",
            '\u{2028}' => "line separator",
            '\u{2029}' => "paragraph separator",
            '\u{202f}' => "narrow no-break space",
            '\u{2060}' => "word joiner",
            '\u{3000}' => "ideographic space",
            '\u{feff}' => "byte order mark",
            _ => "typographic space",
        };
        let code = u32::from(*character);
        let is_unseen = fault.meant.iter().all(|edit| edit.text.is_empty());
        let what = if is_unseen { "it is part of the word" } else { "it separates no words" };
        let remark = report.at(fault.range, format!("A character U+{code:04X} ({name}) stands here: {what}"));
        let is_array = meant(ctx, fault).command().is_some() && meant(ctx, fault).body.text().starts_with('[');
        let breaks = match meant(ctx, fault).keyword {
            Keyword::Unknown => Breaks::Build,
            keyword if is_array => failure(keyword),
            _ => Breaks::Meaning,
        };
        let title = match fault.meant.as_slice() {
            [only] if only.text.is_empty() => "Remove it",
            [_] => "Write a blank instead",
            _ => "Write blanks instead",
        };
        mend(remark, fault, in_effect(ctx, fault, breaks), title, "The words become several ones");
    }
}
