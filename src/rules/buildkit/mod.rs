//! BuildKit's build checks, as its Dockerfile frontend 1.26 applies them.
//!
//! Knows the `check` directive and the check comments. Without a target, all stages are looked at, as by
//! `docker build --check`; BuildKit stops at the first error of a file, these checks go on. Our own judgement of the
//! same matters is in the rules around this folder.
//!
//! Source: moby/buildkit (`frontend/dockerfile/linter`, `dockerfile2llb/validations.go`) and the rule pages below
//! <https://docs.docker.com/reference/build-checks/>.

mod comments;
mod options;
mod place;

mod consistent_instruction_casing;
mod copy_ignored_file;
mod duplicate_stage_name;
mod expose_invalid_format;
mod expose_proto_casing;
mod from_as_casing;
mod from_platform_flag_const_disallowed;
mod invalid_base_image_platform;
mod invalid_default_arg_in_from;
mod invalid_definition_description;
mod json_args_recommended;
mod legacy_key_value_format;
mod maintainer_deprecated;
mod multiple_instructions_disallowed;
mod no_empty_continuation;
mod redundant_target_platform;
mod reserved_stage_name;
mod secrets_used_in_arg_or_env;
mod stage_name_casing;
mod undefined_arg_in_from;
mod undefined_var;
mod workdir_relative_path;

use super::{Context, Finding, Original, Report, Severity, run};
use options::CheckOptions;

/// Every build check, in the order of its name. Those without a severity are experimental.
pub(super) static ALL: &[Original] = &[
    consistent_instruction_casing::CHECK,
    copy_ignored_file::CHECK,
    duplicate_stage_name::CHECK,
    expose_invalid_format::CHECK,
    expose_proto_casing::CHECK,
    from_as_casing::CHECK,
    from_platform_flag_const_disallowed::CHECK,
    invalid_base_image_platform::CHECK,
    invalid_default_arg_in_from::CHECK,
    invalid_definition_description::CHECK,
    json_args_recommended::CHECK,
    legacy_key_value_format::CHECK,
    maintainer_deprecated::CHECK,
    multiple_instructions_disallowed::CHECK,
    no_empty_continuation::CHECK,
    redundant_target_platform::CHECK,
    reserved_stage_name::CHECK,
    secrets_used_in_arg_or_env::CHECK,
    stage_name_casing::CHECK,
    undefined_arg_in_from::CHECK,
    undefined_var::CHECK,
    workdir_relative_path::CHECK,
];

/// What BuildKit would say of the file, switches heeded. With `error=true`, every finding fails the build.
pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let options = CheckOptions::of(context);
    let severity = if options.is_error { Severity::Error } else { Severity::Warning };
    let mut findings = Vec::new();
    for rule in ALL.iter().filter(|rule| !context.settings.ignored.contains(rule.code)) {
        let is_experimental = rule.severity.is_none();
        let mut report = Report::default();
        (rule.check)(context, &mut report);
        let remarks = report.remarks.into_iter();
        let allowed = remarks.filter(|it| options.allow_at(context.dockerfile, rule.code, is_experimental, it.range));
        findings.extend(allowed.map(|remark| run::original(context, rule, severity, remark)));
    }
    findings
}
