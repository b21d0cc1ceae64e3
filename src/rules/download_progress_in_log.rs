//! The progress bar of wget in the log of the build.

use super::rewrite::insert_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Distribution;
use crate::shell::Invocation;

pub(super) const RULE: Rule = Rule {
    name: "download-progress-in-log",
    codes: &["DL3047"],
    topic: Topic::Style,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "A big file gives thousands of lines, in which errors cannot be found",
    help: "Add `-nv`, or `-q` with the wget of Alpine",
    page: include_str!("../../docs/rules/download_progress_in_log.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (index, code) in ctx.dockerfile.run_code() {
        let stage = ctx.dockerfile.facts[index].stage;
        for invocation in code.script.effective_commands().filter(|it| it.base_name() == Some("wget")) {
            let Some(name) = invocation.name_word().filter(|_| is_loud(invocation)) else { continue };
            let remark = report.at(code.range(invocation.range()), "`wget` writes its progress into the log");
            let flag = match stage.and_then(|stage| ctx.dockerfile.distribution(stage)) {
                // The wget of busybox knows no other flag.
                Some(Distribution::Alpine) => "-q",
                Some(_) => "-nv",
                None => continue,
            };
            let edit = insert_argument(ctx.dockerfile.tree, code, name, flag);
            remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Add `{flag}`"), [edit])));
        }
    }
}

fn is_loud(invocation: Invocation<'_>) -> bool {
    const QUIET: &[&str] = &[
        "-q",
        "--quiet",
        "-nv",
        "--no-verbose",
        "--progress",
        "-o",
        "--output-file",
        "-a",
        "--append-output",
        "-b",
        "--version",
        "-V",
        "--help",
        "--spider",
    ];
    !invocation.arguments().is_empty() && !invocation.has_flag_of(QUIET)
}
