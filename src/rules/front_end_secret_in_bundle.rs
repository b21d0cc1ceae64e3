//! A secret in a variable that a bundler writes into what every browser loads.

use std::collections::HashSet;

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{baked_prefix, secret};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "front-end-secret-in-bundle",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Error),
    converts: false,
    why: "Every visitor gets the value: the prefix tells the bundler to write it into the JavaScript files",
    help: "Keep the secret on a server of yours, and let the front end ask that server",
    page: include_str!("../../docs/rules/front_end_secret_in_bundle.md"),
    check,
};

/// Services whose keys for browsers are no secrets, whatever they are called.
const PUBLIC_KEYS: &[&str] = &["FIREBASE", "MAPS", "MAPBOX", "POSTHOG", "SENTRY", "ALGOLIA_SEARCH", "RECAPTCHA"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let mut seen = HashSet::new();
    for instruction in &ctx.dockerfile.tree.instructions {
        if !matches!(instruction.keyword, Keyword::Arg | Keyword::Env) {
            continue;
        }
        for pair in instruction.pairs() {
            let name = pair.key.text.as_str();
            let Some(baked) = baked_prefix(name) else { continue };
            let is_public = PUBLIC_KEYS.iter().any(|it| name.contains(it));
            if !is_public && secret::is_secret_name(&name[baked.prefix.len()..]) && seen.insert(name) {
                report.at(pair.key.range, format!("{} shows `{name}` to every visitor", baked.tool));
            }
        }
    }
}
