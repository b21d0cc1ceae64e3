//! What is worth telling the author: one value a rule, one table, one runner.
//!
//! A rule knows what it looks for and how to say it; the runner attaches name, codes and severity, honours settings and
//! sorts. Facts that more than one rule needs belong to `model` or `shell`.

mod buildkit;
mod hadolint;
mod original;
mod package_cache;
mod prompt;
mod registry;
mod rewrite;
mod rule;
mod run;
mod unpinned;

mod apk_index_in_image;
mod apt_command_for_people;
mod apt_install_without_yes;
mod apt_lists_in_image;
mod base_image_outside_registry;
mod composer_cache_in_image;
mod conda_cache_in_image;
mod development_server_in_production;
mod dnf_cache_in_image;
mod dnf_install_without_yes;
mod exposed_port_differs;
mod flask_debug_in_production;
mod flask_env_development;
mod flask_env_production;
mod lock_file_not_enforced;
mod no_reloader_in_development;
mod node_cache_in_image;
mod pip_cache_in_image;
mod private_image_in_development;
mod python_output_buffered;
mod recommended_packages_installed;
mod release_upgrade_in_image;
mod reloader_in_production;
mod source_before_dependencies;
mod stale_package_lists;
mod unpinned_cargo_crate;
mod unpinned_go_module;
mod unpinned_node_package;
mod unpinned_python_package;
mod unpinned_ruby_gem;
mod uv_cache_in_image;
mod vanishing_package_version;
mod zypper_cache_in_image;
mod zypper_install_without_yes;

pub use original::Original;
pub use rule::{Context, Fix, Remark, Report, Rule, Safety, Severity, Topic};
pub use run::{Applied, Finding, check, fix_all};

/// Every rule, in the order of its name.
pub static ALL: &[Rule] = &[
    apk_index_in_image::RULE,
    apt_command_for_people::RULE,
    apt_install_without_yes::RULE,
    apt_lists_in_image::RULE,
    base_image_outside_registry::RULE,
    composer_cache_in_image::RULE,
    conda_cache_in_image::RULE,
    development_server_in_production::RULE,
    dnf_cache_in_image::RULE,
    dnf_install_without_yes::RULE,
    exposed_port_differs::RULE,
    flask_debug_in_production::RULE,
    flask_env_development::RULE,
    flask_env_production::RULE,
    lock_file_not_enforced::RULE,
    no_reloader_in_development::RULE,
    node_cache_in_image::RULE,
    pip_cache_in_image::RULE,
    private_image_in_development::RULE,
    python_output_buffered::RULE,
    recommended_packages_installed::RULE,
    release_upgrade_in_image::RULE,
    reloader_in_production::RULE,
    source_before_dependencies::RULE,
    stale_package_lists::RULE,
    unpinned_cargo_crate::RULE,
    unpinned_go_module::RULE,
    unpinned_node_package::RULE,
    unpinned_python_package::RULE,
    unpinned_ruby_gem::RULE,
    uv_cache_in_image::RULE,
    vanishing_package_version::RULE,
    zypper_cache_in_image::RULE,
    zypper_install_without_yes::RULE,
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
