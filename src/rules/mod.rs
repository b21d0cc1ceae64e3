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
mod clutter_in_broad_copy;
mod debug_variable_in_production;
mod debugger_in_production;
mod development_environment_in_production;
mod development_server_in_production;
mod exposed_port_differs;
mod flask_debug_in_production;
mod flask_env_development;
mod flask_env_production;
mod front_end_argument_outside_stage;
mod front_end_secret_in_bundle;
mod front_end_variable_too_late;
mod no_reloader_in_development;
mod node_env_missing;
mod password_in_address;
mod pip_cache_in_image;
mod private_image_in_development;
mod python_output_buffered;
mod reloader_in_production;
mod secret_file_copied;
mod secret_file_in_broad_copy;
mod secret_in_variable;
mod source_before_dependencies;
mod token_in_dockerfile;

pub use original::Original;
pub use rule::{Context, Fix, Remark, Report, Rule, Safety, Severity, Topic};
pub use run::{Applied, Finding, check, fix_all};

/// Every rule, in the order of its name.
pub static ALL: &[Rule] = &[
    base_image_outside_registry::RULE,
    clutter_in_broad_copy::RULE,
    debug_variable_in_production::RULE,
    debugger_in_production::RULE,
    development_environment_in_production::RULE,
    development_server_in_production::RULE,
    exposed_port_differs::RULE,
    flask_debug_in_production::RULE,
    flask_env_development::RULE,
    flask_env_production::RULE,
    front_end_argument_outside_stage::RULE,
    front_end_secret_in_bundle::RULE,
    front_end_variable_too_late::RULE,
    no_reloader_in_development::RULE,
    node_env_missing::RULE,
    password_in_address::RULE,
    pip_cache_in_image::RULE,
    private_image_in_development::RULE,
    python_output_buffered::RULE,
    reloader_in_production::RULE,
    secret_file_copied::RULE,
    secret_file_in_broad_copy::RULE,
    secret_in_variable::RULE,
    source_before_dependencies::RULE,
    token_in_dockerfile::RULE,
];

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
