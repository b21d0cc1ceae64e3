//! COPY or ADD of something that `.dockerignore` keeps out of the build.

use crate::model::path::clean;
use crate::model::remote::Remote;
use crate::rules::{Context, Elsewhere, Original, Report, Severity};
use crate::syntax::Keyword;

pub(in crate::rules) const CHECK: Original = Original {
    code: "CopyIgnoredFile",
    severity: Some(Severity::Warning),
    why: "The builder never sees what .dockerignore removes, so the copy fails or copies nothing",
    help: "Change .dockerignore, or copy something else",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(path) = ctx.project.ignore_file_path() else { return };
    let ignore = ctx.project.ignore_file();
    for (_, index, instruction) in ctx.dockerfile.judged() {
        let is_copy = matches!(instruction.keyword, Keyword::Copy | Keyword::Add);
        if !is_copy || instruction.flag_value("from").is_some_and(|from| !from.is_empty()) {
            continue;
        }
        for word in instruction.copied_paths() {
            let source = ctx.dockerfile.expand(index, word);
            if Remote::of(source).is_some() {
                continue;
            }
            if let Some(line) = ignore.line_that_ignores_source(source) {
                let range = word.range;
                let message = format!("`{}` is left out of the build by line {line} of {path}", clean(source));
                let elsewhere = Elsewhere { path: path.clone(), line: Some(line), added: Vec::new() };
                report.at(range, message).elsewhere(elsewhere);
            }
        }
    }
}
