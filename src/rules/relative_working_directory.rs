//! A WORKDIR that starts at something that the file does not say.

use super::{Context, Report, Rule, Severity, Topic, buildkit};

pub(super) const RULE: Rule = Rule {
    name: "relative-working-directory",
    codes: &["WorkdirRelativePath", "DL3000"],
    topic: Topic::Files,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: buildkit::WORKDIR_RELATIVE_PATH.why,
    help: buildkit::WORKDIR_RELATIVE_PATH.help,
    page: include_str!("../../docs/rules/relative_working_directory.md"),
    check,
};

/// What BuildKit finds, but for paths of Windows: a builder there takes them as they are.
fn check(ctx: &Context<'_>, report: &mut Report) {
    (buildkit::WORKDIR_RELATIVE_PATH.check)(ctx, report);
    let text = &ctx.dockerfile.tree.text;
    report.remarks.retain(|remark| !starts_at_drive(remark.range.of(text)));
}

/// `C:\app`, `c:/app`, with quotes or a variable behind the drive.
fn starts_at_drive(path: &str) -> bool {
    let mut bytes = path.trim_start_matches(['"', '\'']).bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.next() == Some(b':')
        && bytes.next().is_none_or(|byte| matches!(byte, b'\\' | b'/' | b'`' | b'$' | b'"' | b'%'))
}
