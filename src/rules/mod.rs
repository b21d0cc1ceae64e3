//! What is worth telling the author: one value a rule, one table, one runner.
//!
//! A rule knows what it looks for and how to say it; the runner attaches name, codes and severity, honours settings and
//! sorts. Facts that more than one rule needs belong to `model` or `shell`.

mod buildkit;
mod dependencies_first;
mod development;
mod environments;
mod hadolint;
mod ignore;
mod let_in;
mod mend;
mod merge;
mod original;
mod package_cache;
mod package_script;
mod prompt;
mod reading;
mod registry;
mod rewrite;
mod rule;
mod run;
mod undebugged;
mod unpinned;
mod wsgi;

mod add_instead_of_copy;
mod apk_index_in_image;
mod apt_cache_mount_without_effect;
mod apt_command_for_people;
mod apt_install_without_yes;
mod apt_key_in_build;
mod apt_lists_in_image;
mod archive_copied_and_unpacked;
mod array_without_json;
mod as_cased_unlike_from;
mod base_image_outside_registry;
mod base_image_without_default;
mod blank_line_in_instruction;
mod build_tools_in_image;
mod cache_mount_at_wrong_place;
mod cache_mount_defeated;
mod capitals_in_protocol;
mod capitals_in_stage_name;
mod carriage_return_in_script;
mod clutter_in_broad_copy;
mod command_in_shell_form;
mod command_line_in_one_string;
mod command_without_effect;
mod comment_behind_arguments;
mod composer_cache_in_image;
mod conda_cache_in_image;
mod copy_before_workdir;
mod copy_from_missing_stage;
mod copy_of_ignored_file;
mod curl_and_wget;
mod debian_frontend_in_environment;
mod debug_variable_in_production;
mod debugger_in_production;
mod dependencies_without_bytecode;
mod development_dependencies_in_image;
mod development_environment_in_production;
mod development_server_in_production;
mod dnf_cache_in_image;
mod dnf_install_without_yes;
mod docker_socket_as_volume;
mod download_error_saved;
mod download_progress_in_log;
mod downloaded_script_run;
mod end_of_life_base_image;
mod exposed_port_differs;
mod extra_package_index;
mod failure_hidden_by_pipe;
mod failure_hidden_by_semicolon;
mod filesystem_copied_whole;
mod fixed_platform;
mod flag_behind_arguments;
mod flask_debug_in_production;
mod flask_env_development;
mod flask_env_production;
mod floating_base_image;
mod front_end_argument_outside_stage;
mod front_end_secret_in_bundle;
mod front_end_variable_too_late;
mod full_history_cloned;
mod healthcheck_without_effect;
mod heredoc_without_errexit;
mod host_part_in_expose;
mod insecure_run;
mod instruction_as_command;
mod key_value_without_equals;
mod lock_file_not_enforced;
mod maintainer_instruction;
mod many_sources_without_slash;
mod mergeable_runs;
mod mixed_keyword_casing;
mod mounted_secret_kept;
mod next_server_on_host_name;
mod no_reloader_in_development;
mod node_cache_in_image;
mod node_env_missing;
mod odd_blank;
mod operator_in_exec_form;
mod overridden_command;
mod ownership_changed_after_copy;
mod package_manager_as_first_process;
mod password_in_address;
mod pip_cache_in_image;
mod platform_argument_with_default;
mod private_image_in_development;
mod production_environment_in_development;
mod program_in_background;
mod program_useless_in_build;
mod python_output_buffered;
mod python_project_cache_in_image;
mod recommended_packages_installed;
mod relative_working_directory;
mod release_upgrade_in_image;
mod reloader_in_production;
mod remote_file_without_checksum;
mod remote_login_port_exposed;
mod removal_in_later_layer;
mod reserved_name_for_stage;
mod retired_docker_compose;
mod root_at_run_time;
mod run_without_effect;
mod secret_file_copied;
mod secret_file_in_broad_copy;
mod secret_in_command;
mod secret_in_variable;
mod server_on_localhost;
mod shell_replaced_by_link;
mod source_before_dependencies;
mod stage_name_used_twice;
mod stale_package_lists;
mod stop_signal_that_kills;
mod sudo_in_build;
mod swallowed_instruction;
mod target_platform_by_flag;
mod token_in_dockerfile;
mod tools_for_people_in_image;
mod undeclared_argument_in_from;
mod unpinned_cargo_crate;
mod unpinned_go_module;
mod unpinned_node_package;
mod unpinned_python_package;
mod unpinned_ruby_gem;
mod unset_variable;
mod unusual_label_name;
mod useradd_fills_login_log;
mod uv_cache_in_image;
mod vanishing_package_version;
mod variable_in_exec_form;
mod variable_used_on_its_own_line;
mod verification_switched_off;
mod windows_path_continues_line;
mod world_writable_files;
mod wrong_label_value;
mod zypper_cache_in_image;
mod zypper_install_without_yes;

