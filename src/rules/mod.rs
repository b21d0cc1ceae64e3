//! What is worth telling the author: one value a rule, one table, one runner.
//!
//! A rule knows what it looks for and how to say it; the runner attaches name, codes and severity, honours settings and
//! sorts. Facts that more than one rule needs belong to `model` or `shell`.

mod buildkit;
mod hadolint;
mod ignore;
mod merge;
mod original;
mod registry;
mod rewrite;
mod rule;
mod run;

mod as_cased_unlike_from;
mod base_image_outside_registry;
mod base_image_without_default;
mod blank_line_in_instruction;
mod capitals_in_protocol;
mod capitals_in_stage_name;
mod clutter_in_broad_copy;
mod command_in_shell_form;
mod copy_of_ignored_file;
mod debug_variable_in_production;
mod debugger_in_production;
mod development_environment_in_production;
mod development_server_in_production;
mod exposed_port_differs;
mod fixed_platform;
mod flask_debug_in_production;
mod flask_env_development;
mod flask_env_production;
mod front_end_argument_outside_stage;
mod front_end_secret_in_bundle;
mod front_end_variable_too_late;
mod host_part_in_expose;
mod key_value_without_equals;
mod maintainer_instruction;
mod mixed_keyword_casing;
mod no_reloader_in_development;
mod node_env_missing;
mod overridden_command;
mod password_in_address;
mod pip_cache_in_image;
mod private_image_in_development;
mod python_output_buffered;
mod relative_working_directory;
mod reloader_in_production;
mod reserved_name_for_stage;
mod secret_file_copied;
mod secret_file_in_broad_copy;
mod secret_in_variable;
mod source_before_dependencies;
mod stage_name_used_twice;
mod target_platform_by_flag;
mod token_in_dockerfile;
mod undeclared_argument_in_from;
mod unset_variable;

pub use original::Original;
pub use rule::{Context, Fix, Remark, Report, Rule, Safety, Severity, Topic};
pub use run::{Applied, Finding, check, fix_all};

/// Every rule, in the order of its name.
pub static ALL: &[Rule] = &shipped([
    as_cased_unlike_from::RULE,
    base_image_outside_registry::RULE,
    base_image_without_default::RULE,
    blank_line_in_instruction::RULE,
    capitals_in_protocol::RULE,
    capitals_in_stage_name::RULE,
    clutter_in_broad_copy::RULE,
    command_in_shell_form::RULE,
    copy_of_ignored_file::RULE,
    debug_variable_in_production::RULE,
    debugger_in_production::RULE,
    development_environment_in_production::RULE,
    development_server_in_production::RULE,
    exposed_port_differs::RULE,
    fixed_platform::RULE,
    flask_debug_in_production::RULE,
    flask_env_development::RULE,
    flask_env_production::RULE,
    front_end_argument_outside_stage::RULE,
    front_end_secret_in_bundle::RULE,
    front_end_variable_too_late::RULE,
    host_part_in_expose::RULE,
    key_value_without_equals::RULE,
    maintainer_instruction::RULE,
    mixed_keyword_casing::RULE,
    no_reloader_in_development::RULE,
    node_env_missing::RULE,
    overridden_command::RULE,
    password_in_address::RULE,
    pip_cache_in_image::RULE,
    private_image_in_development::RULE,
    python_output_buffered::RULE,
    relative_working_directory::RULE,
    reloader_in_production::RULE,
    reserved_name_for_stage::RULE,
    secret_file_copied::RULE,
    secret_file_in_broad_copy::RULE,
    secret_in_variable::RULE,
    source_before_dependencies::RULE,
    stage_name_used_twice::RULE,
    target_platform_by_flag::RULE,
    token_in_dockerfile::RULE,
    undeclared_argument_in_from::RULE,
    unset_variable::RULE,
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
