//! A variable that switches debug mode on, in an image that users reach.

use super::{Context, Fix, Report, Rule, Severity, Thing, Topic};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "debug-variable-in-production",
    codes: &[],
    topic: Topic::Security,
    dev: None,
    prod: Some(Severity::Warning),
    converts: true,
    why: "Debug mode shows strangers the code and the settings behind an error, and is slow and hungry for memory",
    help: "Leave debug mode off in the image, and switch it on from outside where it is needed",
    page: include_str!("../../docs/rules/debug_variable_in_production.md"),
    check,
};

/// Variables that frameworks, or the settings files of their users, read as a switch.
const SWITCHES: &[&str] = &[
    "DEBUG",
    "APP_DEBUG",
    "DJANGO_DEBUG",
    "QUART_DEBUG",
    "SYMFONY_DEBUG",
    "WP_DEBUG",
    "WORDPRESS_DEBUG",
    "PYTHONDEVMODE",
    "PYTHONASYNCIODEBUG",
];

/// How "on" is written, and "off" in the same manner.
const VALUES: &[(&str, &str)] =
    &[("1", "0"), ("true", "false"), ("True", "False"), ("TRUE", "FALSE"), ("on", "off"), ("yes", "no")];

fn check(ctx: &Context<'_>, report: &mut Report) {
    for name in SWITCHES {
        let Some((pair, value)) = ctx.dockerfile.kept_variable(name).pop() else { continue };
        // `DEBUG=express:*` chooses log lines in Node.js and is no switch.
        let Some((_, off)) = VALUES.iter().find(|(on, _)| *on == value) else { continue };
        let remark = report.at(pair.range, format!("`{name}={value}` switches debug mode on"));
        remark.for_developers(Thing::Setting);
        if let Some(word) = &pair.value {
            // CPython reads any text as on, "0" excepted.
            let off = if name.starts_with("PYTHON") { "0" } else { off };
            remark.fix(Fix::safe(format!("Set `{name}` to {off}"), [Edit::replace(word.range, off)]));
        }
    }
}
