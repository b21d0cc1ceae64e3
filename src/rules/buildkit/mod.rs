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

use super::{Context, Finding, Original, Remark, Report, Severity, run};
use options::Switches;
pub(super) use options::{CheckOptions, is_about_file};

pub(super) use consistent_instruction_casing::CHECK as CONSISTENT_INSTRUCTION_CASING;
pub(super) use copy_ignored_file::CHECK as COPY_IGNORED_FILE;
pub(super) use duplicate_stage_name::CHECK as DUPLICATE_STAGE_NAME;
pub(super) use expose_invalid_format::CHECK as EXPOSE_INVALID_FORMAT;
pub(super) use expose_proto_casing::CHECK as EXPOSE_PROTO_CASING;
pub(super) use from_as_casing::CHECK as FROM_AS_CASING;
pub(super) use from_platform_flag_const_disallowed::CHECK as FROM_PLATFORM_FLAG_CONST_DISALLOWED;
pub(super) use invalid_default_arg_in_from::CHECK as INVALID_DEFAULT_ARG_IN_FROM;
pub(super) use json_args_recommended::CHECK as JSON_ARGS_RECOMMENDED;
pub(super) use legacy_key_value_format::CHECK as LEGACY_KEY_VALUE_FORMAT;
pub(super) use maintainer_deprecated::CHECK as MAINTAINER_DEPRECATED;
pub(super) use multiple_instructions_disallowed::CHECK as MULTIPLE_INSTRUCTIONS_DISALLOWED;
pub(super) use no_empty_continuation::CHECK as NO_EMPTY_CONTINUATION;
pub(super) use redundant_target_platform::CHECK as REDUNDANT_TARGET_PLATFORM;
pub(super) use reserved_stage_name::CHECK as RESERVED_STAGE_NAME;
pub(super) use stage_name_casing::CHECK as STAGE_NAME_CASING;
pub(super) use undefined_arg_in_from::CHECK as UNDEFINED_ARG_IN_FROM;
pub(super) use undefined_var::{Unset, unset};
pub(super) use workdir_relative_path::CHECK as WORKDIR_RELATIVE_PATH;

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
    let switches = Switches::read(context);
    let severity = if switches.file.is_error { Severity::Error } else { Severity::Warning };
    let tree = context.dockerfile.tree;
    let mut findings = Vec::new();
    for rule in ALL.iter().filter(|rule| !context.settings.ignored.contains(rule.code)) {
        let is_experimental = rule.severity.is_none();
        let mut report = Report::default();
        (rule.check)(context, &mut report);
        let remarks = report.remarks.into_iter();
        let allowed = remarks.filter(|it| switches.allow_at(rule.code, is_experimental, it.range));
        let shown = allowed.map(|it| Remark { range: place::as_shown(tree, rule.code, it.range), ..it });
        findings.extend(shown.map(|remark| run::original(context, rule, severity, remark)));
    }
    findings
}
