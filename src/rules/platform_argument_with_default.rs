//! `ARG TARGETARCH=amd64`: a default that hides the platform of the build.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::PLATFORM_ARGUMENTS;
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "platform-argument-with-default",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "BuildKit gives this argument the platform of the build only where the file gives it no value; with one, an image for \
          another platform gets files for this one",
    help: "Declare it without a value",
    page: include_str!("../../docs/rules/platform_argument_with_default.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, instruction) in ctx.dockerfile.all(Keyword::Arg) {
        for pair in instruction.pairs() {
            let name = pair.key.text.as_str();
            let Some(value) = pair.value.as_ref().filter(|it| !it.text.contains('$')) else { continue };
            if name == "TARGETSTAGE" || !PLATFORM_ARGUMENTS.contains(&name) {
                continue;
            }
            let remark = report.at(pair.range, format!("The default of `{name}` hides the platform of the build"));
            let edit = Edit::delete(TextRange::new(pair.key.range.end, value.range.end));
            let caution = "A builder without BuildKit gives it no value";
            if name.starts_with("BUILD") {
                remark.why("On a machine of another kind, what names this platform runs emulated, which takes many times as long");
            }
            remark.fix(Fix::unsafe_because(caution, "Remove the default", [edit]));
        }
    }
}
