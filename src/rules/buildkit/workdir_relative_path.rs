//! The first WORKDIR is relative to something that the file does not say.

use crate::model::Base;
use crate::model::platform::Platform;
use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::Keyword;
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "WorkdirRelativePath",
    severity: Some(Severity::Warning),
    why: "A relative path starts where the base image happens to leave off, which may change with it",
    help: "Write an absolute path",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    // Stages whose working directory is set by this file.
    let mut is_set = vec![false; ctx.dockerfile.stages.len()];
    for stage in &ctx.dockerfile.stages {
        let mut words = ctx.dockerfile.instructions(stage).filter(|(_, it)| it.keyword == Keyword::Workdir);
        let first = words.find_map(|(index, it)| Some((index, it.single()?)));
        let inherits = matches!(stage.base, Base::Stage(base) if is_set[base]);
        is_set[stage.index] = inherits || first.is_some();
        let Some((index, word)) = first.filter(|_| !inherits && ctx.dockerfile.is_judged(stage.index)) else {
            continue;
        };
        let path = ctx.dockerfile.expand(index, word);
        let platform = ctx.dockerfile.lineage(stage.index).last().and_then(|root| root.platform.as_deref());
        let platform = platform.or(ctx.project.platform.as_deref()).and_then(Platform::parse);
        if is_absolute(path, platform.is_some_and(|platform| platform.os == "windows")) {
            continue;
        }
        let workdir = &*ctx.dockerfile.facts[index].workdir;
        let absolute = format!("{}/", workdir.trim_end_matches('/'));
        let edit = Edit::insert(word.range.start, absolute.clone());
        let title = format!("Put `{absolute}` in front");
        let is_known = ctx.dockerfile.lineage(stage.index).last().is_some_and(|root| match &root.base {
            Base::Scratch => true,
            _ => ctx.project.images.contains_key(&root.base_text),
        });
        let fix = if is_known {
            Fix::safe(title, [edit])
        } else {
            Fix::unsafe_because("The base image may have a working directory of its own", title, [edit])
        };
        report.at(word.range, format!("`{}` is relative to an unknown directory", word.text)).fix(fix);
    }
}

fn is_absolute(path: &str, is_windows: bool) -> bool {
    if !is_windows {
        return path.starts_with('/');
    }
    let drive = path.as_bytes();
    let rest = if drive.len() > 1 && drive[0].is_ascii_alphabetic() && drive[1] == b':' { &path[2..] } else { path };
    rest.starts_with(['/', '\\'])
}
