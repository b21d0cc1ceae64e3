//! `FLASK_ENV=production` in an image for developers.

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "flask-env-production",
    codes: &[],
    topic: Topic::Development,
    dev: Some(Severity::Info),
    prod: None,
    converts: true,
    why: "Up to Flask 2.2 it keeps debug mode and the debugger off; Flask 2.3 and later read only FLASK_DEBUG",
    help: "Set it to development for old versions of Flask, or use `flask run --debug`",
    page: include_str!("../../docs/rules/flask_env_production.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let set = ctx.dockerfile.kept_variable("FLASK_ENV").pop();
    let Some((pair, _)) = set.filter(|(_, value)| value == "production") else { return };
    let remark = report.at(pair.range, "`FLASK_ENV=production` keeps the debugger away from developers");
    if let Some(word) = &pair.value {
        remark.fix(Fix::safe("Set `FLASK_ENV` to development", [Edit::replace(word.range, "development")]));
    }
}
