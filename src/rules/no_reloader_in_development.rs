//! A development server that has to be restarted by hand.

use super::rewrite::{insert_argument, replace_arguments};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Serving, developing, package_scripts};
use crate::project::Project;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "no-reloader-in-development",
    codes: &[],
    topic: Topic::Development,
    dev: Some(Severity::Info),
    prod: None,
    converts: true,
    why: "With the source mounted into the container, the server can pick up each saved file by itself",
    help: "Let the server reload, and mount the source over the copied one",
    page: include_str!("../../docs/rules/no_reloader_in_development.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for started in ctx.dockerfile.servers() {
        // Servers that are made for production run as they would there.
        let [reload, ..] = started.server.reload else { continue };
        let wanted = match started.server.program {
            "flask" | "uvicorn" => true,
            // Where the project watches its files in this way, by its own scripts.
            "node" => started.program.arguments().len() == 1 && watches(ctx.project),
            _ => false,
        };
        let is_chosen = started.server.reload_flag(started.program).is_some()
            || started.program.flag(&[reload, "--no-reload"]).is_some();
        if !wanted || is_chosen || is_debugging(ctx, &started) {
            continue;
        }
        let message = format!("`{}` does not reload changed code", started.server.program);
        let remark = report.at(started.code.range(started.program.range()), message);
        let edit = added(ctx, &started, reload);
        remark.fixes.extend(edit.map(|edit| Fix::safe(format!("Add `{reload}`"), [edit])));
    }
}

/// The flag at its place: that of an interpreter before the script, others last, or where a flag stands that excludes it.
fn added(ctx: &Context<'_>, started: &Serving<'_>, reload: &str) -> Option<Edit> {
    let (tree, words) = (ctx.dockerfile.tree, started.program.words);
    // Behind what the shell cannot read, nobody knows where the command ends.
    if !started.code.script.errors.is_empty() {
        return None;
    }
    if let Some(excluded) = started.program.flag(started.server.not_with_reload) {
        let at = words.iter().position(|word| word.range == excluded.range)?;
        // Its value is in the same word, or in the next one.
        let count = if excluded.unquoted().contains('=') { 1 } else { 2 };
        return replace_arguments(tree, started.code, words.get(at..at + count)?, &[reload]);
    }
    let place = if started.server.is_interpreter { words.first() } else { words.last() };
    insert_argument(tree, started.code, place?, reload)
}

/// Whether a script of `package.json` lets Node.js itself watch the files.
fn watches(project: &Project) -> bool {
    package_scripts(project).any(|command| developing(&command).is_some_and(|it| it.starts_with("node --watch")))
}

/// Flask's debug mode brings its own reloader.
fn is_debugging(ctx: &Context<'_>, started: &Serving<'_>) -> bool {
    let variable = ctx.dockerfile.kept_variable("FLASK_DEBUG").pop().map(|(_, value)| value.to_ascii_lowercase());
    let is_on = variable.is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false" | "no"));
    started.program.flag(started.server.debug).is_some() || (started.server.program == "flask" && is_on)
}