pub use development::{Development, Thing};
pub use original::Original;
pub use rule::{Breaks, Context, Elsewhere, Fix, Remark, Report, Rule, Safety, Severity, Topic};
pub use run::{Applied, Finding, check, check_first, fix_all};

/// Every rule, in the order of its name.
pub static ALL: &[Rule] = &shipped([
    add_instead_of_copy::RULE,
    apk_index_in_image::RULE,
    apt_cache_mount_without_effect::RULE,
    apt_command_for_people::RULE,
    apt_install_without_yes::RULE,
    apt_key_in_build::RULE,
    apt_lists_in_image::RULE,
    archive_copied_and_unpacked::RULE,
    array_without_json::RULE,
    as_cased_unlike_from::RULE,
    base_image_outside_registry::RULE,
    base_image_without_default::RULE,
    blank_line_in_instruction::RULE,
    build_tools_in_image::RULE,
    cache_mount_at_wrong_place::RULE,
    cache_mount_defeated::RULE,
    capitals_in_protocol::RULE,
    capitals_in_stage_name::RULE,
    carriage_return_in_script::RULE,
    clutter_in_broad_copy::RULE,
    command_in_shell_form::RULE,
    command_line_in_one_string::RULE,
    command_without_effect::RULE,
    comment_behind_arguments::RULE,
    composer_cache_in_image::RULE,
    conda_cache_in_image::RULE,
    copy_before_workdir::RULE,
    copy_from_missing_stage::RULE,
    copy_of_ignored_file::RULE,
    curl_and_wget::RULE,
    debian_frontend_in_environment::RULE,
    debug_variable_in_production::RULE,
    debugger_in_production::RULE,
    dependencies_without_bytecode::RULE,
    development_dependencies_in_image::RULE,
    development_environment_in_production::RULE,
    development_server_in_production::RULE,
    dnf_cache_in_image::RULE,
    dnf_install_without_yes::RULE,
    docker_socket_as_volume::RULE,
    download_error_saved::RULE,
    download_progress_in_log::RULE,
    downloaded_script_run::RULE,
    end_of_life_base_image::RULE,
    exposed_port_differs::RULE,
    extra_package_index::RULE,
    failure_hidden_by_pipe::RULE,
    failure_hidden_by_semicolon::RULE,
    filesystem_copied_whole::RULE,
    fixed_platform::RULE,
    flag_behind_arguments::RULE,
    flask_debug_in_production::RULE,
    flask_env_development::RULE,
    flask_env_production::RULE,
    floating_base_image::RULE,
    front_end_argument_outside_stage::RULE,
    front_end_secret_in_bundle::RULE,
    front_end_variable_too_late::RULE,
    full_history_cloned::RULE,
    healthcheck_without_effect::RULE,
    heredoc_without_errexit::RULE,
    host_part_in_expose::RULE,
    insecure_run::RULE,
    instruction_as_command::RULE,
    key_value_without_equals::RULE,
    lock_file_not_enforced::RULE,
    maintainer_instruction::RULE,
    many_sources_without_slash::RULE,
    mergeable_runs::RULE,
    mixed_keyword_casing::RULE,
    mounted_secret_kept::RULE,
    next_server_on_host_name::RULE,
    no_reloader_in_development::RULE,
    node_cache_in_image::RULE,
    node_env_missing::RULE,
    odd_blank::RULE,
    operator_in_exec_form::RULE,
    overridden_command::RULE,
    ownership_changed_after_copy::RULE,
    package_manager_as_first_process::RULE,
    password_in_address::RULE,
    pip_cache_in_image::RULE,
    platform_argument_with_default::RULE,
    private_image_in_development::RULE,
    production_environment_in_development::RULE,
    program_in_background::RULE,
    program_useless_in_build::RULE,
    python_output_buffered::RULE,
    python_project_cache_in_image::RULE,
    recommended_packages_installed::RULE,
    relative_working_directory::RULE,
    release_upgrade_in_image::RULE,
    reloader_in_production::RULE,
    remote_file_without_checksum::RULE,
    remote_login_port_exposed::RULE,
    removal_in_later_layer::RULE,
    reserved_name_for_stage::RULE,
    retired_docker_compose::RULE,
    root_at_run_time::RULE,
    run_without_effect::RULE,
    secret_file_copied::RULE,
    secret_file_in_broad_copy::RULE,
    secret_in_command::RULE,
    secret_in_variable::RULE,
    server_on_localhost::RULE,
    shell_replaced_by_link::RULE,
    source_before_dependencies::RULE,
    stage_name_used_twice::RULE,
    stale_package_lists::RULE,
    stop_signal_that_kills::RULE,
    sudo_in_build::RULE,
    swallowed_instruction::RULE,
    target_platform_by_flag::RULE,
    token_in_dockerfile::RULE,
    tools_for_people_in_image::RULE,
    undeclared_argument_in_from::RULE,
    unpinned_cargo_crate::RULE,
    unpinned_go_module::RULE,
    unpinned_node_package::RULE,
    unpinned_python_package::RULE,
    unpinned_ruby_gem::RULE,
    unset_variable::RULE,
    unusual_label_name::RULE,
    useradd_fills_login_log::RULE,
    uv_cache_in_image::RULE,
    vanishing_package_version::RULE,
    variable_in_exec_form::RULE,
    variable_used_on_its_own_line::RULE,
    verification_switched_off::RULE,
    windows_path_continues_line::RULE,
    world_writable_files::RULE,
    wrong_label_value::RULE,
    zypper_cache_in_image::RULE,
    zypper_install_without_yes::RULE,
]);

