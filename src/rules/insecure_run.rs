//! A step with the privileges of the machine that builds.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "insecure-run",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The step runs without the sandbox, with every capability and device: what it downloads and executes can take \
          over the machine that builds; and builders refuse it unless they are told to allow it",
    help: "Leave `--security=insecure` out; to build images, BuildKit and Buildah have modes without root",
    page: include_str!("../../docs/rules/insecure_run.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, run) in ctx.dockerfile.all(Keyword::Run) {
        let Some(flag) = run.flag("security") else { continue };
        if flag.value.as_ref().is_none_or(|value| value.text != "insecure") {
            continue;
        }
        let remark = report.at(flag.range, "The step runs outside the sandbox of the build");
        let behind = &ctx.dockerfile.tree.text[flag.range.end..run.range.end];
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let edit = Edit::delete(TextRange::new(flag.range.start, flag.range.end + blanks));
        let caution = "A command that needs the privileges, such as mount, fails without them";
        remark.fix(Fix::unsafe_because(caution, "Remove `--security=insecure`", [edit]));
    }
}
