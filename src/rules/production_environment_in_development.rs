//! A framework in its production environment, in an image for developers.

use super::environments::{ENVIRONMENTS, is_seen_by_a_run};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "production-environment-in-development",
    codes: &[],
    topic: Topic::Development,
    dev: Some(Severity::Info),
    prod: None,
    converts: true,
    why: "The framework keeps its reloader, its checks and the details of errors away from developers",
    help: "Name the development environment in the image for developers",
    page: include_str!("../../docs/rules/production_environment_in_development.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    for (name, development, production, _) in ENVIRONMENTS.iter().filter(|(.., is_clear)| *is_clear) {
        let set = ctx.dockerfile.kept_variable(name).pop();
        let Some((pair, _)) = set.filter(|(_, value)| value == production && is_read(ctx, name)) else { continue };
        let remark = report.at(pair.range, format!("`{name}={production}` is for users"));
        let Some(word) = &pair.value else { continue };
        let (title, edit) = (format!("Set `{name}` to {development}"), [Edit::replace(word.range, *development)]);
        remark.fix(if is_seen_by_a_run(ctx, pair.range) {
            Fix::unsafe_because("Later `RUN`s see it too, and may install what only developers need", title, edit)
        } else {
            Fix::safe(title, edit)
        });
    }
}

/// Whether what the image starts takes the environment as it is told: `next start` and the like have their own.
fn is_read(ctx: &Context<'_>, name: &str) -> bool {
    const STARTERS: &[&str] = &["node", "npm", "yarn", "pnpm", "nodemon", "tsx", "ts-node"];
    let started = ctx.dockerfile.started();
    name != "NODE_ENV" || started.iter().any(|it| STARTERS.contains(&it.program.name))
}
