//! `#` behind arguments, where it begins no comment.

use super::mend::{failure, in_effect, meant, mend};
use super::{Breaks, Context, Report, Rule, Severity, Topic};
use crate::model::{Fault, FaultKind};
use crate::syntax::{Arguments, Instruction, Keyword};

pub(super) const RULE: Rule = Rule {
    name: "comment-behind-arguments",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Error),
    prod: Some(Severity::Error),
    converts: false,
    why: "Docker reads `#` as a comment at the start of a line only; everywhere else it is a letter",
    help: "Put the comment on a line of its own",
    page: include_str!("../../docs/rules/comment_behind_arguments.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for fault in &ctx.dockerfile.faults {
        let instruction = meant(ctx, fault);
        let (message, breaks) = match &fault.kind {
            FaultKind::CommentBehindEscape => {
                ("The line is not continued: a comment follows its escape character".to_owned(), Breaks::Build)
            }
            FaultKind::CommentOverLines => {
                ("The shell takes the lines below for a part of this comment".to_owned(), Breaks::Meaning)
            }
            FaultKind::Comment => (said(instruction), broken(ctx, fault, instruction)),
            _ => continue,
        };
        let remark = report.at(fault.range, message);
        match &fault.kind {
            FaultKind::CommentBehindEscape => {
                remark.why("The line below is read as an instruction, and there is none of that name")
            }
            FaultKind::CommentOverLines => {
                remark.why("Docker joins the lines before the shell reads them: nothing behind the `#` runs")
            }
            _ => remark,
        };
        let caution = "What it meant so far is gone";
        mend(remark, fault, in_effect(ctx, fault, breaks), "Move the comment to a line above", caution);
    }
}

/// What becomes of the words behind the `#`.
fn said(instruction: &Instruction) -> String {
    let keyword = instruction.keyword;
    let what = match (&instruction.arguments, keyword) {
        (_, Keyword::Copy | Keyword::Add) => "it and what follows are paths",
        (_, Keyword::User) => "it is part of the user's name",
        (_, Keyword::Workdir) => "it is part of the folder's name",
        (_, Keyword::Expose) => "it and what follows are ports",
        (_, Keyword::Volume) => "it and what follows are volumes",
        (_, Keyword::Arg) => "it and what follows are names of arguments",
        (Arguments::Pairs { legacy: true, .. }, _) => "it is part of the value",
        (Arguments::Pairs { .. }, _) => "it and what follows are names",
        (Arguments::Healthcheck(health), _) if health.kind.text.eq_ignore_ascii_case("NONE") => {
            "NONE takes no arguments"
        }
        (Arguments::Command(_) | Arguments::Healthcheck(_), _) => "the array is no JSON with it",
        _ => "it is an argument",
    };
    format!("`#` begins no comment behind `{}`: {what}", keyword.as_str())
}

fn broken(ctx: &Context<'_>, fault: &Fault, instruction: &Instruction) -> Breaks {
    let keyword = instruction.keyword;
    match (&instruction.arguments, keyword) {
        // A single word is the destination, and a place may have any name.
        (Arguments::Copy(copy), _)
            if copy.destination.as_ref().is_some_and(|it| it.range == fault.range)
                && !instruction.body.text().starts_with('[') =>
        {
            Breaks::Meaning
        }
        (Arguments::Command(_) | Arguments::Healthcheck(_), _) => failure(keyword),
        (Arguments::Copy(_) | Arguments::From(_), _)
        | (_, Keyword::Expose | Keyword::Stopsignal)
        | (Arguments::Pairs { legacy: false, .. }, Keyword::Env | Keyword::Label) => Breaks::Build,
        (_, Keyword::User) => {
            let stage = ctx.dockerfile.facts[fault.instruction].stage;
            let rest = &ctx.dockerfile.tree.instructions[fault.instruction + 1..];
            let same = rest.iter().take_while(|it| !matches!(it.keyword, Keyword::From | Keyword::User));
            let runs = stage.is_some() && same.into_iter().any(|it| it.keyword == Keyword::Run);
            if runs { Breaks::Build } else { Breaks::Start }
        }
        _ => Breaks::Meaning,
    }
}
