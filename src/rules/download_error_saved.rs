//! curl stores an error page as if it was the file.

use std::collections::HashSet;

use super::rewrite::{insert_argument, replace_argument};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::Code;
use crate::shell::Invocation;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "download-error-saved",
    codes: &[],
    topic: Topic::Correctness,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Without `--fail`, an answer such as 404 or 500 is a success to curl: its text is stored, unpacked or run",
    help: "Add `-f`",
    page: include_str!("../../docs/rules/download_error_saved.md"),
    check,
};

/// Flags that notice an error, or with which nothing is stored.
const NOTICED: &[&str] =
    &["-f", "--fail", "--fail-with-body", "-I", "--head", "-w", "--write-out", "-V", "--version", "-h", "--help"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (_, code) in ctx.dockerfile.run_code() {
        // What runs a download unchecked is one matter with it, and has a rule of its own.
        let told: HashSet<_> = code.downloaded_scripts().iter().map(|it| it.download.id).collect();
        let commands = code.script.effective_commands().filter(|it| !told.contains(&it.command().id));
        for invocation in commands.filter(|it| it.base_name() == Some("curl")) {
            let fetches = invocation.arguments().iter().any(|word| word.unquoted().contains("://"));
            if !fetches || invocation.has_flag_of(NOTICED) {
                continue;
            }
            let remark = report.at(code.range(invocation.range()), "`curl` takes an error page for the file");
            remark.fixes.extend(flag(ctx, code, invocation).map(|edit| Fix::safe("Add `-f`", [edit])));
        }
    }
}

/// `-f` in front of the letters of the first flag, or by itself.
fn flag(ctx: &Context<'_>, code: &Code, invocation: Invocation<'_>) -> Option<Edit> {
    let first = invocation.arguments().first()?;
    let letters = first.literal().and_then(|it| it.strip_prefix('-')).filter(|it| !it.is_empty());
    match letters.filter(|it| it.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(letters) => replace_argument(ctx.dockerfile.tree, code, first, &format!("-f{letters}")),
        None => insert_argument(ctx.dockerfile.tree, code, invocation.name_word()?, "-f"),
    }
}
