//! A framework in its development environment, in an image that users reach.

use super::environments::{ENVIRONMENTS, is_seen_by_a_run};
use super::rewrite::{insert_behind_steps, insert_line_before};
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
use crate::model::Code;
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "development-environment-in-production",
    codes: &[],
    topic: Topic::Development,
    dev: None,
    prod: Some(Severity::Warning),
    converts: true,
    why: "The framework reloads code, skips caches and shows its errors to every visitor",
    help: "Name the production environment in the image",
    page: include_str!("../../docs/rules/development_environment_in_production.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (name, development, production, _) in ENVIRONMENTS {
        let set = ctx.dockerfile.kept_variable(name).pop();
        let Some((pair, _)) = set.filter(|(_, value)| value == development) else { continue };
        let remark = report.at(pair.range, format!("`{name}={development}` is for a developer's machine"));
        remark.for_developers(Thing::Setting);
        let Some(word) = &pair.value else { continue };
        let (title, edit) = (format!("Set `{name}` to {production}"), [Edit::replace(word.range, *production)]);
        remark.fix(if is_seen_by_a_run(ctx, pair.range) {
            Fix::unsafe_because("Later `RUN`s see it too, and may leave out what only developers need", title, edit)
        } else {
            Fix::safe(title, edit)
        });
    }
    rails(ctx, report);
    php_settings(ctx, report);
}

/// The settings that PHP's image brings for developers, beside those for users (Docker Hub, "php", Configuration).
fn php_settings(ctx: &Context<'_>, report: &mut Report) {
    const FOR: [&str; 2] = ["php.ini-development", "php.ini-production"];
    let text = &ctx.dockerfile.tree.text;
    for (_, code) in ctx.dockerfile.shipped_code() {
        for (_, program) in code.programs().filter(|(_, it)| matches!(it.name, "mv" | "cp" | "ln")) {
            for word in program.arguments() {
                let range = code.range(word.range);
                let Some(at) = range.of(text).find(FOR[0]) else { continue };
                let start = range.start + at;
                let remark = report.at(range, "`php.ini-development` shows every error to every visitor");
                let edit = Edit::replace(TextRange::new(start, start + FOR[0].len()), FOR[1]);
                remark.for_developers(Thing::Setting).fix(Fix::safe("Take `php.ini-production`", [edit]));
            }
        }
    }
}

/// Rails is in development unless something says otherwise.
fn rails(ctx: &Context<'_>, report: &mut Report) {
    let is_set = ["RAILS_ENV", "RACK_ENV"].iter().any(|name| !ctx.dockerfile.kept_variable(name).is_empty());
    for started in ctx.dockerfile.started() {
        let program = started.program;
        let serves = program.name == "rails" && matches!(program.subcommand(), Some("server" | "s"));
        if !serves || is_set || program.flag(&["-e", "--environment"]).is_some() {
            continue;
        }
        let message = "`rails server` runs in development unless `RAILS_ENV` says otherwise";
        let remark = report.at(started.code.range(program.range()), message);
        remark.for_developers(Thing::Setting);
        let caution = "Rails in production wants `SECRET_KEY_BASE`, and precompiled assets";
        remark.fixes.extend(edits(ctx).map(|it| Fix::unsafe_because(caution, "Set `RAILS_ENV` to production", it)));
    }
}

/// A line in front of the first step of each stage that reads the variable, and behind the steps of an image whose
/// stages have none.
fn edits(ctx: &Context<'_>) -> Option<Vec<Edit>> {
    let tree = ctx.dockerfile.tree;
    let target = ctx.dockerfile.target?;
    let line = "ENV RAILS_ENV=production";
    let mut is_set = vec![false; ctx.dockerfile.stages.len()];
    let mut edits = Vec::new();
    for stage in ctx.dockerfile.stages.iter().filter(|it| ctx.dockerfile.is_reachable(it.index)) {
        is_set[stage.index] = ctx.dockerfile.lineage(stage.index).any(|it| is_set[it.index]);
        if is_set[stage.index] {
            continue;
        }
        let mut steps = ctx.dockerfile.instructions(stage).filter(|(_, it)| it.keyword == Keyword::Run);
        let first = steps.find(|(index, _)| ctx.dockerfile.facts[*index].code.as_ref().is_some_and(reads_environment));
        if let Some((_, step)) = first {
            edits.push(insert_line_before(tree, step, line));
        } else if stage.index == target {
            let instructions = &tree.instructions[stage.instructions.clone()];
            let is_stage = instructions.first().is_some_and(|it| it.keyword == Keyword::From);
            edits.push(is_stage.then(|| insert_behind_steps(tree, instructions, line)).flatten()?);
        } else {
            continue;
        }
        is_set[stage.index] = true;
    }
    Some(edits)
}

/// Whether a step starts Rails or one of its tasks, as `assets:precompile`.
fn reads_environment(code: &Code) -> bool {
    code.programs().any(|(_, it)| matches!(it.name, "rails" | "rake" | "bootsnap" | "puma" | "sidekiq"))
}
