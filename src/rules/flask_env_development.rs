//! `FLASK_ENV=development` in an image that users reach.

use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "flask-env-development",
    codes: &[],
    topic: Topic::Development,
    dev: None,
    prod: Some(Severity::Error),
    converts: true,
    why: "Up to Flask 2.2 it switches on debug mode, the reloader and a console that runs any code; Flask 2.3 and later \
          do not read it at all",
    help: "Set it to production for old versions of Flask, or remove it",
    page: include_str!("../../docs/rules/flask_env_development.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let set = ctx.dockerfile.kept_variable("FLASK_ENV").pop();
    let Some((pair, _)) = set.filter(|(_, value)| value == "development") else { return };
    let remark = report.at(pair.range, "`FLASK_ENV=development` is for a developer's machine");
    remark.for_developers(Thing::Setting);
    if let Some(word) = &pair.value {
        remark.fix(Fix::safe("Set `FLASK_ENV` to production", [Edit::replace(word.range, "production")]));
    }
}
