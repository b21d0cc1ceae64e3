//! DL3045: COPY to somewhere below a working directory that nothing sets.

use super::quotes::unquoted;
use super::relative_workdir::is_absolute;
use super::stages::StageFacts;
use super::{File, Fix, Report, Rule, Severity};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    code: "DL3045",
    severity: Some(Severity::Warning),
    why: "Where the files end up depends on the base image",
    help: "Set a WORKDIR, or write the target from the root",
    check,
};

fn check(file: &File<'_>, report: &mut Report) {
    let mut has_workdir = StageFacts::default();
    for line in &file.lines {
        if let Some(base) = line.base_image() {
            has_workdir.begin(&base);
        }
        match line.instruction.keyword {
            Keyword::Workdir => has_workdir.set(),
            Keyword::Copy if !has_workdir.holds() => {}
            _ => continue,
        }
        let Some(target) = line.instruction.copy().and_then(|copy| copy.destination.as_ref()) else { continue };
        let path = unquoted(&target.text);
        if is_absolute(path) {
            continue;
        }
        let quotes = usize::from(line.instruction.copy().is_some_and(|it| it.json) || target.text != path);
        let start = target.range.start + quotes;
        let plain = if path == "." { "" } else { path.strip_prefix("./").unwrap_or(path) };
        let rest = start + (path.len() - plain.len());
        let message = format!("`{path}` depends on the working directory of the base image");
        file.report(report, line, Some(target.range), message).fix(Fix::unsafe_because(
            "The base image may set another working directory",
            format!("Write `/{plain}`"),
            [Edit::replace((start..rest).into(), "/")],
        ));
    }
}