/// The rules that a page asks before all of its code has arrived: those that have something to say of the file which a
/// first visitor sees. `xtask/split` reads this list and lets the code of all others come later.
pub static FIRST: &[&str] = &[
    development_server_in_production::RULE.name,
    end_of_life_base_image::RULE.name,
    flask_env_development::RULE.name,
    pip_cache_in_image::RULE.name,
    python_output_buffered::RULE.name,
    reloader_in_production::RULE.name,
    root_at_run_time::RULE.name,
];

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::FIRST;
    use crate::settings::Profile;
    use crate::{Project, Settings, analyze, analyze_first};

    #[test]
    fn they_say_all_that_there_is_to_say_of_the_first_sample() {
        let sample = include_str!("../../static/samples/flask-dev.Dockerfile");
        let project = Project { dockerfile: sample.to_owned(), ..Project::default() };
        let mut heard = BTreeSet::new();
        for profile in [Profile::Dev, Profile::Prod] {
            let settings = Settings { profile, ..Settings::default() };
            let first = analyze_first(&project, &settings);
            assert_eq!(first.findings, analyze(&project, &settings).findings, "{profile:?}");
            heard.extend(first.findings.into_iter().map(|finding| finding.rule));
        }
        assert_eq!(heard.into_iter().collect::<Vec<_>>(), FIRST);
    }
}
