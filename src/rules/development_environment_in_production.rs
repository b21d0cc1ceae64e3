//! A framework in its development environment, in an image that users reach.

use super::rewrite::insert_behind_steps;
use super::{Context, Fix, Report, Rule, Severity, Topic};
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

/// Variables that name an environment: the value for developers, and the one for users.
const ENVIRONMENTS: &[(&str, &str, &str)] = &[
    ("NODE_ENV", "development", "production"),
    ("NODE_ENV", "dev", "production"),
    ("RAILS_ENV", "development", "production"),
    ("RACK_ENV", "development", "production"),
    ("APP_ENV", "local", "production"),
    ("APP_ENV", "development", "production"),
    ("APP_ENV", "dev", "prod"),
    ("CI_ENVIRONMENT", "development", "production"),
    ("ASPNETCORE_ENVIRONMENT", "Development", "Production"),
    ("DOTNET_ENVIRONMENT", "Development", "Production"),
    ("MIX_ENV", "dev", "prod"),
    ("GIN_MODE", "debug", "release"),
    ("SPRING_PROFILES_ACTIVE", "dev", "prod"),
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (name, development, production) in ENVIRONMENTS {
        let set = ctx.dockerfile.kept_variable(name).pop();
        let Some((pair, _)) = set.filter(|(_, value)| value == development) else { continue };
        let remark = report.at(pair.range, format!("`{name}={development}` is for a developer's machine"));
        let Some(word) = &pair.value else { continue };
        let (title, edit) = (format!("Set `{name}` to {production}"), [Edit::replace(word.range, *production)]);
        remark.fix(if is_seen_by_a_run(ctx, pair.range) {
            Fix::unsafe_because("Later `RUN`s see it too, and may leave out what only developers need", title, edit)
        } else {
            Fix::safe(title, edit)
        });
    }
    rails(ctx, report);
}

fn is_seen_by_a_run(ctx: &Context<'_>, setting: TextRange) -> bool {
    ctx.dockerfile.shipped_code().any(|(run, _)| ctx.dockerfile.tree.instructions[run].range.start > setting.end)
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
