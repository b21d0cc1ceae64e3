//! A framework in its development environment, in an image that users reach.

use super::environments::{ENVIRONMENTS, is_seen_by_a_run};
use super::rewrite::insert_behind_steps;
use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
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
        let tree = ctx.dockerfile.tree;
        let stage = ctx.dockerfile.target.map(|target| ctx.dockerfile.stages[target].instructions.clone());
        let has_step = |it: &std::ops::Range<usize>| tree.instructions[it.clone()][0].keyword == Keyword::From;
        let edit = stage
            .filter(has_step)
            .and_then(|it| insert_behind_steps(tree, &tree.instructions[it], "ENV RAILS_ENV=production"));
        let caution = "Rails in production wants `SECRET_KEY_BASE`, and precompiled assets";
        remark.fixes.extend(edit.map(|it| Fix::unsafe_because(caution, "Set `RAILS_ENV` to production", [it])));
    }
}
