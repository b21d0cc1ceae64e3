//! What is worth telling the author: one value a rule, one table, one runner.
//!
//! A rule knows what it looks for and how to say it; the runner attaches name, codes and severity, honours settings and
//! sorts. Facts that more than one rule needs belong to `model` or `shell`.

mod buildkit;
mod hadolint;
mod original;
mod registry;
mod rewrite;
mod rule;
mod run;

mod base_image_outside_registry;
mod development_server_in_production;
mod exposed_port_differs;
mod flask_debug_in_production;
mod flask_env_development;
mod flask_env_production;
mod no_reloader_in_development;
mod pip_cache_in_image;
mod private_image_in_development;
mod python_output_buffered;
mod reloader_in_production;
mod source_before_dependencies;

pub use original::Original;
pub use rule::{Context, Fix, Remark, Report, Rule, Safety, Severity, Topic};
pub use run::{Applied, Finding, check, fix_all};

/// Every rule, in the order of its name.
pub static ALL: &[Rule] = &shipped([
    base_image_outside_registry::RULE,
    development_server_in_production::RULE,
    exposed_port_differs::RULE,
    flask_debug_in_production::RULE,
    flask_env_development::RULE,
    flask_env_production::RULE,
    no_reloader_in_development::RULE,
    pip_cache_in_image::RULE,
    private_image_in_development::RULE,
    python_output_buffered::RULE,
    reloader_in_production::RULE,
    source_before_dependencies::RULE,
]);

/// The rules with their pages, or without them where those are loaded by other means (without the feature `pages`):
/// they are longer than the code of the rules.
const fn shipped<const COUNT: usize>(mut rules: [Rule; COUNT]) -> [Rule; COUNT] {
    let mut at = 0;
    while at < COUNT && !cfg!(feature = "pages") {
        rules[at].page = "";
        at += 1;
    }
    rules
}

/// The rule with that name or one of whose codes it is; letter case does not count.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| {
        rule.name.eq_ignore_ascii_case(name) || rule.codes.iter().any(|code| code.eq_ignore_ascii_case(name))
    })
}

/// The rules of other tools, each with the tool's name, in the order of their codes.
pub fn originals() -> impl Iterator<Item = (&'static str, Original<()>)> {
    let hadolint = hadolint::ALL.iter().map(|rule| ("hadolint", rule.without_check()));
    hadolint.chain(buildkit::ALL.iter().map(|rule| ("buildkit", rule.without_check())))
}
