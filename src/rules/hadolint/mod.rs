//! The rules of hadolint 2.15.1, as it applies them: its quirks are wanted here.
//!
//! Knows hadolint's reading of a file ([`File`]), its severities, options and pragmas. Our own judgement of the same
//! matters is in the rules around this folder. `ShellCheck`'s findings, which hadolint prints beside its own, are not
//! known here; `docs/hadolint.md` says why.

mod archive;
mod base_image;
mod call;
mod file;
mod pragma;
mod quotes;
mod run;
mod stages;

mod add_of_local_files;
mod apk_cache_kept;
mod apt_in_script;
mod apt_lists_kept;
mod archive_copied_and_extracted;
mod cd_in_run;
mod consecutive_runs;
mod copy_from_own_stage;
mod copy_from_unknown_stage;
mod copy_of_whole_filesystem;
mod copy_target_without_slash;
mod distribution_upgrade;
mod forbidden_trigger;
mod host_program;
mod ignore_comment;
mod instruction_before_from;
mod label_key;
pub(super) mod label_value;
mod large_user_id;
mod latest_tag;
mod maintainer;
mod missing_healthcheck;
mod missing_label;
mod package_cache_kept;
mod pip_cache_kept;
mod pipe_without_pipefail;
mod platform_flag;
mod port_out_of_range;
mod prompting_install;
mod recommended_packages;
mod relative_copy_target;
mod relative_workdir;
mod repeated_instruction;
mod repeated_stage_name;
mod reserved_stage_name;
mod root_as_last_user;
mod secret_name;
mod self_referencing_environment;
mod shell_form_command;
mod shell_link;
mod sudo;
mod unknown_label;
mod unpinned_package;
mod untagged_image;
mod untrusted_registry;
mod user_without_number;
mod wget_and_curl;
mod wget_progress;

use super::{Context, Fix, Original, Remark, Report, Severity};
use crate::settings::HadolintLevel;
use file::File;
use pragma::Pragmas;

/// A rule over hadolint's own reading of the file.
pub(super) type Rule = Original<fn(&File<'_>, &mut Report)>;

/// Every rule of hadolint, in the order of its code.
pub(super) static ALL: &[Rule] = &[
    ignore_comment::RULE,
    relative_workdir::RULE,
    host_program::RULE,
    root_as_last_user::RULE,
    cd_in_run::RULE,
    sudo::RULE,
    untagged_image::RULE,
    latest_tag::RULE,
    unpinned_package::APT,
    apt_lists_kept::RULE,
    archive_copied_and_extracted::RULE,
    port_out_of_range::RULE,
    repeated_instruction::HEALTHCHECK,
    unpinned_package::PIP,
    prompting_install::APT,
    recommended_packages::RULE,
    unpinned_package::NPM,
    unpinned_package::APK,
    apk_cache_kept::RULE,
    add_of_local_files::RULE,
    copy_target_without_slash::RULE,
    copy_from_unknown_stage::RULE,
    copy_from_own_stage::RULE,
    repeated_stage_name::RULE,
    shell_form_command::RULE,
    untrusted_registry::RULE,
    apt_in_script::RULE,
    unpinned_package::GEM,
    platform_flag::FIXED,
    prompting_install::YUM,
    package_cache_kept::YUM,
    unpinned_package::YUM,
    prompting_install::ZYPPER,
    distribution_upgrade::RULE,
    package_cache_kept::ZYPPER,
    unpinned_package::ZYPPER,
    prompting_install::DNF,
    package_cache_kept::DNF,
    unpinned_package::DNF,
    pip_cache_kept::RULE,
    forbidden_trigger::RULE,
    self_referencing_environment::RULE,
    relative_copy_target::RULE,
    large_user_id::RULE,
    wget_progress::RULE,
    label_key::RULE,
    missing_label::RULE,
    unknown_label::RULE,
    label_value::EMPTY,
    label_value::URL,
    label_value::TIME,
    label_value::LICENSE,
    label_value::HASH,
    label_value::VERSION,
    missing_healthcheck::RULE,
    label_value::EMAIL,
    consecutive_runs::RULE,
    package_cache_kept::YARN,
    instruction_before_from::RULE,
    unpinned_package::GO,
    reserved_stage_name::RULE,
    secret_name::RULE,
    platform_flag::DEFAULT,
    user_without_number::RULE,
    copy_of_whole_filesystem::RULE,
    maintainer::RULE,
    wget_and_curl::RULE,
    repeated_instruction::CMD,
    repeated_instruction::ENTRYPOINT,
    shell_link::RULE,
    pipe_without_pipefail::RULE,
];

/// What hadolint would report, each with the severity that the settings give it.
pub(super) fn check(context: &Context<'_>) -> Vec<(&'static Rule, Severity, Remark)> {
    let file = File::read(context);
    let pragmas = Pragmas::read(file.tree);
    let mut found = Vec::new();
    for rule in ALL {
        let config = file.config;
        let is_ignored = config.ignored.contains(rule.code) || context.settings.ignored.contains(rule.code);
        let Some(severity) = severity(rule, config.overrides.get(rule.code)).filter(|_| !is_ignored) else { continue };
        let mut report = Report::default();
        (rule.check)(&file, &mut report);
        let is_shown = |remark: &Remark| {
            config.disable_ignore_pragma || !pragmas.silence(rule.code, file.tree.lines.line(remark.range.start))
        };
        found.extend(report.remarks.into_iter().filter(is_shown).map(|remark| (rule, severity, remark)));
    }
    found
}

fn severity(rule: &Rule, level: Option<&HadolintLevel>) -> Option<Severity> {
    match level {
        None => rule.severity,
        Some(HadolintLevel::Error) => Some(Severity::Error),
        Some(HadolintLevel::Warning) => Some(Severity::Warning),
        Some(HadolintLevel::Info) => Some(Severity::Info),
        Some(HadolintLevel::Style) => Some(Severity::Style),
        Some(HadolintLevel::Ignore) => None,
    }
}
